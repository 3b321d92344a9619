import { countWhile } from './ascending.ts';
import { CODE } from './characters.ts';

/** The offset of the `\n` that ends the line around `from`, or the text's length: BuildKit's scanLines. */
export function lineEndAt(text: string, from: number): number {
  const index = text.indexOf('\n', from);
  return index === -1 ? text.length : index;
}

/** Where a line's content ends: BuildKit drops every `\r` in front of the `\n` (or of the end of the file). */
export function contentEndAt(text: string, lineStart: number, lineEnd: number): number {
  let end = lineEnd;
  while (end > lineStart && text.charCodeAt(end - 1) === CODE.CR) {
    end--;
  }
  return end;
}

/**
 * Where the content in front of a continuation character ends, or -1 if the line goes on to no other. It is BuildKit's
 * `([^\\])\\[ \t]*$|^\\[ \t]*$`, read from the end of the line so that a line of a million blanks costs a million steps.
 */
export function continuationAt(text: string, start: number, end: number, escape: string): number {
  let index = end;
  while (index > start) {
    const code = text.charCodeAt(index - 1);
    if (code !== CODE.SPACE && code !== CODE.TAB) {
      break;
    }
    index--;
  }
  const token = escape.charCodeAt(0);
  if (index === start || text.charCodeAt(index - 1) !== token) {
    return -1;
  }
  return index - 1 > start && text.charCodeAt(index - 2) === token ? -1 : index - 1;
}

/**
 * Offsets at which lines begin as LSP counts them: `\n`, `\r\n` and a lone `\r` end a line. One look at each character:
 * optimised `indexOf` calls take twenty times as long on a text that an editor has just put together.
 */
export function lineStartsOf(text: string): number[] {
  const starts = [0];
  findLineStarts(text, { from: 0, to: text.length }, starts);
  return starts;
}

/** What has changed of a text: from one line's start to another's, which was `shift` further up. */
interface Changed {
  readonly from: number;
  readonly to: number;
  readonly shift: number;
}

/** The same for a text that was another one between two lines' starts, from the offsets in the old one. */
export function lineStartsFrom(
  text: string,
  before: readonly number[],
  { from, to, shift }: Changed,
): number[] {
  const starts = before.slice(
    0,
    countWhile(before, (start) => start <= from),
  );
  findLineStarts(text, { from, to }, starts);
  for (let index = countWhile(before, (start) => start <= to - shift); index < before.length; index++) {
    starts.push((before[index] ?? 0) + shift);
  }
  return starts;
}

function findLineStarts(text: string, { from, to }: Omit<Changed, 'shift'>, starts: number[]): void {
  for (let index = from; index < to; index++) {
    const code = text.charCodeAt(index);
    if (code === CODE.LF || (code === CODE.CR && text.charCodeAt(index + 1) !== CODE.LF)) {
      starts.push(index + 1);
    }
  }
}
