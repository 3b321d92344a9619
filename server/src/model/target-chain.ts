import type { Model, Stage } from './types.ts';

/** The stage that is built and those that it is built FROM, the target first; empty where there is none. */
export function targetChain({ stages, target }: Pick<Model, 'stages' | 'target'>): readonly Stage[] {
  const chain: Stage[] = [];
  let stage = target === undefined ? undefined : stages[target];
  // A stage is built FROM an earlier one, so that this ends.
  while (stage !== undefined) {
    chain.push(stage);
    stage = stage.base.kind === 'stage' ? stages[stage.base.stage] : undefined;
  }
  return chain;
}
