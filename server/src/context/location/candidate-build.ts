import type { BuildOptions } from '../../model/types.ts';
import type { ContextCandidate } from './candidates.ts';

/** How a candidate builds: its stage and its arguments. What a person says by themselves counts more. */
export function candidateBuild(
  { target, args }: Pick<ContextCandidate, 'target' | 'args'>,
  said: BuildOptions = {},
): BuildOptions {
  return {
    ...said,
    target: said.target ?? target,
    buildArgs: new Map([...args, ...(said.buildArgs ?? [])]),
  };
}
