import type { CandidateInput, ContextCandidate } from './types.ts';
import { isSameStage, lastStage } from './stage-names.ts';

/**
 * Of what projects build as well the one that is most likely meant: its stage is there, its folder holds the most of what the Dockerfile
 * copies and needs, and it builds the last stage. The first where that leaves several; undefined without any.
 */
export function bestOfEquals(
  equals: readonly ContextCandidate[],
  { stages, held }: Pick<CandidateInput, 'stages' | 'held'>,
): ContextCandidate | undefined {
  const possible = equals.filter(({ lacksTarget }) => !lacksTarget);
  const most = Math.max(...possible.map(({ root }) => held?.get(root) ?? 0));
  const fitting = possible.filter(({ root }) => (held?.get(root) ?? 0) === most);
  const last = lastStage({ stages });
  return (
    fitting.find(({ target }) => target === undefined || isSameStage(target, last)) ?? fitting[0] ?? equals[0]
  );
}
