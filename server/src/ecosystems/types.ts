import type { Answer } from '../context/facts.ts';
import type { ShellWord } from '../syntax/types.ts';

/** A simple shell command without what merely wraps it (`sudo`, `env`, `time`, a path in front of the program). */
export interface Command {
  /** The program's base name: `npm` of `/usr/local/bin/npm`. */
  readonly name: string;
  /** The words after the program. */
  readonly args: readonly ShellWord[];
  /** `NAME=value` in front of it; undefined for a value that is only known at build time. */
  readonly env: ReadonlyMap<string, string | undefined>;
}

/** What a command means to a package manager. */
export type CommandRole =
  | { readonly kind: 'install'; readonly install: Install }
  /** Installs what its command line names, outside the project: it reads and writes nothing of the working directory. */
  | { readonly kind: 'packages' }
  /** Settings and clean-up that read and write nothing of the working directory: `corepack enable`, `npm cache clean`. */
  | { readonly kind: 'companion' };

/** An install of what manifests name. */
export interface Install {
  readonly ecosystem: Ecosystem;
  /** The directory it works in, as written: relative to the command's working directory, or absolute. Empty: there. */
  readonly directory: string;
  /** Manifests without which it can't run, relative to `directory`; the first one says where the project is. */
  readonly manifests: readonly string[];
  /** Files beside these that it reads where they exist. */
  readonly optional: readonly string[];
  /**
   * What it installs, where one directory may hold several things: of two installs of a family with equal subjects in one
   * directory, the second one finds everything there.
   */
  readonly subject: string;
  /** True when it never writes the lock file. */
  readonly frozen: boolean;
  /** True when it runs the project's own lifecycle scripts. */
  readonly scripts: boolean;
  /** What keeps any reordering from being offered, as a clause: `pip writes into ./lib`. Undefined when nothing does. */
  readonly obstacle: string | undefined;
}

/** Questions about a build context after its ignore file. Paths are relative to its root. */
export interface ContextQuery {
  /** Whether BuildKit finds this path. */
  has(path: string): Answer;
  /** Whether this path is a file, and not a symlink that a COPY would follow in one form and keep in another. */
  isFile(path: string): boolean;
  isFolder(path: string): boolean;
  /** The text of a small file that was loaded. */
  text(path: string): string | undefined;
  /** The value of a JSON file; undefined when it was not loaded or is no JSON. */
  json(path: string): unknown;
  /** Full paths of the folders directly in a folder, ignored or not. */
  folders(folder: string): readonly string[];
  /** True when the folders and files listed for this folder are all there are. */
  isListed(folder: string): boolean;
}

/** A file or folder of the context that the install reads. */
export interface Input {
  readonly path: string;
  readonly kind: 'file' | 'folder';
}

/** Something that stands between an install and a safe reordering. */
export interface Hazard {
  /** `review`: a fix names it for a person to check. `none`: no fix is offered. */
  readonly effect: 'review' | 'none';
  /** A clause without a full stop: `npm install may rewrite package-lock.json`. */
  readonly reason: string;
}

/** A file or folder that an install writes, by its path in the context, whether it is there or not. */
export interface Written {
  readonly path: string;
  /** The `.dockerignore` pattern that leaves it out. */
  readonly pattern: string;
}

/** What an install reads of the context, and what stands in the way. */
export interface InstallInputs {
  /** Existing ones, the project's own manifests first. */
  readonly inputs: readonly Input[];
  /** Files without which the command fails, and which the context does not hold. */
  readonly missing: readonly string[];
  readonly hazards: readonly Hazard[];
  /** What the install writes among the sources, and what must not be copied over it. */
  readonly written: readonly Written[];
}

/** A package manager: one file, one entry in `ecosystems/index.ts`. Functions are pure and never throw. */
export interface Ecosystem {
  /** `npm`. */
  readonly id: string;
  /**
   * Ecosystems of one family install into the same place, so that an install by one makes a later one cheap: npm, yarn,
   * pnpm and bun are one family.
   */
  readonly family: string;
  /** Programs that it knows, for a quick look at a RUN's text. */
  readonly programs: readonly string[];
  /** Names to give in a message where the context is not known. */
  readonly usualManifests: readonly string[];
  /** True for paths of files that name dependencies or configure the package manager, whoever needs them. */
  isManifest(path: string): boolean;
  /** What a command means; undefined when it is none of its own, or can't be read surely. */
  read(command: Command): CommandRole | undefined;
  /** What the install needs when its project is in this folder of the context. */
  inputs(install: Install, folder: string, context: ContextQuery): InstallInputs;
}
