import type { Model, Node } from '../../model/types.ts';
import type { TextEdit } from '../types.ts';
import { blankLinesAbove, doubledBlankLines, gapAbove, trailingBlankLines } from './blank-lines.ts';
import { blockOf } from './blocks.ts';

/** An instruction that is taken out, with its comments, and the whole lines that stay in its place; empty for none. */
export interface TakenOut {
  readonly node: Node;
  readonly staying: string;
}

/**
 * The edits that take instructions out, in document order; they ascend. Of the blank lines above and below, as many stay as stood on
 * the side that had more; at the end of the file, none.
 */
export function takeOut(model: Model, taken: readonly TakenOut[]): readonly TextEdit[] {
  const edits: TextEdit[] = [];
  let next = -1;
  let blanks = 0;
  for (const { node, staying } of taken) {
    const { start, end } = blockOf(model.file, node);
    const above = next === node.index ? blanks : blankLinesAbove(model, node.index);
    const gap = gapAbove(model, node.index + 1);
    const gone = staying === '' ? doubledBlankLines(gap, above) : '';
    edits.push({ start, end: end + gone.length, newText: staying });
    const kept = gap.slice(gone.length);
    next = node.index + 1;
    blanks = trailingBlankLines(kept).length + (kept.trim() === '' && staying === '' ? above : 0);
  }
  return next === model.nodes.length && gapAbove(model, next) === '' ? closed(model.file.text, edits) : edits;
}

/**
 * The edits where the last one reaches the end of the file: no blank line is left there that stood between instructions, and the file
 * ends with a line end or without one, as before.
 */
function closed(text: string, edits: readonly TextEdit[]): readonly TextEdit[] {
  const others = [...edits];
  const last = others.pop();
  if (last === undefined) {
    return edits;
  }
  const isOpen = !text.endsWith('\n');
  if (last.newText !== '') {
    return isOpen ? [...others, { ...last, newText: withoutLineEnd(last.newText) }] : edits;
  }
  let { start } = last;
  for (;;) {
    const above = others[others.length - 1];
    if (above?.end === start && above.newText === '') {
      others.pop();
      ({ start } = above);
      continue;
    }
    const blanks = trailingBlankLines(text.slice(above?.end ?? 0, start)).join('');
    if (blanks === '') {
      break;
    }
    start -= blanks.length;
  }
  const kept = isOpen ? withoutLineEnd(text.slice(0, start)).length : start;
  return [...others, { start: kept, end: last.end, newText: '' }];
}

/** Lines without the line end of the last one. */
export function withoutLineEnd(lines: string): string {
  const end = lines.length - (lines.endsWith('\n') ? 1 : 0);
  return lines.slice(0, lines.endsWith('\r\n') ? end - 1 : end);
}
