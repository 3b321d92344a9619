import type { Model, Node } from '../../model/types.ts';
import type { TextEdit } from '../types.ts';
import { blankLinesAbove, blankLinesBelow } from './blank-lines.ts';
import { blockOf, lineEndOf } from './blocks.ts';
import { takeOut, withoutLineEnd, type TakenOut } from './take-out.ts';

/** An instruction that moves: `moving` are the whole lines that go along. */
export interface MovedLines extends TakenOut {
  readonly moving: string;
}

/** Where instructions move to. */
export interface NewPlace {
  /** An instruction that stays. */
  readonly node: Node;
  readonly side: 'above' | 'below';
  /**
   * `joined`: without a blank line to that instruction, whatever stood around what moves. `apart`: with blank lines on both sides, if
   * one stood above what moves.
   */
  readonly manner?: 'joined' | 'apart' | undefined;
}

/**
 * The edits that move instructions, in document order, to one place. What moves stays as far from what it passes as it was, unless
 * the instructions at the new place stand line by line, and as close together as it was. Where it stood, no more blank lines are left
 * than stood on one side of it. Comments that stand alone are left where they are.
 */
export function relocate(model: Model, moved: readonly MovedLines[], place: NewPlace): readonly TextEdit[] {
  return [...takeOut(model, moved), insertion(model, moved, place)].sort((a, b) => a.start - b.start);
}

function insertion(model: Model, moved: readonly MovedLines[], { node, side, manner }: NewPlace): TextEdit {
  const { file } = model;
  const { start, end } = blockOf(file, node);
  const eol = lineEndOf(file, node.instruction);
  const isSpaced = blankLinesAbove(model, node.index) > 0 || blankLinesBelow(model, node.index) > 0;
  const rows = rowsOf(moved);
  const facing = rows.map((row) =>
    isSpaced && manner !== 'joined' ? eol.repeat(facingBlankLines(model, row, side)) : '',
  );
  const texts = rows.map((row) => rowText(model, row, eol));
  if (side === 'above') {
    const above = manner === 'apart' ? (facing[0] ?? '') : '';
    const between = texts.map((text, at) => (at === 0 ? '' : (facing[at] ?? '')) + text);
    return { start, end: start, newText: above + between.join('') + (facing[rows.length - 1] ?? '') };
  }
  const newText = texts.map((text, at) => (facing[Math.max(0, at - 1)] ?? '') + text).join('');
  const isOpen = !file.text.slice(0, end).endsWith('\n');
  return { start: end, end, newText: isOpen ? eol + withoutLineEnd(newText) : newText };
}

/** What moves, in rows of instructions that follow one another. */
function rowsOf(moved: readonly MovedLines[]): readonly (readonly MovedLines[])[] {
  const rows: MovedLines[][] = [];
  let next: number | undefined;
  for (const one of moved) {
    if (one.node.index === next) {
      rows[rows.length - 1]?.push(one);
    } else {
      rows.push([one]);
    }
    next = one.node.index + 1;
  }
  return rows;
}

function rowText(model: Model, row: readonly MovedLines[], eol: string): string {
  return row
    .map(({ node, moving }, at) => (at > 0 ? eol.repeat(blankLinesAbove(model, node.index)) : '') + moving)
    .join('');
}

/** How many blank lines stand between a row and what it passes on its way. */
function facingBlankLines(model: Model, row: readonly MovedLines[], side: NewPlace['side']): number {
  const one = side === 'above' ? row[0] : row[row.length - 1];
  if (one === undefined) {
    return 0;
  }
  return side === 'above' ? blankLinesAbove(model, one.node.index) : blankLinesBelow(model, one.node.index);
}
