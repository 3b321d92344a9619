/** A variable in a word of an array: `$PORT`, `${PORT:-80}`. */
export const VARIABLE = /\$(?:[A-Za-z_]\w*|\{[A-Za-z_]\w*(?::?[-+?=][\w./:@-]*)?\})/;

/** A word that is nothing but plain text with variables: no code, no pattern, no text in quotes. */
const PLAIN = new RegExp(`^(?:[\\w./:=@,+%-]|${VARIABLE.source})+$`);

/** Longer words are not looked at. */
const LONGEST = 1000;

/** Whether a shell reads a word as it stands, but for variables. */
export function isPlainWord(word: string): boolean {
  return word.length <= LONGEST && PLAIN.test(word);
}

/** Whether a word is plain text with a variable, which a shell would replace. */
export function holdsVariable(word: string): boolean {
  return word.includes('$') && isPlainWord(word);
}
