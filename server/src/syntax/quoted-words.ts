import { isSpace, skipSpace } from './characters.ts';

/** A word of ENV, ARG or LABEL with its offsets in the line; quotes and escapes are kept. */
export interface QuotedWord {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Splits `line` from `start` to `end` at white space outside quotes; BuildKit's line_parsers.go, parseWords. */
export function quotedWordsOf(line: string, start: number, end: number, escape: string): QuotedWord[] {
  const words: QuotedWord[] = [];
  let index = skipSpace(line, start, end);
  while (index < end) {
    const word = readWord(line, index, end, escape);
    if (word.text !== '') {
      words.push(word);
    }
    index = skipSpace(line, word.end, end);
  }
  return words;
}

function readWord(line: string, start: number, end: number, escape: string): QuotedWord {
  let quote = '';
  let index = start;
  while (index < end) {
    const character = line.charAt(index);
    if (quote === '' && isSpace(character.charCodeAt(0))) {
      break;
    }
    if (character === escape && quote !== "'") {
      if (index + 1 === end) {
        // An escape character at the very end of the line is dropped.
        return { text: line.slice(start, index), start, end };
      }
      index += 2;
      continue;
    }
    if (quote === '' && (character === '"' || character === "'")) {
      quote = character;
    } else if (character === quote) {
      quote = '';
    }
    index++;
  }
  const stop = Math.min(index, end);
  return { text: line.slice(start, stop), start, end: stop };
}
