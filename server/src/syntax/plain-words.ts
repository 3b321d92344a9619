import { isWordCode } from './characters.ts';

/**
 * Whether a text holds such a word. A word is a run of letters, digits and `_`, as `\b…\b` sees them in a regular expression; of
 * so many alternatives, one would take longer to compile than a first analysis may.
 */
export function holdsWord(text: string, isSuch: (word: string) => boolean): boolean {
  let start = -1;
  for (let at = 0; at <= text.length; at++) {
    if (isWordCode(text.charCodeAt(at))) {
      start = start < 0 ? at : start;
    } else if (start >= 0) {
      if (isSuch(text.slice(start, at))) {
        return true;
      }
      start = -1;
    }
  }
  return false;
}
