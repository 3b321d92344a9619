import type { ContextSnapshot } from '../../context/types.ts';
import { isBuiltAtAll } from '../../model/built-stages.ts';
import type { Model, Node } from '../../model/types.ts';
import { slowRun, type SlowRun } from './slow-run.ts';

/** The RUN that takes most time in the stages built from this one, and from those; undefined for none. */
export type SlowRuns = (stage: number) => SlowRun | undefined;

/** What runs again below a stage that runs again (domain.md 2.1). Worked out at the first question, for all stages at once. */
export function slowRunsBelow(model: Model, context: ContextSnapshot | undefined): SlowRuns {
  let found: readonly (SlowRun | undefined)[] | undefined;
  return (stage) => (found ??= allBelow(model, context))[stage];
}

function allBelow(model: Model, context: ContextSnapshot | undefined): readonly (SlowRun | undefined)[] {
  const below: (SlowRun | undefined)[] = [];
  // A stage is built FROM an earlier one, so that what stands below it is known by then. The first of several counts.
  for (const stage of model.stages.toReversed()) {
    const { base, index, first, end } = stage;
    if (base.kind === 'stage' && isBuiltAtAll(model, stage)) {
      const own = slowestOf(model, context, model.nodes.slice(first, end));
      below[base.stage] = slowest([own, below[index], below[base.stage]]);
    }
  }
  return below;
}

/** The RUN among nodes for which somebody waits longest. */
export function slowestOf(
  model: Model,
  context: ContextSnapshot | undefined,
  nodes: readonly Node[],
): SlowRun | undefined {
  let found: SlowRun | undefined;
  for (const node of nodes) {
    found = slowest([found, slowRun(model, context, node)]);
    if (found?.makes === true) {
      break;
    }
  }
  return found;
}

/** The first one that installs or builds, or else the first one. */
export function slowest(runs: readonly (SlowRun | undefined)[]): SlowRun | undefined {
  return runs.find((run) => run?.makes === true) ?? runs.find((run) => run !== undefined);
}
