import type { Model, Node } from '../../model/types.ts';
import { firstOf } from '../first-of.ts';
import { slowRun, type SlowRun } from './slow-run.ts';

/** The first RUN that takes time in the stages built from this one, and from those; undefined for none. */
export type SlowRuns = (stage: number) => SlowRun | undefined;

/** What runs again below a stage that runs again (domain.md 2.1). Worked out at the first question, for all stages at once. */
export function slowRunsBelow(model: Model): SlowRuns {
  let found: readonly (SlowRun | undefined)[] | undefined;
  return (stage) => (found ??= allBelow(model))[stage];
}

function allBelow(model: Model): readonly (SlowRun | undefined)[] {
  const below: (SlowRun | undefined)[] = [];
  // A stage is built FROM an earlier one, so that what stands below it is known by then. The first of several counts.
  for (const { base, index, role, first, end } of model.stages.toReversed()) {
    if (base.kind === 'stage' && role !== 'unused') {
      below[base.stage] =
        firstSlow(model, model.nodes.slice(first, end)) ?? below[index] ?? below[base.stage];
    }
  }
  return below;
}

/** The first RUN among nodes for which somebody waits. */
export function firstSlow(model: Model, nodes: readonly Node[]): SlowRun | undefined {
  return firstOf(nodes, (node) => slowRun(model, node));
}
