import type { Model, Node } from '../../model/types.ts';
import { blockOf, lineEndOf } from '../moving/blocks.ts';
import type { TextEdit } from '../types.ts';
import { joinAbove } from './join-above.ts';
import { movedBlock } from './moved-block.ts';
import type { HoistPlan } from './plan.ts';

/** What a plan makes of the Dockerfile. */
export interface MovedUp {
  readonly edit: TextEdit;
  /** The texts of all instructions as they must be found in the result, in order. */
  readonly instructions: readonly string[];
}

/**
 * Turns a plan into one edit of the lines from the copy to the late RUN. Comments directly above an instruction go with it, unless
 * they tell of what stays; line ends, indentation and blank lines stay as they are.
 */
export function moveUp(model: Model, plan: HoistPlan): MovedUp {
  const { file, nodes } = model;
  const { target, moved, cut } = plan;
  const last = moved[moved.length - 1]?.index ?? target;
  const indexes = new Set(moved.map(({ index }) => index));
  const blocks = nodes.slice(target, last + 1).map((node) => blockOf(file, node));
  const eol = lineEndOf(file, nodes[target]?.instruction);
  const end = blocks[blocks.length - 1]?.end ?? 0;
  const join = joinAbove(model, target, moved[0]);
  const above: string[] = [];
  const below: string[] = [];
  let isRowSeparate = false;
  const gaps = blocks.map((block, at) => file.text.slice(block.end, blocks[at + 1]?.start ?? block.end));
  for (const [at, block] of blocks.entries()) {
    const gap = gaps[at] ?? '';
    if (!indexes.has(block.node.index)) {
      below.push(block.text(eol), gap);
      continue;
    }
    const isLast = at === blocks.length - 1;
    const following = isLast ? restOfLine(file.text, end) : gap;
    const isBlankBelow = isBlankLine(following) || (isLast && following === '');
    const { moving, staying } = movedBlock(block, {
      eol,
      cut: block.node.index === last ? cut : undefined,
      next: isBlankBelow ? undefined : stayingBelow(nodes, block.node, indexes),
    });
    const next = blocks[at + 1]?.node.index;
    const isInRow = next !== undefined && indexes.has(next);
    const isSeparate = isBlankLine(gaps[at - 1] ?? '');
    isRowSeparate ||= isSeparate;
    above.push(isSeparate && join.apart && above.length === 0 ? eol : '', moving);
    // What moves together stays as close together as it was, and as far from the rest.
    above.push((isInRow ? isBlankLine(gap) : isRowSeparate) && join.blank === '' ? eol : '');
    isRowSeparate &&= isInRow;
    // Taking a block out between blank lines leaves one of them.
    if (staying === '' && isBlankBelow) {
      while (below[below.length - 1] === '') {
        below.pop();
      }
      const before = below.pop() ?? '';
      below.push(before.trim() === '' ? '' : before);
    }
    below.push(staying, gap);
  }
  const start = (blocks[0]?.start ?? end) - join.blank.length;
  const newText = [...above, join.blank, ...below].join('');
  const isOpen = !file.text.slice(start, end).endsWith('\n');
  return {
    edit: { start, end, newText: isOpen ? withoutLineEnds(newText, eol) : newText },
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

/** A text at the end of a file that has no line end there. */
function withoutLineEnds(text: string, eol: string): string {
  let end = text.length;
  while (text.endsWith(eol, end)) {
    end -= eol.length;
  }
  return text.slice(0, end);
}

function isBlankLine(gap: string): boolean {
  return /^[ \t]*\r?\n/.test(gap);
}

/** The line at an offset with its line end; empty at the end of the text. */
function restOfLine(text: string, offset: number): string {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.slice(offset) : text.slice(offset, end + 1);
}
