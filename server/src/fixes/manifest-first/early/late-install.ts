import type { ContextSnapshot } from '../../../context/types.ts';
import { isWithin } from '../../../ecosystems/paths.ts';
import { resolvePath } from '../../../model/paths.ts';
import type { Mount } from '../../../model/types.ts';
import {
  bringsSystem,
  delivery,
  isFolderByName,
  type CopyStep,
  type ImagePath,
} from '../../moving/copy-step.ts';
import { bringsHistory, mayAskGit } from '../../moving/git-folder.ts';
import { keepsDownloads } from '../installs/cached-downloads.ts';
import { isContextMount } from '../../moving/context-mounts.ts';
import { imagePathOf } from '../../moving/image-paths.ts';
import { projectOf, type Project } from '../project/project.ts';
import {
  bringsAllElsewhere,
  bringsProjectSources,
  bringsSources,
  isVendored,
} from '../project/project-sources.ts';
import { runsNothing } from '../installs/quiet-runs.ts';
import type { Candidate, LateInstall } from '../types.ts';

/** A late install with the first broad copy above it. */
export interface Late {
  readonly step: CopyStep;
  readonly install: LateInstall;
}

/** What is known of an install's project; without a context, and where no copy brings its manifest, there is none. */
export interface Found {
  readonly context: ContextSnapshot | undefined;
  readonly project: Project | undefined;
}

/**
 * The first of the copies of the context above an install, given in document order, that makes it run again after changes which don't concern
 * it. Undefined where none does, and for what is not known to be a loss: manifests under a bind mount or from elsewhere,
 * missing ones (the build fails anyway), and installs that fetch nothing.
 */
export function findLate(
  candidate: Candidate,
  copies: readonly CopyStep[],
  { project, context }: Found,
): Late | undefined {
  const { install, directory, node } = candidate;
  const [first = install.anchors?.[0] ?? ''] = install.manifests;
  const primary = { path: resolvePath(directory.path, first), anchored: directory.anchored };
  const mounts = node.detail.kind === 'run' ? node.detail.mounts : [];
  if (mounts.some((mount) => !isContextMount(mount) && isBoundOver(mount, primary.path))) {
    return undefined;
  }
  if (context === undefined) {
    const step = copies.find(
      (one) =>
        isFolderByName(withoutVendored(one)) &&
        one.anchored === primary.anchored &&
        isWithin(primary.path, one.folder),
    );
    return step && { step, install: { ...candidate, folder: undefined, root: directory, inputs: undefined } };
  }
  if (project === undefined) {
    return undefined;
  }
  const { inputs } = project;
  const isCheap =
    inputs.fetchesNothing === true || (inputs.download !== undefined && keepsDownloads(candidate));
  if (inputs.missing.length > 0 || isCheap) {
    return undefined;
  }
  const late = { ...candidate, ...project };
  const step = copies.find((one) => delays(one, late, context));
  return step && { step, install: late };
}

/** Whether a copy above an install brings files that change more often than what it reads. */
export function delays(step: CopyStep, install: LateInstall, context: ContextSnapshot): boolean {
  const { inputs, folder, root, directory } = install;
  const isUnused = (): boolean =>
    inputs !== undefined && runsNothing(install.install, inputs) && install.lastUser() < step.node.index;
  const isPlain = (): boolean =>
    isUnused() && inputs?.hazards.every(({ effect }) => effect !== 'none') === true;
  const wanted = inputs?.inputs ?? [];
  if (bringsSystem(step)) {
    return false;
  }
  const bringsManifest = wanted.some(
    ({ path, kind }) =>
      kind === 'file' && delivery(step, imagePathOf(path, folder ?? '', root), context) !== undefined,
  );
  if (!bringsManifest && bringsHistory(step, context)) {
    // Versions are made of it: whatever may ask git for one, or build the project, may need it.
    return isPlain() && !wanted.some(({ path }) => mayAskGit(context, path));
  }
  const needs = {
    inputs: wanted,
    context,
    isUnused,
    isPlain,
    isRun: (file: ImagePath) => install.isRunTo(file, step.node.index),
  };
  return bringsManifest
    ? bringsSources(withoutVendored(step), needs)
    : bringsProjectSources(step, directory, needs) ||
        (readsCopies(install) && bringsAllElsewhere(step, needs));
}

/**
 * Whether an install reads copied manifests and nothing else of the context. A mount brings sources, too, or is narrow because somebody
 * has thought of that.
 */
function readsCopies({ inputs, node: { detail } }: LateInstall): boolean {
  return inputs?.download === undefined && !(detail.kind === 'run' && detail.mounts.some(isContextMount));
}

/** A copy without the folders of packages of others that it names. */
function withoutVendored(step: CopyStep): CopyStep {
  const { copy } = step;
  return copy.sources.some(isVendored)
    ? { ...step, copy: { ...copy, sources: copy.sources.filter((one) => !isVendored(one)) } }
    : step;
}

function isBoundOver(mount: Mount, path: string): boolean {
  return mount.type === 'bind' && mount.target !== '' && isWithin(path, mount.target);
}

/** The `units` of an install as its ecosystem names them in this context; none where they can't be told. */
export function unitsOf(
  candidate: Candidate,
  copies: readonly CopyStep[],
  context: ContextSnapshot | undefined,
): readonly string[] {
  const { install } = candidate;
  if (context === undefined || install.anchors === undefined) {
    return [];
  }
  return projectOf(candidate, copies, context)?.inputs.units ?? [];
}
