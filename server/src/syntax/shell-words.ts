import { CODE, isSpace } from './characters.ts';

/** A word of BuildKit's own shell lexer, with its place in the text. */
export interface LexedWord {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** What the lexer keeps: quotes with `quotes`, escape characters with `escapes`. */
export interface Keep {
  readonly quotes: boolean;
  readonly escapes: boolean;
}

/** Go's stack grows as it likes; deeper substitutions than this are read as a syntax error. */
const DEEPEST = 500;

interface Lexer {
  readonly source: string;
  readonly quotes: boolean;
  index: number;
  /** Set when a substitution with a word was read: in BuildKit that empties the buffer of the word around it. */
  clobbered: boolean;
}

/**
 * Splits text into words as BuildKit's shell.Lex does where no variable is set and unset ones are kept (shell/lex.go,
 * ProcessWords with SkipUnsetEnv and `\` as the escape token); undefined where it reports a syntax error. Its oddities count,
 * because which heredocs an instruction has depends on them: an unbalanced quote means that there are none.
 */
export function lexWords(source: string, keep: Keep): LexedWord[] | undefined {
  const lexer: Lexer = { source, quotes: keep.quotes, index: 0, clobbered: false };
  if (source.charCodeAt(0) === CODE.BOM) {
    lexer.index = 1;
  }
  const words: LexedWord[] = [];
  let buffer = '';
  let inWord = false;
  let start = 0;
  let end = 0;
  const add = (text: string, from: number, to: number): void => {
    if (buffer === '') {
      start = from;
    }
    buffer += text;
    end = to;
    inWord = true;
  };
  const addCharacter = (code: number, text: string, from: number, to: number): void => {
    if (!isSpace(code)) {
      add(text, from, to);
    } else if (inWord && buffer !== '') {
      words.push({ text: buffer, start, end });
      buffer = '';
      inWord = false;
    }
  };
  while (lexer.index < source.length) {
    const from = lexer.index;
    const character = source.charAt(from);
    if (character === "'" || character === '"' || character === '$') {
      const text =
        character === '$'
          ? readDollar(lexer, 0)
          : character === '"'
            ? readDoubleQuoted(lexer, keep.escapes, 0)
            : readSingleQuoted(lexer);
      if (text === undefined) {
        return undefined;
      }
      if (lexer.clobbered) {
        buffer = '';
        lexer.clobbered = false;
      }
      if (character !== '$') {
        add(text, from, lexer.index);
        continue;
      }
      const exact = text.length === lexer.index - from;
      for (let offset = 0; offset < text.length; offset++) {
        const place = exact ? from + offset : from;
        addCharacter(text.charCodeAt(offset), text.charAt(offset), place, exact ? place + 1 : lexer.index);
      }
    } else if (character === '<') {
      const text = readAngle(lexer);
      add(text, from, lexer.index);
    } else if (character === '\\') {
      if (keep.escapes) {
        add('\\', from, from + 1);
      }
      lexer.index = Math.min(from + 2, source.length);
      if (from + 1 < source.length) {
        add(source.charAt(from + 1), from, from + 2);
      }
    } else if (isSpace(character.charCodeAt(0))) {
      lexer.index++;
      addCharacter(character.charCodeAt(0), character, from, lexer.index);
    } else {
      lexer.index = ordinaryEnd(source, from + 1);
      add(source.slice(from, lexer.index), from, lexer.index);
    }
  }
  if (buffer !== '') {
    words.push({ text: buffer, start, end });
  }
  return words;
}

/** Where a run of characters that mean nothing to the lexer ends. */
function ordinaryEnd(source: string, from: number): number {
  let index = from;
  while (index < source.length) {
    const code = source.charCodeAt(index);
    if (isSpace(code) || isSpecial(code)) {
      break;
    }
    index++;
  }
  return index;
}

function isSpecial(code: number): boolean {
  return (
    code === CODE.DOUBLE_QUOTE ||
    code === CODE.SINGLE_QUOTE ||
    code === CODE.DOLLAR ||
    code === CODE.LESS ||
    code === CODE.BACKSLASH
  );
}

/** `<` alone, or `<<` with the blanks after it, so that `<< EOF` is one word. */
function readAngle(lexer: Lexer): string {
  const from = lexer.index;
  const { source } = lexer;
  lexer.index++;
  if (source.charAt(lexer.index) === '<') {
    lexer.index++;
    for (let next = source.charAt(lexer.index); next === ' ' || next === '\t' || next === '\r';) {
      lexer.index++;
      next = source.charAt(lexer.index);
    }
  }
  return source.slice(from, lexer.index);
}

function readSingleQuoted(lexer: Lexer): string | undefined {
  const close = lexer.source.indexOf("'", lexer.index + 1);
  if (close === -1) {
    return undefined;
  }
  const inner = lexer.source.slice(lexer.index + 1, close);
  lexer.index = close + 1;
  return lexer.quotes ? `'${inner}'` : inner;
}

function readDoubleQuoted(lexer: Lexer, escapes: boolean, depth: number): string | undefined {
  const { source } = lexer;
  let result = lexer.quotes ? '"' : '';
  lexer.index++;
  while (lexer.index < source.length) {
    const character = source.charAt(lexer.index);
    if (character === '"') {
      lexer.index++;
      return lexer.quotes ? result + '"' : result;
    }
    if (character === '$') {
      const value = readDollar(lexer, depth);
      if (value === undefined) {
        return undefined;
      }
      result += value;
      continue;
    }
    lexer.index++;
    if (character !== '\\') {
      result += character;
      continue;
    }
    // BuildKit writes a kept escape twice when the next character needs none.
    result += escapes ? '\\' : '';
    const next = source.charAt(lexer.index);
    if (next === '"' || next === '$' || next === '\\') {
      lexer.index++;
      result += next;
    } else if (next !== '') {
      result += '\\';
    }
  }
  return undefined;
}

function readDollar(lexer: Lexer, depth: number): string | undefined {
  // The escapes inside a substitution are kept by its operator, not by what surrounds it.
  const { source } = lexer;
  lexer.index++;
  if (source.charAt(lexer.index) !== '{') {
    return `$${readName(lexer)}`;
  }
  lexer.index++;
  const first = source.charAt(lexer.index);
  if (first === '' || first === '{' || first === '}' || first === ':') {
    return undefined;
  }
  const name = readName(lexer);
  let operator = source.charAt(lexer.index);
  lexer.index++;
  if (operator === '}') {
    return `\${${name}}`;
  }
  if (operator === '/') {
    if (source.charAt(lexer.index) === '/') {
      lexer.index++;
    }
    const pattern = readUntil(lexer, '/', true, depth);
    const replacement = pattern === undefined ? undefined : readUntil(lexer, '}', true, depth);
    return replacement === undefined ? undefined : `\${${name}/${pattern ?? ''}/${replacement}}`;
  }
  let raw = operator === '#' || operator === '%';
  if (operator === ':') {
    const modifier = source.charAt(lexer.index);
    raw = modifier === '#' || modifier === '%';
    lexer.index++;
    operator += modifier;
    if (raw) {
      return undefined;
    }
  } else if (!raw && operator !== '+' && operator !== '-' && operator !== '?') {
    return undefined;
  }
  const word = readUntil(lexer, '}', raw, depth);
  return word === undefined ? undefined : `\${${name}${operator}${word}}`;
}

/** The word of a substitution, up to `stop`; undefined if that never comes. */
function readUntil(lexer: Lexer, stop: string, escapes: boolean, depth: number): string | undefined {
  if (depth >= DEEPEST) {
    return undefined;
  }
  const { source } = lexer;
  lexer.clobbered = true;
  let result = '';
  while (lexer.index < source.length) {
    const character = source.charAt(lexer.index);
    if (character === stop) {
      lexer.index++;
      return result;
    }
    if (character === '$' || character === '"' || character === "'") {
      const text =
        character === '$'
          ? readDollar(lexer, depth + 1)
          : character === '"'
            ? readDoubleQuoted(lexer, escapes, depth + 1)
            : readSingleQuoted(lexer);
      if (text === undefined) {
        return undefined;
      }
      result += text;
    } else if (character === '\\') {
      result += (escapes ? '\\' : '') + source.charAt(lexer.index + 1);
      lexer.index += 2;
    } else {
      result += character;
      lexer.index++;
    }
  }
  return undefined;
}

/** A variable's name: digits, one special character, or letters, digits and underscores; may be empty. */
function readName(lexer: Lexer): string {
  const { source } = lexer;
  const from = lexer.index;
  const first = characterAt(source, from);
  if (!isDigit(first) && first !== '' && '@*#?-$!'.includes(first)) {
    lexer.index++;
    return first;
  }
  const belongs = isDigit(first) ? isDigit : isNameCharacter;
  for (let next = first; next !== '' && belongs(next); next = characterAt(source, lexer.index)) {
    lexer.index += next.length;
  }
  return source.slice(from, lexer.index);
}

function characterAt(source: string, index: number): string {
  const code = source.codePointAt(index);
  return code === undefined ? '' : String.fromCodePoint(code);
}

function isDigit(character: string): boolean {
  return /^\p{Nd}$/u.test(character);
}

function isNameCharacter(character: string): boolean {
  return /^[\p{L}\p{Nd}_]$/u.test(character);
}
