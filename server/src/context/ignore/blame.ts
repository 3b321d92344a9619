import type { IgnoreMatcher } from './ignore.ts';
import { compilePatterns } from './ignore.ts';
import { readIgnoreLines } from './lines.ts';

/** Longer ignore files are not looked through for the pattern: every beginning of the list is compiled. */
const MAX_PATTERNS = 300;

/**
 * Tells which pattern of an ignore file leaves a path out: without it and those below it the path would be there. Patterns
 * that match a path which is left out already decide nothing (domain.md 3.3). Undefined for a path that is not left out, and for files of more than 300 patterns.
 */
export function blame(text: string): (path: string) => string | undefined {
  const { patterns } = readIgnoreLines(text);
  const indexOf = blameIndex(text);
  return (path) => patterns[indexOf(path) ?? -1];
}

/** The same by the pattern's position among those of `readIgnoreLines`, since a pattern may stand there twice. */
export function blameIndex(text: string): (path: string) => number | undefined {
  const { patterns } = readIgnoreLines(text);
  if (patterns.length > MAX_PATTERNS) {
    return () => undefined;
  }
  const beginnings = new Map<number, IgnoreMatcher>();
  const firstPatterns = (length: number): IgnoreMatcher => {
    const known = beginnings.get(length) ?? compilePatterns(patterns.slice(0, length));
    beginnings.set(length, known);
    return known;
  };
  return (path) => {
    if (!firstPatterns(patterns.length).leavesOut(path)) {
      return undefined;
    }
    let last = patterns.length;
    while (last > 1 && firstPatterns(last - 1).leavesOut(path)) {
      last -= 1;
    }
    return last - 1;
  };
}
