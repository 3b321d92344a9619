import type { ContextSnapshot } from '../../context/types.ts';
import { buildModelAgain } from '../../model/build-again.ts';
import type { Model } from '../../model/types.ts';
import { parse } from '../../syntax/parse.ts';
import { applyEdits } from '../apply-edits.ts';
import { holdsInstructions } from '../moving/proof.ts';
import type { Fix } from '../types.ts';
import { findLateSteps, type LateStep } from './late-steps.ts';
import { moveUp, type MovedUp } from './move-up.ts';
import { planHoist, type HoistPlan } from './plan.ts';
import { onlyUpgrades } from './upgrades.ts';

/** More reasons than this are not named in a title. */
const MAX_REASONS = 3;

/**
 * The fix that moves a late RUN above the copy that reruns it; undefined when it is not known to keep the image, or when the
 * result does not prove to be what was planned.
 */
export function hoistFix(
  model: Model,
  context: ContextSnapshot | undefined,
  late: LateStep,
): Fix | undefined {
  const plan = planHoist(model, context, late);
  if (plan.kind === 'refused') {
    return undefined;
  }
  const result = moveUp(model, plan);
  if (!isProven(model, context, { late, plan, result })) {
    return undefined;
  }
  return {
    title: titleOf(late, plan),
    safety: plan.review.length === 0 ? 'safe' : 'review',
    edits: [{ file: 'dockerfile', edits: result.edits }],
  };
}

function titleOf({ kind, run }: LateStep, { review }: HoistPlan): string {
  const verb = onlyUpgrades(run.steps) ? 'Upgrade' : 'Install';
  const what = `${verb} ${kind === 'system' ? 'system packages' : 'packages'} before the copy`;
  const named = review.slice(0, MAX_REASONS).join('; ');
  const more = review.length > MAX_REASONS ? '; and more' : '';
  return `${what}${review.length === 0 ? '' : ` (review: ${named}${more})`}`;
}

/**
 * Reads the result again (domain.md 6.2, step 7): it must hold every instruction as planned and no other, and as many RUNs
 * with this text as before, less one, may still be late.
 */
function isProven(
  model: Model,
  context: ContextSnapshot | undefined,
  { late, plan, result }: { readonly late: LateStep; readonly plan: HoistPlan; readonly result: MovedUp },
): boolean {
  const { file } = model;
  const after = parse(applyEdits(file.text, result.edits), file);
  if (!holdsInstructions(file, after, result.instructions)) {
    return false;
  }
  const text = plan.cut?.first ?? late.node.instruction.text;
  const count = (steps: readonly LateStep[]): number =>
    steps.filter(({ node }) => node.instruction.text === text).length;
  const before = plan.cut === undefined ? count(findLateSteps(model, context)) : 1;
  return count(findLateSteps(buildModelAgain(after, model.options, model), context)) < before;
}
