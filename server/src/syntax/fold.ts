import { CODE, skipSpace } from './characters.ts';
import { contentEndAt, continuationAt, lineEndAt } from './lines.ts';
import type { Span } from './types.ts';

/** One instruction's lines joined to the one line that BuildKit parses, with the way back to the source. */
export interface Folded {
  readonly text: string;
  /** Offsets in `text` at which pieces begin, ascending; the first is 0. */
  readonly starts: readonly number[];
  /** The source offset of each piece. */
  readonly sources: readonly number[];
  /** The source offset after the line end of the last line that was read: heredoc bodies begin here. */
  readonly next: number;
  /** How many lines were read, as BuildKit counts. */
  readonly lines: number;
}

/**
 * Joins the line at `from` and its continuation lines: comment lines and blank lines between them are dropped, the escape
 * character and what follows it on its line too (BuildKit's parser.go, Parse). `from` is where the first line's text begins.
 */
export function fold(source: string, from: number, escape: string): Folded {
  const starts: number[] = [];
  const sources: number[] = [];
  const pieces: string[] = [];
  let length = 0;
  let position = from;
  let lines = 0;
  let open = true;
  while (open && (position < source.length || lines === 0)) {
    const lineEnd = lineEndAt(source, position);
    const contentEnd = contentEndAt(source, position, lineEnd);
    const first = skipSpace(source, position, contentEnd);
    const skipped = lines > 0 && (first === contentEnd || source.charCodeAt(first) === CODE.HASH);
    if (!skipped) {
      const cut = continuationAt(source, position, contentEnd, escape);
      open = cut !== -1;
      const end = open ? cut : contentEnd;
      if (end > position || pieces.length === 0) {
        starts.push(length);
        sources.push(position);
        pieces.push(source.slice(position, end));
        length += end - position;
      }
    }
    lines++;
    position = Math.min(lineEnd + 1, source.length);
  }
  return {
    text: pieces.length === 1 ? (pieces[0] ?? '') : pieces.join(''),
    starts,
    sources,
    next: position,
    lines,
  };
}

/** The source range of a range of the folded text: from its first to its last character, whatever was folded between. */
export function sourceSpan(folded: Pick<Folded, 'starts' | 'sources'>, start: number, end: number): Span {
  if (start >= end) {
    const point = end > 0 ? sourceOffset(folded, end - 1) + 1 : sourceOffset(folded, 0);
    return { start: point, end: point };
  }
  return { start: sourceOffset(folded, start), end: sourceOffset(folded, end - 1) + 1 };
}

function sourceOffset(folded: Pick<Folded, 'starts' | 'sources'>, offset: number): number {
  const { starts, sources } = folded;
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return (sources[low] ?? 0) + offset - (starts[low] ?? 0);
}
