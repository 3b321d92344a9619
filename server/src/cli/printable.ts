/**
 * One line of a file for a terminal: control characters become visible signs, so that nothing in a file can move the
 * cursor, change colours, write to the clipboard or turn the reading direction. Tabs stay.
 */
export function printable(text: string): string {
  return text.replace(/\p{Cc}|[\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, (char) => {
    const code = char.charCodeAt(0);
    if (char === '\t') {
      return char;
    }
    return code < 0x20 ? String.fromCharCode(0x2400 + code) : '\uFFFD';
  });
}
