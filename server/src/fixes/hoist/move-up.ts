import type { Model } from '../../model/types.ts';
import { blockOf, lineEndOf } from '../moving/blocks.ts';
import type { TextEdit } from '../types.ts';
import type { HoistPlan } from './plan.ts';

/** What a plan makes of the Dockerfile. */
export interface MovedUp {
  readonly edit: TextEdit;
  /** The texts of all instructions as they must be found in the result, in order. */
  readonly instructions: readonly string[];
}

/**
 * Turns a plan into one edit of the lines from the copy to the late RUN. Comments directly above an instruction go with it;
 * line ends, indentation and blank lines stay as they are.
 */
export function moveUp(model: Model, { target, moved, cut }: HoistPlan): MovedUp {
  const { file, nodes } = model;
  const last = moved[moved.length - 1]?.index ?? target;
  const indexes = new Set(moved.map(({ index }) => index));
  const blocks = nodes.slice(target, last + 1).map((node) => blockOf(file, node));
  const eol = lineEndOf(file, nodes[target]?.instruction);
  const start = blocks[0]?.start ?? 0;
  const end = blocks[blocks.length - 1]?.end ?? start;
  const above: string[] = [];
  const below: string[] = [];
  const gaps = blocks.map((block, at) => file.text.slice(block.end, blocks[at + 1]?.start ?? block.end));
  for (const [at, block] of blocks.entries()) {
    const gap = gaps[at] ?? '';
    if (!indexes.has(block.node.index)) {
      below.push(block.text(eol), gap);
      continue;
    }
    const isCut = cut !== undefined && block.node.index === last;
    const isSeparate = isBlankLine(gaps[at - 1] ?? '');
    above.push(block.text(eol, isCut ? cut.first : undefined), isSeparate ? eol : '');
    if (isCut) {
      below.push(`${block.indent}${cut.second}${eol}`);
      continue;
    }
    // Taking a block out between blank lines leaves one of them.
    const following = at === blocks.length - 1 ? restOfLine(file.text, end) : gap;
    if (isBlankLine(following) || following === '') {
      const before = below.pop() ?? '';
      below.push(before.trim() === '' ? '' : before);
    }
    below.push(gap);
  }
  const newText = [...above, ...below].join('');
  const isOpen = !file.text.slice(start, end).endsWith('\n');
  const text = (index: number): string => nodes[index]?.instruction.text ?? '';
  const staying = blocks
    .filter(({ node }) => !indexes.has(node.index))
    .map(({ node }) => node.instruction.text);
  return {
    edit: { start, end, newText: isOpen ? withoutLineEnds(newText, eol) : newText },
    instructions: [
      ...nodes.slice(0, target).map(({ index }) => text(index)),
      ...moved.map(({ index }) => (cut !== undefined && index === last ? cut.first : text(index))),
      ...staying,
      ...(cut === undefined ? [] : [cut.second]),
      ...nodes.slice(last + 1).map(({ index }) => text(index)),
    ],
  };
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
