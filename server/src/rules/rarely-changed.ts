import type { ChangeCount } from '../context/history/types.ts';
import type { CopyStep } from '../fixes/moving/copy-step.ts';
import type { Node } from '../model/types.ts';
import type { Facts, Severity } from './types.ts';

/** Commits below which rare changes are no habit. */
const ENOUGH = 40;

/** Of all commits, the part up to which a change is rare: what it costs is then hardly ever paid. */
const RARE = 1 / 25;

/**
 * How much it weighs that these steps run again: a hint where the commits say that none of them does so but rarely; the rule's own
 * severity where git does not tell, and for few commits.
 */
export function severityOf({ frequency }: Facts, steps: readonly Node[]): Severity | undefined {
  const known = frequency?.();
  const isRareFor = ({ index }: Node): boolean => {
    const rerun = known?.rerunIn(index);
    return rerun !== undefined && isRare({ ...rerun, changed: rerun.possible });
  };
  return steps.every(isRareFor) ? 'hint' : undefined;
}

/** Whether the commits say that what a copy brings of the context hardly ever changes. */
export function changesRarely({ frequency }: Facts, { node }: CopyStep): boolean {
  const count = frequency?.()?.changedIn(node.index);
  return count !== undefined && isRare(count);
}

function isRare({ changed, of, exact }: ChangeCount): boolean {
  return exact && of >= ENOUGH && changed <= of * RARE;
}
