import type { Node } from '../model/types.ts';
import type { Facts } from './types.ts';

/** Commits below which a count says nothing about habits. */
const ENOUGH = 10;

/**
 * What a step would have cost, as a sentence behind others: ` It would have run again in 91 of the last 100 commits.` Empty where
 * git does not tell, and for few commits.
 */
export function rebuildCost({ frequency }: Facts, { index }: Pick<Node, 'index'>): string {
  const rerun = frequency?.()?.rerunIn(index);
  if (rerun === undefined || rerun.of < ENOUGH || rerun.certain === 0) {
    return '';
  }
  const atLeast = rerun.exact || rerun.certain === rerun.of ? '' : 'at least ';
  return ` It would have run again in ${atLeast}${rerun.certain} of the last ${rerun.of} commits.`;
}
