import type { RunPart } from '../../ecosystems/run-part.ts';
import type { Install, InstallInputs } from '../../ecosystems/types.ts';
import type { Node } from '../../model/types.ts';
import type { CopyStep, ImagePath } from '../moving/copy-step.ts';

/** A command of a RUN, and where it works. */
export interface RunCommand {
  readonly node: Node;
  readonly part: RunPart;
  /** The directory of the image in which it works. */
  readonly directory: ImagePath;
  /** The last node up to this one that may run files of the sources, apart from the command; -1 for none. */
  readonly lastUser: () => number;
  /** Whether a RUN below a node, this one or one above it, runs this very file of the image. */
  readonly isRunTo: (file: ImagePath, below: number) => boolean;
}

/** An install that a RUN contains, and where it works. */
export interface Candidate extends RunCommand {
  readonly install: Install;
  /** Where the RUN names a script or target that holds the install. */
  readonly hidden?: HiddenInstall | undefined;
}

/** An install that stands in a script or a target which a command of a RUN names. */
export interface HiddenInstall {
  /** As it is written there, with the values of variables. */
  readonly command: string;
  /** `target build of Makefile`. */
  readonly where: string;
  readonly part: RunPart;
  /** What runs in front of it, from the first command of that script or of those targets. */
  readonly before: () => readonly RunPart[];
  /** Variables that all of them find in their environment, with their values. */
  readonly settings: readonly (readonly [name: string, value: string])[];
}

/** An install that runs again whenever a source changes. */
export interface LateInstall extends Candidate {
  /** The folder of the context in which its project is; undefined without a context. */
  readonly folder: string | undefined;
  /** The directory of the image that is filled from it: that of the install, or the folder of its manifest in another name. */
  readonly root: ImagePath;
  /** Undefined without a context. */
  readonly inputs: InstallInputs | undefined;
  /** What a stage of its own has built for it, where that is not all. */
  readonly built?: BuiltElsewhere | undefined;
  /** Copies of pruned sources that bring the manifests which it reads again, as they are there without them. */
  readonly repeated?: readonly CopyStep[];
  /** An install of the same project above, which fetches nothing, since no sources are there yet. */
  readonly fruitless?: Candidate | undefined;
}

/** What a stage of its own has built of an install's dependencies, and a copy brings: `COPY --from=cacher /app/target target`. */
export interface BuiltElsewhere {
  readonly step: CopyStep;
  /** The folder with their sources, which is not copied along for certain; undefined where it is, or may be. */
  readonly missing: string | undefined;
}
