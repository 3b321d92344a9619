import { fromChain } from '../../model/from-chain.ts';
import type { Model, Node, Stage } from '../../model/types.ts';

/** The stages that a stage is built from, the lowest first, itself last. */
export function chainOf(model: Pick<Model, 'stages'>, stage: number): readonly Stage[] {
  return [...fromChain(model, stage)].reverse();
}

/** The instructions behind the FROMs of a chain, in the order in which they take effect. */
export function nodesOf({ nodes }: Pick<Model, 'nodes'>, chain: readonly Stage[]): readonly Node[] {
  const found: Node[] = [];
  for (const { first, end } of chain) {
    for (let index = first + 1; index < end; index++) {
      const node = nodes[index];
      if (node !== undefined) {
        found.push(node);
      }
    }
  }
  return found;
}
