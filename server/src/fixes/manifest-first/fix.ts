import type { ContextSnapshot } from '../../context/types.ts';
import { buildModelAgain } from '../../model/build-again.ts';
import type { Model } from '../../model/types.ts';
import { parse } from '../../syntax/parse.ts';
import type { FileEdit, Fix } from '../types.ts';
import { findEarlyCopies } from './early/early-copies.ts';
import type { EarlyCopy } from './early/early-copy.ts';
import { repeatsManifests } from './output-obstacle.ts';
import { planManifestFirst, type Plan } from './plan.ts';
import { rearrange, type Rearranged } from './rearrange.ts';
import { listed } from '../moving/words.ts';
import type { LateInstall } from './types.ts';

/** More reasons than this are not named in a title. */
const MAX_REASONS = 3;

/**
 * The fix that copies manifests in front of the installs and the rest behind them; undefined when it is not known to keep the
 * image, or when the result does not prove to be what was planned.
 */
export function manifestFirstFix(
  model: Model,
  context: ContextSnapshot | undefined,
  early: EarlyCopy,
): Fix | undefined {
  const plan = planManifestFirst(model, context, early);
  if (plan.kind === 'refused' || context === undefined) {
    return undefined;
  }
  const rearranged = rearrange(model, plan);
  if (!isProven(model, context, { early, plan, rearranged })) {
    return undefined;
  }
  const edits: FileEdit[] = [{ file: 'dockerfile', edits: [rearranged.edit] }];
  if (plan.ignore !== undefined) {
    const { path, exists, text } = plan.ignore;
    edits.push({ file: 'context', path, exists, text });
  }
  return { title: titleOf(plan), safety: plan.review.length === 0 ? 'safe' : 'review', edits };
}

function titleOf({ form, sources, moving, installs, replaced, ignore, review }: Plan): string {
  const kept = replaced === undefined ? 'Copy manifests first' : 'Mount manifests only';
  const isBuilt =
    form === 'output' && !moving.some((step) => installs.some((one) => repeatsManifests(one, step)));
  const below = isBuilt ? 'Copy what is built after the install' : 'Copy sources after the install';
  const moved = sources.length === 0 && replaced === undefined ? below : kept;
  const what = form === 'download' ? 'Download dependencies before the sources' : moved;
  const also = ignore === undefined ? '' : `, and ignore ${listed(ignore.names)}`;
  const named = review.slice(0, MAX_REASONS).join('; ');
  const more = review.length > MAX_REASONS ? '; and more' : '';
  return `${what}${also}${review.length === 0 ? '' : ` (review: ${named}${more})`}`;
}

/**
 * Reads the result again (domain.md 6.2, step 7): it must hold every instruction as planned and no other, the directives and
 * problems of before, and the mended installs must no longer stand below a broad copy. Below what another stage makes they may
 * stand, where that is not what is mended: it is the next thing to mend.
 */
function isProven(
  model: Model,
  context: ContextSnapshot,
  {
    early,
    plan,
    rearranged,
  }: { readonly early: EarlyCopy; readonly plan: Plan; readonly rearranged: Rearranged },
): boolean {
  const { file } = model;
  const { start, end, newText } = rearranged.edit;
  const text = file.text.slice(0, start) + newText + file.text.slice(end);
  const result = parse(text, file);
  const texts = result.instructions.map((instruction) => instruction.text);
  if (
    texts.length !== rearranged.instructions.length ||
    texts.some((one, index) => one !== rearranged.instructions[index]) ||
    result.problems.length !== file.problems.length ||
    result.directives.length !== file.directives.length ||
    result.comments.length !== file.comments.length
  ) {
    return false;
  }
  const ignore =
    plan.ignore === undefined ? context.ignore : { path: plan.ignore.path, text: plan.ignore.text };
  const changed: ContextSnapshot = { ...context, ignore };
  const mended = new Set(plan.installs.map((one) => keyOf(one, textAfter(plan, one))));
  const late = findEarlyCopies(buildModelAgain(result, model.options, model), changed).flatMap(
    ({ form, installs }) => (form === 'output' && early.form !== 'output' ? [] : installs),
  );
  return !late.some((one) => mended.has(keyOf(one, one.node.instruction.text)));
}

/** The text of the RUN that holds an install, as the plan leaves it. */
function textAfter({ form, split, replaced, last }: Plan, { node }: LateInstall): string {
  if (node.index !== last) {
    return node.instruction.text;
  }
  return replaced ?? (form === 'download' ? split?.second : split?.first) ?? node.instruction.text;
}

function keyOf({ directory, install }: LateInstall, text: string): string {
  return [directory.path, install.ecosystem.family, install.subject, text].join('\0');
}
