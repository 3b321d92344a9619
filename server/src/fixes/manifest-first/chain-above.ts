import type { Model, Node, Stage } from '../../model/types.ts';

/** The nodes above one in its stage and in those that it is built from, the nearest first. */
export function* chainAbove(model: Model, stage: number | undefined, end: number): Generator<Node> {
  let at: Stage | undefined = stage === undefined ? undefined : model.stages[stage];
  for (let until = end; at !== undefined; until = at?.end ?? 0) {
    for (let index = until - 1; index >= at.first; index--) {
      const node = model.nodes[index];
      if (node !== undefined) {
        yield node;
      }
    }
    const base: Stage['base'] = at.base;
    at = base.kind === 'stage' ? model.stages[base.stage] : undefined;
  }
}
