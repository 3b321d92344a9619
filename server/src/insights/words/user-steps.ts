import type { Model, Node, Stage } from '../../model/types.ts';
import { parsedOf } from '../../syntax/instruction.ts';
import { rememberedWith } from '../../syntax/remembered-with.ts';
import { maybeOf } from '../../model/maybe-stages.ts';

/** Whether a RUN below a USER runs as that user: in its stage or in those built FROM it, above the next USER. */
export function runsBelow(model: Model, node: Node): boolean {
  return firstBelow(model, node, 'RUN') !== undefined;
}

/** The first WORKDIR below a USER that creates its directory as that user, in the same places; undefined for none. */
export function directoryBelow(model: Model, node: Node): Node | undefined {
  const found = firstBelow(model, node, 'WORKDIR');
  return found === undefined ? undefined : model.nodes[found];
}

/** The instructions that do something as a user. */
type Acting = 'RUN' | 'WORKDIR';

function firstBelow(model: Model, { index, stage }: Node, keyword: Acting): number | undefined {
  const own = stage === undefined ? undefined : model.stages[stage];
  if (own === undefined) {
    return undefined;
  }
  const found = firstIn(model, own, { start: index + 1, keyword });
  return found === 'ended' ? undefined : (found ?? firstOfHeirs(model)[keyword][own.index]);
}

/** The first such instruction; `ended` where a USER comes before it, and undefined where neither does. */
function firstIn(
  model: Model,
  { end }: Stage,
  { start, keyword }: { readonly start: number; readonly keyword: Acting },
): number | 'ended' | undefined {
  for (let at = start; at < end; at++) {
    const node = model.nodes[at];
    if (node?.instruction.keyword === keyword && node.kind === 'layer') {
      return at;
    }
    if (node?.instruction.keyword === 'USER') {
      return 'ended';
    }
  }
  return undefined;
}

/** By stage, the first such instruction of those that are built FROM it, as the user that it ends with. */
const firstOfHeirs = rememberedWith((model: Model) => ({
  RUN: heirsOf(model, 'RUN'),
  WORKDIR: heirsOf(model, 'WORKDIR'),
}));

function heirsOf(model: Model, keyword: Acting): readonly (number | undefined)[] {
  const heirs: (number | undefined)[] = [];
  // A stage is built FROM an earlier one.
  for (const stage of model.stages.toReversed()) {
    const { base, index, first } = stage;
    const own = firstIn(model, stage, { start: first, keyword });
    const found = triggers(model, stage, keyword)
      ? first
      : own === 'ended'
        ? undefined
        : (own ?? heirs[index]);
    if (found !== undefined) {
      for (const parent of base.kind === 'stage' ? [base.stage] : maybeOf(stage)) {
        heirs[parent] = found;
      }
    }
  }
  return heirs;
}

/** Whether ONBUILD instructions of the stage below begin this one with such an instruction. */
function triggers({ file, nodes }: Model, { triggered }: Stage, keyword: Acting): boolean {
  return triggered.some((index) => {
    const node = nodes[index];
    return node !== undefined && parsedOf(file, node.instruction).trigger?.keyword === keyword;
  });
}
