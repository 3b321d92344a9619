import type { Model, Node, Stage } from './types.ts';

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

/** The nodes above one, in its stage and in those that it is built FROM, at most so many stages; in document order, no triggers. */
export function nodesAbove(model: Model, { stage, index }: Node, most = Infinity): readonly Node[] {
  return fromChain(model, stage, most)
    .toReversed()
    .flatMap(({ first, end }) => model.nodes.slice(first, Math.min(end, index)));
}
