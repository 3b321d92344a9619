import type { Model, Node, Stage } from '../../model/types.ts';
import { parsedOf } from '../../syntax/instruction.ts';
import { rememberedWith } from '../../syntax/remembered-with.ts';
import { maybeOf } from '../../model/maybe-stages.ts';

/** Whether a RUN below a USER runs as that user: in its stage or in those built FROM it, above the next USER. */
export function runsBelow(model: Model, { index, stage }: Node): boolean {
  const own = stage === undefined ? undefined : model.stages[stage];
  return own !== undefined && (firstRun(model, own, index + 1) ?? heirsRun(model)[own.index] === true);
}

/** Whether a RUN comes before the next USER; undefined where neither does. */
function firstRun(model: Model, { end }: Stage, start: number): boolean | undefined {
  for (let at = start; at < end; at++) {
    const keyword = model.nodes[at]?.instruction.keyword;
    if (keyword === 'RUN' || keyword === 'USER') {
      return keyword === 'RUN';
    }
  }
  return undefined;
}

/** By stage, whether a RUN of those that are built FROM it runs as the user that it ends with. */
const heirsRun = rememberedWith((model: Model): readonly (boolean | undefined)[] => {
  const heirs: (boolean | undefined)[] = [];
  // A stage is built FROM an earlier one.
  for (const stage of model.stages.toReversed()) {
    const { base, index, first } = stage;
    if (runsTriggers(model, stage) || (firstRun(model, stage, first) ?? heirs[index] === true)) {
      for (const parent of base.kind === 'stage' ? [base.stage] : maybeOf(stage)) {
        heirs[parent] = true;
      }
    }
  }
  return heirs;
});

/** Whether ONBUILD instructions of the stage below begin this one with a RUN. */
function runsTriggers({ file, nodes }: Model, { triggered }: Stage): boolean {
  return triggered.some((index) => {
    const node = nodes[index];
    return node !== undefined && parsedOf(file, node.instruction).trigger?.keyword === 'RUN';
  });
}
