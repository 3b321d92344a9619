/** Text as the words by which it names paths, programs, packages and users: what blanks, quotes, `=`, `,` and operators part. */
export function tokensOf(text: string, escape: string): readonly string[] {
  return text
    .replaceAll(escape === '`' ? /`\r?\n/g : /\\\r?\n/g, ' ')
    .split(/[\s"'`,;|&()<>=]+/)
    .flatMap((word) => (word.includes('://') ? [] : [word.replace(/^[[\]]+|[[\]]+$/g, '')]))
    .filter((word) => word !== '' && !word.startsWith('-'));
}

/** Whether a word can only be a path: it has a slash, or begins as a relative one does. */
export function isPathLike(word: string): boolean {
  return word.includes('/') || /^\.|^~/.test(word);
}

/** A text without the comment lines between its own: each comment stays where it is, once. */
export function withoutComments(text: string): string {
  return text.replace(/^[ \t]*#.*\n/gm, '');
}
