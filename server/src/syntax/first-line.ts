/** The first line of a text, without its end. */
export function firstLineIn(text: string): string {
  const end = text.indexOf('\n');
  return end < 0 ? text : text.slice(0, text[end - 1] === '\r' ? end - 1 : end);
}
