/**
 * The comment lines between two commands of a RUN between which nothing else stands but `&&`, without their indentation; undefined
 * where something does. BuildKit drops such lines before a shell sees the text.
 */
export function commentsInGap(gap: string, escape: string): readonly string[] | undefined {
  const comments: string[] = [];
  let rest = '';
  for (const [index, line] of gap.split('\n').entries()) {
    const text = line.trim();
    const plain = text.endsWith(escape) ? text.slice(0, -1).trimEnd() : text;
    // The first line goes on behind a command, where `#` would be a word for the shell.
    if (index > 0 && text.startsWith('#')) {
      comments.push(plain);
    } else {
      rest += plain;
    }
  }
  return rest === '&&' ? comments : undefined;
}
