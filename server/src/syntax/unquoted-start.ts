import { isBlank } from './characters.ts';

/** The first word of a line as a POSIX shell has it, its quotes taken away: `[npm,` of `['npm', 'start']`. */
export function unquotedStart(line: string): string {
  let word = '';
  let quote = '';
  for (let index = 0; index < line.length; index++) {
    const character = line.charAt(index);
    if (quote === '' && (isBlank(line.charCodeAt(index)) || ';&|'.includes(character))) {
      break;
    }
    if (quote === '' ? character === '"' || character === "'" : character === quote) {
      quote = quote === '' ? character : '';
    } else {
      word += character;
    }
  }
  return word;
}
