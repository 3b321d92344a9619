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

/** Groups late RUNs, given in document order, by the fix that moves them: there is one thing to tell, and one to do. */
export function rowsOf({ model, context }: Facts, lates: readonly LateStep[]): readonly LateRow[] {
  const plans = lates.map((late) => planHoist(model, context, late));
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
