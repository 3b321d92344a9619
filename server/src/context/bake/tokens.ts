/** A piece of HCL. `text` of a string is what stands between its quotes, escapes and templates untouched. */
export interface BakeToken {
  readonly kind: 'name' | 'number' | 'string' | 'heredoc' | 'mark' | 'line';
  readonly text: string;
}

/** One token from where the last one ended. Strings end at their line's end: HCL has no others. */
const TOKEN =
  /(?<space>[ \t\r\uFEFF]+|(?:#|\/\/)[^\n]*)|(?<comment>\/\*)|(?<line>\n)|(?<name>[\p{L}_][\p{L}\p{N}_-]*)|(?<number>\d[\d.]*)|(?<quote>")|(?<heredoc><<-?[A-Za-z_]\w*)|(?<mark>[\s\S])/uy;

/** Splits HCL into tokens. Anything is split somehow. */
export function bakeTokens(text: string): readonly BakeToken[] {
  const tokens: BakeToken[] = [];
  let at = 0;
  while (at < text.length) {
    TOKEN.lastIndex = at;
    const found = TOKEN.exec(text);
    if (found === null) {
      break;
    }
    at = TOKEN.lastIndex;
    const { line, comment, name, number, quote, heredoc, mark } = found.groups ?? {};
    if (line !== undefined) {
      tokens.push({ kind: 'line', text: line });
    } else if (comment !== undefined) {
      const end = text.indexOf('*/', at);
      at = end < 0 ? text.length : end + 2;
    } else if (name !== undefined) {
      tokens.push({ kind: 'name', text: name });
    } else if (number !== undefined) {
      tokens.push({ kind: 'number', text: number });
    } else if (quote !== undefined) {
      const end = closingQuote(text, at);
      tokens.push({ kind: 'string', text: text.slice(at, end) });
      at = end + 1;
    } else if (heredoc !== undefined) {
      const end = heredocEnd(text, at, heredoc.replace(/^<<-?/, ''));
      tokens.push({ kind: 'heredoc', text: text.slice(at, end) });
      at = end;
    } else if (mark !== undefined) {
      tokens.push({ kind: 'mark', text: mark });
    }
  }
  return tokens;
}

/** Where a string ends. A template in it (`${…}`, `%{…}`) may hold further strings, and those templates again. */
function closingQuote(text: string, start: number): number {
  const within: ('string' | 'template')[] = ['string'];
  for (let at = start; at < text.length; at++) {
    const character = text[at];
    if (character === '\n') {
      return at;
    }
    if (within[within.length - 1] === 'template') {
      if (character === '}') {
        within.pop();
      } else if (character === '"' || character === '{') {
        within.push(character === '"' ? 'string' : 'template');
      }
    } else if (character === '\\') {
      at++;
    } else if ((character === '$' || character === '%') && text[at + 1] === '{') {
      within.push('template');
      at++;
    } else if (character === '"') {
      within.pop();
      if (within.length === 0) {
        return at;
      }
    }
  }
  return text.length;
}

function heredocEnd(text: string, start: number, word: string): number {
  for (let line = text.indexOf('\n', start); line >= 0; line = text.indexOf('\n', line + 1)) {
    const next = text.indexOf('\n', line + 1);
    const end = next < 0 ? text.length : next;
    if (text.slice(line + 1, end).trim() === word) {
      return end;
    }
  }
  return text.length;
}
