/** Lines at the end of an ignore file, with its line ends, or those of the Dockerfile where it has none. */
export function appended(text: string | undefined, lines: readonly string[], dockerfile: string): string {
  const eol = (text?.includes('\n') === true ? text : dockerfile).includes('\r\n') ? '\r\n' : '\n';
  const isOpen = text !== undefined && text !== '' && !text.endsWith('\n');
  return `${text ?? ''}${isOpen ? eol : ''}${lines.map((line) => `${line}${eol}`).join('')}`;
}
