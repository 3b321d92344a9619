import { CODE } from './characters.ts';
import { contentEndAt, lineEndAt } from './lines.ts';

/** Where a heredoc's body ends. */
export interface HeredocEnd {
  /** Offset at which the terminator's line begins. */
  readonly bodyEnd: number;
  /** Offset after the terminator's text, without its line end. */
  readonly end: number;
  /** Offset at which the line after the terminator begins. */
  readonly next: number;
  /** Lines of the body and its terminator, as BuildKit counts. */
  readonly lines: number;
}

/** What announces a heredoc, as far as finding its end needs it. */
export interface Terminator {
  readonly name: string;
  readonly chomp: boolean;
}

/** Finds the line that ends a heredoc whose body begins at `from`; undefined if there is none. */
export function findTerminator(text: string, from: number, terminator: Terminator): HeredocEnd | undefined {
  let lines = 0;
  for (let start = from; start < text.length;) {
    lines++;
    const lineEnd = lineEndAt(text, start);
    const end = contentEndAt(text, start, lineEnd);
    const wordStart = terminator.chomp ? skipTabs(text, start, end) : start;
    if (end - wordStart === terminator.name.length && text.startsWith(terminator.name, wordStart)) {
      return { bodyEnd: start, end, next: Math.min(lineEnd + 1, text.length), lines };
    }
    start = lineEnd + 1;
  }
  return undefined;
}

/**
 * findTerminator for many heredocs of one text. A search that fails has read the whole rest of the text, so after a few of
 * those an index of all lines answers the others: ten thousand open heredocs must not read the file ten thousand times.
 */
export function terminatorFinder(text: string): typeof findTerminator {
  let failures = 0;
  let last: LastLines | undefined;
  return (_text, from, terminator) => {
    last ??= failures >= 4 ? lastLines(text) : undefined;
    if (last !== undefined) {
      const lines = terminator.chomp ? last.withoutTabs : last.exact;
      if ((lines.get(terminator.name) ?? -1) < from) {
        return undefined;
      }
    }
    const found = findTerminator(text, from, terminator);
    failures += found === undefined ? 1 : 0;
    return found;
  };
}

/** The offset of the last line that reads so. */
interface LastLines {
  readonly exact: ReadonlyMap<string, number>;
  readonly withoutTabs: ReadonlyMap<string, number>;
}

function lastLines(text: string): LastLines {
  const exact = new Map<string, number>();
  const withoutTabs = new Map<string, number>();
  for (let start = 0; start < text.length;) {
    const lineEnd = lineEndAt(text, start);
    const end = contentEndAt(text, start, lineEnd);
    exact.set(text.slice(start, end), start);
    withoutTabs.set(text.slice(skipTabs(text, start, end), end), start);
    start = lineEnd + 1;
  }
  return { exact, withoutTabs };
}

function skipTabs(text: string, start: number, end: number): number {
  let index = start;
  while (index < end && text.charCodeAt(index) === CODE.TAB) {
    index++;
  }
  return index;
}
