import { shorten } from '../text.ts';

/** Lines that a text takes at most; the rest of a longer one is cut. */
const MOST_LINES = 8;

/**
 * A text in lines of at most `limit` UTF-16 units, never none. It breaks between words, and in a word that no line has room for: behind
 * the last sign that a path or an image's name has between its parts, else anywhere.
 */
export function wrapText(text: string, limit: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of shorten(text, limit * MOST_LINES).split(' ')) {
    if (line !== '' && line.length + 1 + word.length <= limit) {
      line += ` ${word}`;
      continue;
    }
    if (line !== '') {
      lines.push(line);
    }
    line = word;
    while (line.length > limit) {
      const end = breakIn(line.slice(0, limit));
      lines.push(line.slice(0, end));
      line = line.slice(end);
    }
  }
  return [...lines, line];
}

/** Where a line ends that holds a part of a word alone; never inside a surrogate pair. */
function breakIn(part: string): number {
  for (let end = part.length; end > 1; end--) {
    if ('/@:-_.,='.includes(part.charAt(end - 1))) {
      return end;
    }
  }
  return Math.max(1, /[\uD800-\uDBFF]$/.test(part) ? part.length - 1 : part.length);
}
