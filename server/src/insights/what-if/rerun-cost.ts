import { duration } from '../words/measured-words.ts';

/** How long a step took when it last ran; undefined where nobody has measured it. */
export type SecondsOf = (node: number) => number | undefined;

/**
 * What it costs to run steps again: `about 58 s`, or `at least 41 s` where only some of them were measured. Undefined where none
 * was, and for less than a tenth of a second, which nobody waits for.
 */
export function rerunCost(nodes: readonly number[], secondsOf: SecondsOf): string | undefined {
  const known = nodes.map(secondsOf).filter((seconds) => seconds !== undefined);
  const total = known.reduce((sum, seconds) => sum + seconds, 0);
  return total < 0.1
    ? undefined
    : `${known.length === nodes.length ? 'about' : 'at least'} ${duration(total)}`;
}
