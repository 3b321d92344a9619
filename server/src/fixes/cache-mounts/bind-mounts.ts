import type { ContextSnapshot } from '../../context/types.ts';
import { queryOf } from '../../ecosystems/context-query.ts';
import { isWithin, joinPath } from '../../ecosystems/paths.ts';
import { buildModelAgain } from '../../model/build-again.ts';
import { resolvePath } from '../../model/paths.ts';
import type { Model, Node } from '../../model/types.ts';
import { parse } from '../../syntax/parse.ts';
import { findEarlyCopies } from '../manifest-first/early/early-copies.ts';
import type { ManifestSource } from '../manifest-first/project/manifest-sources.ts';
import type { Plan } from '../manifest-first/plan.ts';
import { rearrange } from '../manifest-first/rearrange.ts';
import { placesOf } from '../moving/places.ts';
import { holdsInstructions } from '../moving/proof.ts';
import { listed } from '../moving/words.ts';
import type { FileEdit, Fix } from '../types.ts';
import { cachedRun, withMounts, type CachedRun } from './fix.ts';
import { findUncachedRuns, hasCacheMounts } from './uncached-runs.ts';
import type { LateInstall } from '../manifest-first/types.ts';

/** More reasons than this are not named in a title. */
const MAX_REASONS = 3;

/**
 * The other form of copying manifests first (domain.md 6.2, H9; Docker's own guides): the install sees the manifests through
 * bind mounts and keeps its downloads in a cache mount, and the copy moves below it. For one RUN whose installs never write
 * their manifests, since the mounts are read-only, in a directory that is there without the copy. Always for review.
 */
export function bindMountFix(
  model: Model,
  context: ContextSnapshot | undefined,
  plan: Plan,
): Fix | undefined {
  const { installs, split } = plan;
  const node = installs[0]?.node;
  if (context === undefined || node === undefined || !isSuited(model, context, plan, node)) {
    return undefined;
  }
  const binds = bindsOf(model, node, plan.sources);
  if (binds === undefined) {
    return undefined;
  }
  const cached = cachedPart(model, context, node, split?.first);
  const values = [...binds, ...cached.values];
  const text = withMounts(model, node, { values, edits: cached.edits });
  const first =
    split === undefined
      ? text
      : text?.slice(0, split.first.length + text.length - node.instruction.text.length);
  if (first === undefined) {
    return undefined;
  }
  const changed: Plan = {
    ...plan,
    sources: [],
    ...(split === undefined ? { replaced: first } : { split: { ...split, first } }),
  };
  const { edit, instructions } = rearrange(model, changed);
  const { file } = model;
  const after = parse(file.text.slice(0, edit.start) + edit.newText + file.text.slice(edit.end), file);
  if (!holdsInstructions(file, after, instructions) || isLate(model, context, { plan, after, first })) {
    return undefined;
  }
  const edits: FileEdit[] = [{ file: 'dockerfile', edits: [edit] }];
  if (plan.ignore !== undefined) {
    const { path, exists, text: ignored } = plan.ignore;
    edits.push({ file: 'context', path, exists, text: ignored });
  }
  return { title: titleOf(plan, cached), safety: 'review', edits };
}

function titleOf({ ignore, review: own }: Plan, { values, review: cache }: CachedRun): string {
  const what =
    values.length === 0 ? 'Mount the manifests instead' : 'Mount the manifests and a cache instead';
  const also = ignore === undefined ? '' : `, and ignore ${listed(ignore.names)}`;
  const review = ['it needs BuildKit', ...own, ...cache];
  const more = review.length > MAX_REASONS ? '; and more' : '';
  return `${what}${also} (review: ${review.slice(0, MAX_REASONS).join('; ')}${more})`;
}

/** Whether read-only mounts do for these installs, and whether their directory is there without the copy. */
function isSuited(model: Model, context: ContextSnapshot, plan: Plan, node: Node): boolean {
  const { form, installs, sources, moving, replaced, inserted, last, split } = plan;
  const place = placesOf(model)[node.index];
  return (
    form === 'manifests' &&
    hasCacheMounts(model) &&
    replaced === undefined &&
    inserted === undefined &&
    last === node.index &&
    (split === undefined || node.instruction.text.startsWith(split.first)) &&
    installs.every(
      (one) => one.node.index === node.index && one.install.frozen && !pins(model, context, one),
    ) &&
    sources.length > 0 &&
    place !== undefined &&
    place.anchored &&
    moving.every(
      (step) =>
        step.anchored && step.place.directory === place.directory && isWithin(step.folder, place.directory),
    )
  );
}

/** Corepack writes the version that it takes into a package.json without one. */
function pins(model: Model, context: ContextSnapshot, { install, folder }: LateInstall): boolean {
  const manifest = queryOf(context).json(joinPath(folder ?? '', 'package.json'));
  const isPinned = typeof manifest === 'object' && manifest !== null && 'packageManager' in manifest;
  return (
    ['yarn', 'pnpm'].includes(install.ecosystem.id) &&
    !isPinned &&
    model.nodes.some(
      ({ instruction }) => instruction.keyword === 'RUN' && instruction.text.includes('corepack'),
    )
  );
}

/** The values of `--mount` for the manifests; undefined where one can't be written. */
function bindsOf(
  model: Model,
  node: Node,
  sources: readonly ManifestSource[],
): readonly string[] | undefined {
  const directory = placesOf(model)[node.index]?.directory ?? '/';
  const binds: string[] = [];
  for (const { path, kind, to, step } of sources) {
    const target = resolvePath(step.folder, to);
    if (kind !== 'file' || !isWithin(target, directory) || /[\s,"']/.test(`${path}${target}`)) {
      return undefined;
    }
    const below = target.slice(directory === '/' ? 1 : directory.length + 1);
    binds.push(`type=bind,source=${path},target=${below}`);
  }
  return binds;
}

/** Cache mounts for the part of a RUN that stays above the copy; none where they aren't known or there already. */
function cachedPart(
  model: Model,
  context: ContextSnapshot,
  node: Node,
  first: string | undefined,
): CachedRun {
  const run = findUncachedRuns(model, context).find((one) => one.node.index === node.index);
  const cached = run && cachedRun(model, run);
  const end = first?.length ?? node.instruction.text.length;
  const isWhole = cached?.edits.every((edit) => edit.end <= end) === true;
  return cached !== undefined && isWhole ? cached : { values: [], edits: [], review: [] };
}

function isLate(
  model: Model,
  context: ContextSnapshot,
  {
    plan,
    after,
    first,
  }: { readonly plan: Plan; readonly after: ReturnType<typeof parse>; readonly first: string },
): boolean {
  const ignore =
    plan.ignore === undefined ? context.ignore : { path: plan.ignore.path, text: plan.ignore.text };
  return findEarlyCopies(buildModelAgain(after, model.options, model), { ...context, ignore }).some(
    ({ installs }) => installs.some(({ node }) => node.instruction.text === first),
  );
}
