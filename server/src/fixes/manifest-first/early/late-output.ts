import { hasWildcards } from '../../../context/copy-wildcards.ts';
import { baseName, parentPath } from '../../../context/path-parts.ts';
import type { ContextSnapshot } from '../../../context/types.ts';
import { queryOf } from '../../../ecosystems/context-query.ts';
import { isManifest } from '../../../ecosystems/index.ts';
import { isWithin, joinPath } from '../../../ecosystems/paths.ts';
import { cleanPath, resolvePath } from '../../../model/paths.ts';
import { isSettled } from '../../moving/settled-names.ts';
import type { CopyStep, ImagePath } from '../../moving/copy-step.ts';
import { copiedQuery } from './copied-query.ts';
import { imagePathOf, lastDelivery } from '../../moving/image-paths.ts';
import { namedSource, writesTo } from '../../moving/landing.ts';
import { projectLike, projectOf, type Project } from '../project/project.ts';
import { isCopiedEarly } from '../project/project-sources.ts';
import type { Candidate, LateInstall } from '../types.ts';

/** An install below copies of what other stages make of sources, which it does not need. */
export interface LateOutput {
  readonly install: LateInstall;
  /** In document order; at least one. */
  readonly outputs: readonly CopyStep[];
}

/** Copies from other stages and images, of which those that bring what is made of sources are looked for when an install asks. */
export interface StagedCopies {
  /** In document order. */
  readonly all: CopyStep[];
  readonly outputs: CopyStep[];
  /** How many of them have been asked. */
  asked: number;
}

/** What copies bring out of the result of `turbo prune`. */
export interface PrunedCopies {
  /** Whether a copy brings a manifest among others, with nothing else. */
  readonly brings: (step: CopyStep, target: ImagePath) => boolean;
  /** Whether a copy brings to the path of a manifest what another one has brought, or nothing. */
  readonly repeats: (step: CopyStep, target: ImagePath, bringer: CopyStep) => boolean;
  /** The folder of the stage that was pruned for what a copy brings. */
  readonly rootOf: (step: CopyStep) => string | undefined;
}

/** What stands above an install. */
export interface Above {
  readonly context: ContextSnapshot | undefined;
  /** Copies of the context, in document order. */
  readonly copies: readonly CopyStep[];
  readonly staged: StagedCopies;
  /** Whether a copy brings something else after most changes of the sources. */
  readonly changes: (step: CopyStep) => boolean;
  /** What copies bring that come out of `turbo prune`. */
  readonly pruned: PrunedCopies;
  /** Copies of the context in another stage. */
  readonly copiesIn: (stage: number) => readonly CopyStep[];
}

/** More copies than this above one install are not told apart. */
const MAX_OUTPUTS = 20;

/**
 * The copies of what other stages make of sources that make an install run again though its manifests are the same: `COPY
 * --from=build /app/dist ./dist` above `npm ci`. Only for an install that reads manifests alone, where another copy names its
 * manifest; undefined where what is copied may be what the install reads.
 */
export function findBelowOutput(candidate: Candidate, above: Above): LateOutput | undefined {
  const { install, directory, hidden } = candidate;
  const [manifest] = install.manifests;
  const outputs = manifest === undefined || hidden !== undefined ? [] : outputsIn(above);
  if (manifest === undefined || outputs.length === 0) {
    return undefined;
  }
  const primary = { path: resolvePath(directory.path, manifest), anchored: directory.anchored };
  const bringer = bringerOf(primary, above);
  if (
    bringer === undefined ||
    above.staged.all.some(
      (step) =>
        isBelow(step, bringer) && writesTo(step, primary) && !above.pruned.repeats(step, primary, bringer),
    )
  ) {
    return undefined;
  }
  const project = projectBelow(candidate, { above, bringer, primary });
  if (project === undefined) {
    return undefined;
  }
  const { root, folder, inputs } = project;
  const read = inputs?.inputs.map(({ path }) => imagePathOf(path, folder ?? '', root)) ?? [primary];
  const needless = outputs.filter(
    (step) => !isNamedBy(candidate, step) && !read.some((target) => brings(step, target, above)),
  );
  const repeated = needless.filter((step) => read.some((target) => repeats(step, target, above)));
  return needless.length === 0
    ? undefined
    : { install: { ...candidate, folder, root, inputs, repeated }, outputs: needless };
}

function outputsIn({ staged, changes }: Above): readonly CopyStep[] {
  const { all, outputs } = staged;
  for (; staged.asked < all.length && outputs.length < MAX_OUTPUTS; staged.asked++) {
    const step = all[staged.asked];
    if (step !== undefined && isOutput(step) && changes(step)) {
      outputs.push(step);
    }
  }
  return outputs;
}

/** Whether a copy brings what changes with the sources, and not what is copied early on purpose: manifests, settings, schemas. */
function isOutput({ copy }: CopyStep): boolean {
  return copy.sources.some(({ text }) => {
    const name = baseName(cleanPath(text));
    return !isManifest(name.replace(/\*$/, '')) && !isSettledFile(name) && !isCopiedEarly(name);
  });
}

function isSettledFile(name: string): boolean {
  return isSettled(name) && /.\.\w+$/.test(name);
}

/** The last copy that names the file which lands at a path, or is known to bring it. */
function bringerOf(target: ImagePath, { context, copies, staged, pruned }: Above): CopyStep | undefined {
  const own =
    context === undefined
      ? copies.findLast((step) => namedSource(step, target) !== undefined)
      : lastDelivery(copies, target, context)?.step;
  const other = staged.all.findLast(
    (step) => namedSource(step, target) !== undefined || pruned.brings(step, target),
  );
  return own === undefined || (other !== undefined && isBelow(other, own)) ? other : own;
}

function isBelow(step: CopyStep, other: CopyStep): boolean {
  return step.node.index > other.node.index;
}

/** Whether it is a copy, and no other one below it, that may bring what lands at a path. */
function brings(step: CopyStep, target: ImagePath, above: Above): boolean {
  if (!writesTo(step, target)) {
    return false;
  }
  const last = bringerOf(target, above);
  return last === undefined || !(isBelow(last, step) || above.pruned.repeats(step, target, last));
}

/** Whether it is a copy that brings a file again which is there without it. */
function repeats(step: CopyStep, target: ImagePath, above: Above): boolean {
  const last = writesTo(step, target) ? bringerOf(target, above) : undefined;
  return last !== undefined && above.pruned.repeats(step, target, last);
}

/** Whether a word of the install leads into what a copy brings: `pip install -r requirements.txt -e ./built`. */
function isNamedBy({ part, directory }: Candidate, { folder }: CopyStep): boolean {
  return part.command.words.some(({ text }) => {
    const path = resolvePath(directory.path, text.slice(text.lastIndexOf('=') + 1));
    return isWithin(path, folder) && !isWithin(directory.path, folder);
  });
}

/** What is known of the project that an install reads; its inputs are those that copies bring. */
type Read = Pick<LateInstall, 'folder' | 'root' | 'inputs'>;

interface Bringing {
  readonly above: Above;
  /** The copy that brings the manifest, and where to. */
  readonly bringer: CopyStep;
  readonly primary: ImagePath;
}

/** Undefined for what is not known to be a loss: an install that fails or fetches nothing, and a build that reads sources too. */
function projectBelow(candidate: Candidate, bringing: Bringing): Read | undefined {
  const { install, directory } = candidate;
  const { context } = bringing.above;
  const project = context && projectThrough(candidate, bringing, context);
  if (context === undefined || project === undefined) {
    const isSure = install.downloadOnly === undefined && install.anchors === undefined;
    return isSure ? { folder: undefined, root: directory, inputs: undefined } : undefined;
  }
  const { folder, root } = project;
  const copies = bringing.above.copies.filter((step) => isAround(step, root));
  const staged = bringing.above.staged.all.filter((step) => isAround(step, root));
  // Pruning takes packages and manifests along, and nothing of what git keeps.
  const history = joinPath(folder, '.git');
  const isPruned = (step: CopyStep): boolean => bringing.above.pruned.rootOf(step) !== undefined;
  const query = copiedQuery(queryOf(context), (path) => {
    const target = imagePathOf(path, folder, root);
    return (
      lastDelivery(copies, target, context) !== undefined ||
      staged.some((step) => writesTo(step, target) && !(isPruned(step) && isWithin(path, history)))
    );
  });
  const asked = projectLike(candidate, project, query);
  // The lock file stays where it is, whether the install rewrites it or not.
  const kept = { directory, install: { ...install, frozen: true } };
  const hazards = projectLike(kept, project, query)?.inputs.hazards;
  const isLoss =
    asked?.inputs.missing.length === 0 &&
    asked.inputs.fetchesNothing !== true &&
    asked.inputs.download === undefined;
  return isLoss && hazards !== undefined ? { folder, root, inputs: { ...asked.inputs, hazards } } : undefined;
}

/** Whether what a copy brings may belong to a project: most members of a workspace lie below its root. */
function isAround({ folder, anchored }: CopyStep, { path, anchored: isSure }: ImagePath): boolean {
  return anchored !== isSure || isWithin(folder, path) || isWithin(path, folder);
}

/** Where the project is in the context: that of the same install in the stage from which its manifest comes, if it does. */
function projectThrough(
  candidate: Candidate,
  { above, bringer, primary }: Bringing,
  context: ContextSnapshot,
): Project | undefined {
  const { install, directory } = candidate;
  const { from } = bringer.copy;
  if (from.kind === 'context') {
    return projectOf(candidate, above.copies, context);
  }
  const folder = above.pruned.rootOf(bringer) ?? folderOf(bringer, primary);
  if (from.kind !== 'stage' || folder === undefined || install.manifests[0] !== baseName(primary.path)) {
    return undefined;
  }
  const place = { path: folder, anchored: true };
  const project = projectOf({ install, directory: place }, above.copiesIn(from.stage), context);
  return project?.root.path === place.path ? { ...project, root: directory } : undefined;
}

/** The folder of another stage out of which a copy brings a file by its name. */
function folderOf(bringer: CopyStep, target: ImagePath): string | undefined {
  const { path } = target;
  const source = namedSource(bringer, target)?.text;
  if (source === undefined) {
    return undefined;
  }
  const there = hasWildcards(source) ? `${parentPath(source)}/${baseName(path)}` : source;
  return baseName(there) === baseName(path) ? resolvePath('/', parentPath(there)) : undefined;
}
