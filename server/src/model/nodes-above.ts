import type { Model, Node, Position, Stage } from './types.ts';

/** The nodes above a place, in its stage and in those that it is built FROM, the nearest first and at most so many; no triggers. */
export function* nodesAbove(
  { nodes, stages }: Model,
  { stage, index }: Position,
  most = Infinity,
): Generator<Node> {
  let left = most;
  let at = stage === undefined ? undefined : stages[stage];
  // A stage is built FROM an earlier one, so that this ends.
  for (let end = index; at !== undefined; end = at?.end ?? 0) {
    for (let above = end - 1; above >= at.first; above--) {
      const node = nodes[above];
      if (node === undefined || left-- <= 0) {
        return;
      }
      yield node;
    }
    const base: Stage['base'] = at.base;
    at = base.kind === 'stage' ? stages[base.stage] : undefined;
  }
}
