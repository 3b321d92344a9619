import { KEYWORDS } from './keywords.ts';

/** Words that differ in more places are no slip (BuildKit's util/suggest/error.go). */
const MOST_SLIPS = 2;

/**
 * The keyword that BuildKit asks about when it meets an upper-cased word that it does not know (`did you mean FROM?`); undefined where
 * none is close. Of several that are equally close it takes any, so the first.
 */
export function closestKeyword(word: string): string | undefined {
  let found: string | undefined;
  let least = MOST_SLIPS + 1;
  for (const keyword of KEYWORDS) {
    const slips = Math.abs(keyword.length - word.length) < least ? distance(word, keyword) : least;
    if (slips < least) {
      found = keyword;
      least = slips;
    }
  }
  return found;
}

/** The letters that have to be added, taken away or replaced (Levenshtein). */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 0; i < from.length; i++) {
    const next = [i + 1];
    for (let j = 0; j < to.length; j++) {
      const replaced = (row[j] ?? 0) + (from[i] === to[j] ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
