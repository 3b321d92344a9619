import { findBlank } from './characters.ts';
import { splitCommand } from './command-line.ts';
import { fold } from './fold.ts';
import { KEYWORDS, keywordOf } from './keywords.ts';

/**
 * True if the line that has its first character at `first` begins with a keyword in capitals. In lower case `add` and `run` are
 * words of `apk add` and `npm run`.
 */
export function beginsWithKeyword(text: string, first: number, end: number): boolean {
  const wordEnd = findBlank(text, first, Math.min(end, first + LONGEST_KEYWORD + 1));
  return KEYWORDS.has(text.slice(first, wordEnd));
}

/** The instructions that take a keyword as their first word, on whichever line that stands. */
export const TAKES_KEYWORD: ReadonlySet<string> = new Set(['HEALTHCHECK', 'ONBUILD']);

const LONGEST_KEYWORD = Math.max(...[...KEYWORDS].map((keyword) => keyword.length));

/**
 * True if the lines of an instruction so far hold no keyword yet, or nothing but flags after one that takes another (`ONBUILD
 * HEALTHCHECK` takes two).
 */
export function awaitsKeyword(lines: string, escape: string): boolean {
  const folded = fold(lines, 0, escape).text;
  let command = splitCommand(folded, 0, escape);
  if (keywordOf(command.word) === 'ONBUILD' && command.restStart < command.restEnd) {
    command = splitCommand(folded, command.restStart, escape);
  }
  const isComplete = command.restStart < command.restEnd;
  return !isComplete && (command.word === '' || TAKES_KEYWORD.has(keywordOf(command.word)));
}
