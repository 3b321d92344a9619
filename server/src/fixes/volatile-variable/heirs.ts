import { isBuiltAtAll } from '../../model/built-stages.ts';
import type { Model, Node, Stage } from '../../model/types.ts';
import { rememberedWith } from '../../syntax/remembered-with.ts';

/** Instructions and stages that are looked at below a stage, so that thousands of them don't take quadratic time. */
const MAX_WALK = 100;

/**
 * Goes down into the stages that are built on a stage: `go` gets what stands in each, with what it has made of the stage above,
 * and stops there by giving nothing.
 */
export function throughHeirs<State>(
  model: Model,
  { stage, state }: { readonly stage: number; readonly state: State },
  go: (nodes: readonly Node[], state: State) => State | undefined,
): void {
  let left = MAX_WALK;
  const reached = [{ stage, state }];
  // Grows on the way. A stage is built FROM an earlier one, so that this ends.
  for (const above of reached) {
    for (const { index, first, end } of heirsOf(model).get(above.stage) ?? []) {
      if (left <= 0) {
        return;
      }
      const nodes = model.nodes.slice(first + 1, Math.min(end, first + 1 + left));
      left -= nodes.length + 1;
      const next = go(nodes, above.state);
      if (next !== undefined) {
        reached.push({ stage: index, state: next });
      }
    }
  }
}

/** Nodes of a stage, and behind them those of the stages that are built on it, which are looked up if somebody gets so far. */
export function* withHeirs(model: Model, nodes: readonly Node[]): Iterable<Node> {
  yield* nodes;
  const stage = nodes[0]?.stage;
  if (stage !== undefined) {
    const below: Node[] = [];
    throughHeirs(model, { stage, state: below }, (own, all) => {
      all.push(...own);
      return all;
    });
    yield* below;
  }
}

/** Whether a stage that is built goes on with this one. */
export function hasHeirs(model: Model, { index }: Stage): boolean {
  return heirsOf(model).has(index);
}

/** By each stage those that are built FROM it, and are built at all, in order. */
const heirsOf = rememberedWith((model: Model): ReadonlyMap<number, readonly Stage[]> => {
  const heirs = new Map<number, Stage[]>();
  for (const stage of model.stages) {
    if (stage.base.kind === 'stage' && isBuiltAtAll(model, stage)) {
      const known = heirs.get(stage.base.stage) ?? [];
      known.push(stage);
      heirs.set(stage.base.stage, known);
    }
  }
  return heirs;
});
