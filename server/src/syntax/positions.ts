import type { Dockerfile } from './types.ts';

/** A zero-based LSP position. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** The position of a UTF-16 offset; offsets outside the text are clamped, one between `\r` and `\n` is the line's end. */
export function positionAt(file: Pick<Dockerfile, 'text' | 'lineStarts'>, offset: number): Position {
  const { lineStarts, text } = file;
  const clamped = Math.max(0, Math.min(Math.trunc(offset) || 0, text.length));
  let low = 0;
  let high = lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lineStarts[middle] ?? 0) <= clamped) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  const start = lineStarts[low] ?? 0;
  return { line: low, character: Math.min(clamped, contentEnd(file, low)) - start };
}

/** The UTF-16 offset of a position; a character behind the line's end is the line's end, a line behind the text its end. */
export function offsetAt(file: Pick<Dockerfile, 'text' | 'lineStarts'>, position: Position): number {
  const { lineStarts, text } = file;
  if (position.line < 0) {
    return 0;
  }
  const start = lineStarts[position.line];
  if (start === undefined) {
    return text.length;
  }
  return Math.min(start + Math.max(0, position.character), contentEnd(file, position.line));
}

/** Where a line's text ends, in front of its line end. */
function contentEnd({ text, lineStarts }: Pick<Dockerfile, 'text' | 'lineStarts'>, line: number): number {
  const next = lineStarts[line + 1];
  if (next === undefined) {
    return text.length;
  }
  return text.charAt(next - 1) === '\n' && text.charAt(next - 2) === '\r' ? next - 2 : next - 1;
}
