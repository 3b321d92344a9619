import type { Model, Node } from '../../model/types.ts';
import { blankLinesBelow } from '../moving/blank-lines.ts';
import { blockOf, lineEndOf } from '../moving/blocks.ts';
import { relocate } from '../moving/relocate.ts';
import type { TextEdit } from '../types.ts';
import { movedBlock } from './moved-block.ts';
import { placeAbove } from './place-above.ts';
import type { HoistPlan } from './plan.ts';

/** What a plan makes of the Dockerfile. */
export interface MovedUp {
  readonly edits: readonly TextEdit[];
  /** The texts of all instructions as they must be found in the result, in order. */
  readonly instructions: readonly string[];
}

/** Turns a plan into edits. Comments directly above an instruction go with it, unless they tell of what stays. */
export function moveUp(model: Model, plan: HoistPlan): MovedUp {
  const { file, nodes } = model;
  const { target, moved, cut } = plan;
  const indexes = new Set(moved.map(({ index }) => index));
  const eol = lineEndOf(file, nodes[target]?.instruction);
  const last = moved[moved.length - 1];
  const lines = moved.map((node) => ({
    node,
    ...movedBlock(blockOf(file, node), {
      eol,
      cut: node === last ? cut : undefined,
      next: blankLinesBelow(model, node.index) > 0 ? undefined : stayingBelow(nodes, node, indexes),
    }),
  }));
  const place = placeAbove(model, target, moved[0]);
  return {
    edits: place === undefined ? [] : relocate(model, lines, place),
    instructions: textsAfter(model, plan),
  };
}

/** The node directly below one that moves, in its stage, if it stays. */
function stayingBelow(
  nodes: readonly Node[],
  { index, stage }: Node,
  moved: ReadonlySet<number>,
): Node | undefined {
  const next = nodes[index + 1];
  return next?.stage === stage && !moved.has(index + 1) ? next : undefined;
}

function textsAfter({ nodes }: Model, { target, moved, cut }: HoistPlan): readonly string[] {
  const last = moved[moved.length - 1]?.index ?? target;
  const indexes = new Set(moved.map(({ index }) => index));
  const texts = (some: readonly Node[]): readonly string[] => some.map(({ instruction }) => instruction.text);
  return [
    ...texts(nodes.slice(0, target)),
    ...texts(moved.slice(0, -1)),
    cut?.first ?? nodes[last]?.instruction.text ?? '',
    ...texts(nodes.slice(target, last + 1).filter(({ index }) => !indexes.has(index))),
    ...(cut === undefined ? [] : [cut.second]),
    ...texts(nodes.slice(last + 1)),
  ];
}
