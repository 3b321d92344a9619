/**
 * Whether a text holds one of the words. A word is a run of letters, digits and `_`, as `\b…\b` sees them in a regular expression; of
 * so many alternatives, one would take longer to compile than a first analysis may.
 */
export function holdsWord(text: string, words: ReadonlySet<string>): boolean {
  for (const [word] of text.matchAll(/\w+/g)) {
    if (words.has(word)) {
      return true;
    }
  }
  return false;
}
