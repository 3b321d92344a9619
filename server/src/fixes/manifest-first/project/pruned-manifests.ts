import { baseName, parentPath } from '../../../context/path-parts.ts';
import { isManifest } from '../../../ecosystems/index.ts';
import { isWithin } from '../../../ecosystems/paths.ts';
import { fromChain } from '../../../model/from-chain.ts';
import { cleanPath, resolvePath } from '../../../model/paths.ts';
import type { Copy, CopySource, Model } from '../../../model/types.ts';
import { rememberedWith } from '../../../syntax/remembered-with.ts';
import type { CopyStep, ImagePath } from '../../moving/copy-step.ts';

/**
 * Whether a copy brings a manifest out of the folder in which `turbo prune --docker` puts the manifests and the lock file of what is
 * built, and nothing else (turborepo.com, reference/prune: `out/json`).
 */
export function bringsPruned(model: Model, step: CopyStep, { path, anchored }: ImagePath): boolean {
  return (
    step.anchored === anchored &&
    isWithin(path, step.folder) &&
    isManifest(path) &&
    partsIn(model, step).some((part) => part === 'json')
  );
}

/** Whether a copy brings nothing else than what is in such a folder. */
export function bringsPrunedAlone(model: Model, step: CopyStep): boolean {
  const parts = partsIn(model, step);
  return parts.length > 0 && parts.every((part) => part === 'json');
}

/** Whether a copy brings the pruned sources (`out/full`), among which are the manifests of `out/json`. */
export function bringsPrunedSources(model: Model, step: CopyStep): boolean {
  return partsIn(model, step).some((part) => part === 'full');
}

/**
 * Whether a copy of pruned sources brings nothing new to the path of a manifest: the same file as another copy, which comes out of
 * the same pruning, or none. Only where the manifests of that have been copied to the same place above (crates/turborepo-lib,
 * prune.rs: a package.json is written to both; the lock file is not among the sources), with the same owner: the install writes into
 * the folders that come with them.
 */
export function repeatsPruned(
  model: Model,
  step: CopyStep,
  {
    target,
    bringer,
    above,
  }: {
    readonly target: ImagePath;
    /** The copy that brings it beside this one. */
    readonly bringer: CopyStep;
    /** Copies from other stages, in document order. */
    readonly above: readonly CopyStep[];
  },
): boolean {
  const [source, another] = step.copy.sources;
  const folder = source && prunedFolder(source);
  return (
    folder !== undefined &&
    another === undefined &&
    resolvePath('/', source?.text ?? '') === `${folder}/full` &&
    isPruned(model, step) &&
    !step.copy.parents &&
    step.anchored === target.anchored &&
    isInManifests(target.path, step.folder) &&
    isOutOf(bringer, step, folder) &&
    above.some(
      (one) =>
        one.node.index < step.node.index &&
        one.folder === step.folder &&
        one.anchored === step.anchored &&
        isOutOf(one, step, folder) &&
        isWhole(one.copy) &&
        one.copy.chown === step.copy.chown &&
        one.copy.chmod === step.copy.chmod &&
        bringsPruned(model, one, target),
    )
  );
}

function isWhole({ exclude, parents }: Copy): boolean {
  return exclude.length === 0 && !parents;
}

/** The folder of a stage that is pruned, by what a copy takes of the result; undefined where it is not known. */
export function prunedRoot(model: Model, step: CopyStep): string | undefined {
  const [source] = step.copy.sources;
  const folder = isPruned(model, step) ? source && prunedFolder(source) : undefined;
  return folder === undefined ? undefined : parentPath(folder) || '/';
}

/** What of the result of pruning the sources of a copy are: `json`, `full`. */
function partsIn(model: Model, step: CopyStep): readonly string[] {
  return isPruned(model, step) ? step.copy.sources.map(({ text }) => baseName(cleanPath(text))) : [];
}

function isPruned(model: Model, { copy: { from } }: CopyStep): boolean {
  return (
    from.kind === 'stage' &&
    fromChain(model, from.stage, MAX_STAGES).some(({ index }) => pruningStages(model).has(index))
  );
}

/** Whether a copy takes all of its sources from the same result of pruning. */
function isOutOf({ copy: { from, sources } }: CopyStep, step: CopyStep, folder: string): boolean {
  const same = step.copy.from;
  return (
    from.kind === 'stage' &&
    same.kind === 'stage' &&
    from.stage === same.stage &&
    sources.every((source) => prunedFolder(source) === folder)
  );
}

/** The folder that pruning fills by default, above a source out of it. */
function prunedFolder({ text }: CopySource): string | undefined {
  const segments = resolvePath('/', text).split('/');
  const at = segments.lastIndexOf(OUT);
  return at < 0 || at === segments.length - 1 ? undefined : segments.slice(0, at + 1).join('/');
}

const OUT = 'out';

/** What lies in the root of `out/json` beside the manifests of the packages, where the project has it. */
const IN_ROOT: ReadonlySet<string> = new Set([
  'package.json',
  'package-lock.json',
  'npm-shrinkwrap.json',
  'yarn.lock',
  'pnpm-lock.yaml',
  'bun.lock',
  'bun.lockb',
  'pnpm-workspace.yaml',
  '.npmrc',
  '.yarnrc.yml',
  'bunfig.toml',
]);

function isInManifests(path: string, folder: string): boolean {
  const name = baseName(path);
  const isRoot = (parentPath(path) || '/') === folder;
  return isWithin(path, folder) && (name === 'package.json' || (isRoot && IN_ROOT.has(name)));
}

/** Longer chains of stages built from each other are not followed up. */
const MAX_STAGES = 8;

const PRUNE = /\bturbo(@[^\s@]{1,40})?\s{1,8}prune\b/;

/** For one match only: what stands behind each is not gone through again. */
function prunes(text: string): boolean {
  const found = PRUNE.exec(text);
  return found !== null && /--docker\b/.test(text.slice(found.index));
}

const pruningStages = rememberedWith(
  ({ nodes }: Model): ReadonlySet<number> =>
    new Set(
      nodes.flatMap(({ stage, detail, instruction }) =>
        stage !== undefined && detail.kind === 'run' && prunes(instruction.text) ? [stage] : [],
      ),
    ),
);
