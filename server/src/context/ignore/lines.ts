import { cleanPath } from '../../model/paths.ts';
import { trimSpace } from './go-strings.ts';

/** The patterns of an ignore file, or why it can't be read. */
export interface IgnoreLines {
  readonly patterns: readonly string[];
  readonly error: string | undefined;
}

/** Go's `bufio.MaxScanTokenSize`: a line of so many bytes makes the reader fail. */
const MAX_LINE_BYTES = 65536;

/**
 * The patterns of an ignore file (moby/patternmatcher ignorefile/ignorefile.go): a byte order mark, comments in column 1
 * and blank lines dropped, each path cleaned and made relative, `!` kept in front.
 */
export function readIgnoreLines(text: string): IgnoreLines {
  const patterns: string[] = [];
  const body = text.startsWith('\uFEFF') ? text.slice(1) : text;
  for (const line of body.split('\n')) {
    if (isTooLong(line)) {
      return { patterns: [], error: 'bufio.Scanner: token too long' };
    }
    if (line.startsWith('#')) {
      continue;
    }
    const trimmed = trimSpace(line);
    if (trimmed === '') {
      continue;
    }
    const inverted = trimmed.startsWith('!');
    const path = inverted ? trimSpace(trimmed.slice(1)) : trimmed;
    patterns.push((inverted ? '!' : '') + relativePattern(path));
  }
  return { patterns, error: undefined };
}

function relativePattern(path: string): string {
  if (path === '') {
    return '';
  }
  const clean = cleanPath(path);
  return clean.length > 1 && clean.startsWith('/') ? clean.slice(1) : clean;
}

/** Counts UTF-8 bytes only for lines that could reach the limit: a UTF-16 unit takes at most three. */
function isTooLong(line: string): boolean {
  if (line.length * 3 < MAX_LINE_BYTES) {
    return false;
  }
  let bytes = 0;
  for (let index = 0; index < line.length; index += 1) {
    const code = line.charCodeAt(index);
    const surrogate = code >= 0xd800 && code <= 0xdfff;
    bytes += code < 0x80 ? 1 : code < 0x800 || surrogate ? 2 : 3;
  }
  return bytes >= MAX_LINE_BYTES;
}
