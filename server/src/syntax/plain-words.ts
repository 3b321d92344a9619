/**
 * Whether a text holds such a word. A word is a run of letters, digits and `_`, as `\b…\b` sees them in a regular expression; of
 * so many alternatives, one would take longer to compile than a first analysis may.
 */
export function holdsWord(text: string, isSuch: (word: string) => boolean): boolean {
  for (const [word] of text.matchAll(/\w+/g)) {
    if (isSuch(word)) {
      return true;
    }
  }
  return false;
}
