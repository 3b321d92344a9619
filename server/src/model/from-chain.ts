import type { Model, Stage } from './types.ts';

/** A stage and those that it is built FROM, itself first, at most so many; empty for none. */
export function fromChain(
  { stages }: Pick<Model, 'stages'>,
  index: number | undefined,
  most = Infinity,
): readonly Stage[] {
  const chain: Stage[] = [];
  let stage = index === undefined ? undefined : stages[index];
  // A stage is built FROM an earlier one, so that this ends.
  while (stage !== undefined && chain.length < most) {
    chain.push(stage);
    stage = stage.base.kind === 'stage' ? stages[stage.base.stage] : undefined;
  }
  return chain;
}
