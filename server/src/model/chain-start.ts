import type { Model, Stage } from './types.ts';

/** The stage at the beginning of a FROM chain; undefined for none. */
export function chainStart({ stages }: Pick<Model, 'stages'>, index: number | undefined): Stage | undefined {
  let stage = index === undefined ? undefined : stages[index];
  // A stage is built FROM an earlier one, so that this ends.
  while (stage?.base.kind === 'stage') {
    stage = stages[stage.base.stage];
  }
  return stage;
}
