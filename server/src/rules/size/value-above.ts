import { fromChain } from '../../model/from-chain.ts';
import type { Model, Node } from '../../model/types.ts';
import { rememberedWith } from '../../syntax/remembered-with.ts';

/** The value of one variable that ENV, or else ARG, sets last above a node, in its stage or one below; undefined for none. */
export function valueAbove(model: Model, node: Node, name: string): string | undefined {
  const settings = settingsIn(model).get(name);
  if (settings === undefined) {
    return undefined;
  }
  const chain = new Set(fromChain(model, node.stage, MAX_STAGES).map(({ index }) => index));
  const last = (keyword: string): Setting | undefined =>
    settings.findLast(
      ({ node: { index, stage = -1, instruction } }) =>
        index < node.index && chain.has(stage) && instruction.keyword === keyword,
    );
  return (last('ENV') ?? last('ARG'))?.value;
}

/** Longer chains of stages built from each other are not followed up. */
const MAX_STAGES = 64;

interface Setting {
  readonly node: Node;
  readonly value: string;
}

/** By name, so that few are looked at where thousands are set. */
const settingsIn = rememberedWith((model: Model): ReadonlyMap<string, readonly Setting[]> => {
  const settings = new Map<string, Setting[]>();
  for (const node of model.nodes) {
    for (const { name, value } of node.detail.kind === 'pairs' ? node.detail.pairs : []) {
      if (value !== undefined) {
        const own = settings.get(name) ?? [];
        own.push({ node, value });
        settings.set(name, own);
      }
    }
  }
  return settings;
});
