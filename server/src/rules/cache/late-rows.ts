import { bringsInstallerAlone } from '../../ecosystems/installer-itself.ts';
import type { LateStep } from '../../fixes/hoist/late-steps.ts';
import { planHoist, type HoistPlan, type HoistRefusal } from '../../fixes/hoist/plan.ts';
import type { Facts } from '../types.ts';

/** Late RUNs that one fix moves, in document order: that of the last one takes the others along. */
export interface LateRow {
  readonly first: LateStep;
  readonly last: LateStep;
  readonly all: readonly LateStep[];
}

/** A row of one RUN. */
export function rowOf(late: LateStep): LateRow {
  return { first: late, last: late, all: [late] };
}

/**
 * Groups late RUNs, given in document order, by the fix that moves them: there is one thing to tell, and one to do. Those of which
 * only a newer package manager could move are left out.
 */
export function rowsOf({ model, context }: Facts, given: readonly LateStep[]): readonly LateRow[] {
  const planned = given
    .map((late) => ({ late, plan: planHoist(model, context, late) }))
    .filter(({ late, plan }) => !isTrifle(late, plan.kind === 'plan' ? plan.cut?.count : undefined));
  const lates = planned.map(({ late }) => late);
  const plans = planned.map(({ plan }) => plan);
  const rows: LateRow[] = [];
  for (let end = lates.length; end > 0;) {
    const plan = plans[end - 1];
    let start = end - 1;
    while (start > 0 && movesAlong(lates[start - 1], plans[start - 1], plan)) {
      start--;
    }
    const all = lates.slice(start, end);
    const [first] = all;
    const last = all[all.length - 1];
    if (first !== undefined && last !== undefined) {
      rows.push({ first, last, all });
    }
    end = start;
  }
  return rows.reverse();
}

/** Whether a plan moves a RUN to the place to which its own plan would, with nothing more to review. */
function movesAlong(
  late: LateStep | undefined,
  own: HoistPlan | HoistRefusal | undefined,
  plan: HoistPlan | HoistRefusal | undefined,
): boolean {
  return (
    late !== undefined &&
    own?.kind === 'plan' &&
    plan?.kind === 'plan' &&
    own.cut === undefined &&
    own.target === plan.target &&
    plan.moved.includes(late.node) &&
    plan.review.every((reason) => own.review.includes(reason))
  );
}

/** Whether the commands of a RUN up to one bring a newer package manager alone, which is not worth a word. */
function isTrifle({ kind, run }: LateStep, count = run.steps.length): boolean {
  return (
    kind === 'packages' &&
    run.steps.slice(0, count).every((step) => step.kind !== kind || bringsInstallerAlone(step.part))
  );
}
