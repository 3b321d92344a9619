import { lineStartsOf } from './lines.ts';
import { parseAgain } from './parse-again.ts';
import { fileOf, newScan, readLines } from './scan.ts';
import type { Dockerfile } from './types.ts';

/**
 * Splits a Dockerfile into instructions exactly as BuildKit's parser.go does: a line ends at `\n` (carriage returns in front
 * of it are dropped), a lone `\r` is white space, and `line` and `endLine` count lines that way. Only `lineStarts` counts as
 * LSP does; take LSP positions from offsets (positions.ts), never from `line`. Arguments are not read here: see parsedOf.
 *
 * Never throws; any text has a result. What BuildKit refuses is read as far as it goes: a heredoc that nothing ends is closed
 * in front of the next line that begins with an upper-case keyword, so that typing `RUN <<EOF` does not swallow the file.
 *
 * With `before`, what was read of an earlier version of the text, only what lies around the change is read anew: the result is the
 * same, and what has not changed or moved is the same objects.
 */
export function parse(text: string, before?: Dockerfile): Dockerfile {
  if (before !== undefined && before.instructions.length > 0) {
    return before.text === text ? before : parseAgain(text, before);
  }
  const scan = newScan(text);
  readLines(scan);
  return { ...fileOf(scan), lineStarts: lineStartsOf(text) };
}
