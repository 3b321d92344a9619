import { CODE } from '../syntax/characters.ts';
import { ExpandedWords } from './expanded-words.ts';
import { replacePattern, trimPrefix, trimSuffix } from './pattern.ts';

/** Finds a variable's value; undefined = not set. */
export type Lookup = (name: string) => string | undefined;

/** The outcome of an expansion. */
export interface Expanded {
  /** The text with variables replaced and quotes and escapes removed; the text as written where `error` is set. */
  readonly text: string;
  /** The same split at blanks that are neither quoted nor escaped, after replacing (EXPOSE reads this). */
  readonly words: readonly string[];
  /** Why BuildKit refuses it (`${A:?message}`, a missing brace or quote), or undefined. */
  readonly error: string | undefined;
  /** Whether a variable of unknown value takes part in it. */
  readonly open: boolean;
}

/** Whether a variable's value is not known: what the base image or the build may give it, and values that are made of such. */
export type IsOpen = (name: string) => boolean;

const NEVER: IsOpen = () => false;

/**
 * Characters of all values that one word takes in. Values that double themselves (`ENV A=$A$A`) grow beyond all memory within a few
 * lines, and no process takes one that is longer than 131,072 bytes (MAX_ARG_STRLEN of Linux): a longer word stays as written.
 */
const MAX_IN_WORD = 16_384;

/** The same for the body of a heredoc, which is one text. */
const MAX_IN_BODY = 1_000_000;

/** In values longer than this nothing is replaced, which takes the square of their length. */
const MAX_SEARCHED = 2048;

/**
 * Expands one word as BuildKit does: `$A`, `${A}`, `${A:-b}`, `${A-b}`, `${A:+b}`, `${A+b}`, `${A?m}`, `${A#p}`,
 * `${A##p}`, `${A%p}`, `${A%%p}`, `${A/p/r}`, `${A//p/r}`, quotes and escapes. A port of frontend/dockerfile/shell/lex.go. A variable of
 * unknown value stays as it is written; a default that the word itself names counts as its value.
 */
export function expand(word: string, escape: '\\' | '`', lookup: Lookup, isOpen: IsOpen = NEVER): Expanded {
  if (isPlain(word, escape)) {
    return { text: word, words: word === '' ? [] : [word], error: undefined, open: false };
  }
  const lexer = new Lexer(word, { escape, lookup, isOpen, quotes: true, limit: MAX_IN_WORD });
  const { text, words } = lexer.read('', false, 0);
  const { error, open } = lexer;
  return error === undefined
    ? { text, words, error, open }
    : {
        text: word,
        words: word === '' ? [] : [word],
        error: error === TOO_LONG ? undefined : error,
        open,
      };
}

/**
 * Expands the body of a heredoc, in which quotes are characters like all others, and `\` escapes whatever the file's escape character
 * is (ExpandRaw in dockerfile2llb/convert.go); undefined where BuildKit refuses it, and where it grows beyond all measure.
 */
export function expandBody(body: string, lookup: Lookup): string | undefined {
  if (!/[$\\]/.test(body)) {
    return body;
  }
  const lexer = new Lexer(body, { escape: '\\', lookup, isOpen: NEVER, quotes: false, limit: MAX_IN_BODY });
  const { text } = lexer.read('', false, 0);
  return lexer.error === undefined ? text : undefined;
}

/** Nested `${A:-${B:-…}}` beyond this depth is refused instead of risking the call stack. */
const MAX_DEPTH = 200;

/** Words without anything special are most words: one scan spares them the lexer, which reads all that is not ASCII. */
function isPlain(word: string, escape: '\\' | '`'): boolean {
  for (let index = 0; index < word.length; index++) {
    const unit = word.charCodeAt(index);
    if (unit <= 0x20 || unit >= 0x7f || SPECIAL.has(unit) || unit === escape.charCodeAt(0)) {
      return false;
    }
  }
  return true;
}

const SPECIAL = new Set<number>([CODE.DOUBLE_QUOTE, CODE.DOLLAR, CODE.SINGLE_QUOTE]);

interface Piece {
  readonly text: string;
  readonly words: string[];
}

/** How a text is read. */
interface Reading {
  readonly escape: '\\' | '`';
  readonly lookup: Lookup;
  readonly isOpen: IsOpen;
  /** False where quotes are characters as all others. */
  readonly quotes: boolean;
  /** Characters of all values that are taken in. */
  readonly limit: number;
}

/** No message of BuildKit, which knows no such limit. */
const TOO_LONG = 'too long';

class Lexer {
  error: string | undefined;
  open = false;
  #at = 0;
  readonly #chars: string[];
  readonly #escape: string;
  readonly #lookup: Lookup;
  readonly #isOpen: IsOpen;
  readonly #quotes: boolean;
  #left: number;

  constructor(word: string, { escape, lookup, isOpen, quotes, limit }: Reading) {
    this.#chars = Array.from(word);
    this.#escape = escape;
    this.#lookup = lookup;
    this.#isOpen = isOpen;
    this.#quotes = quotes;
    this.#left = limit;
  }

  /** Reads up to and over `stop`, or to the end when `stop` is empty; `rawEscapes` keeps escape characters. */
  read(stop: string, rawEscapes: boolean, depth: number): Piece {
    let text = '';
    const words = new ExpandedWords();
    while (this.error === undefined && this.#at < this.#chars.length) {
      const char = this.#chars[this.#at] ?? '';
      if (stop !== '' && char === stop) {
        this.#at++;
        return { text, words: words.finish() };
      }
      if (char === '$') {
        const value = this.#dollar(depth);
        text += value;
        words.add(value);
      } else if (char === "'" && this.#quotes) {
        const value = this.#singleQuoted();
        text += value;
        words.addRaw(value);
      } else if (char === '"' && this.#quotes) {
        const value = this.#doubleQuoted(rawEscapes, depth);
        text += value;
        words.addRaw(value);
      } else if (char === this.#escape) {
        this.#at++;
        if (rawEscapes) {
          text += char;
          words.addRaw(char);
        }
        const next = this.#chars[this.#at];
        if (next === undefined) {
          break;
        }
        this.#at++;
        text += next;
        words.addRaw(next);
      } else {
        this.#at++;
        text += char;
        words.add(char);
      }
    }
    if (stop !== '' && this.error === undefined) {
      this.error = `unexpected end of statement while looking for matching ${stop}`;
    }
    return { text, words: words.finish() };
  }

  #singleQuoted(): string {
    const end = this.#chars.indexOf("'", this.#at + 1);
    if (end < 0) {
      this.error = 'unexpected end of statement while looking for matching single-quote';
      return '';
    }
    const value = this.#chars.slice(this.#at + 1, end).join('');
    this.#at = end + 1;
    return value;
  }

  #doubleQuoted(rawEscapes: boolean, depth: number): string {
    this.#at++;
    let value = '';
    while (this.error === undefined) {
      const char = this.#chars[this.#at];
      if (char === undefined) {
        this.error = 'unexpected end of statement while looking for matching double-quote';
        break;
      }
      if (char === '"') {
        this.#at++;
        break;
      }
      if (char === '$') {
        value += this.#dollar(depth);
        continue;
      }
      this.#at++;
      if (char !== this.#escape) {
        value += char;
        continue;
      }
      if (rawEscapes) {
        value += char;
      }
      const next = this.#chars[this.#at];
      if (next === undefined) {
        continue;
      }
      if (next === '"' || next === '$' || next === this.#escape) {
        this.#at++;
        value += next;
      } else {
        value += char;
      }
    }
    return value;
  }

  #dollar(depth: number): string {
    const start = this.#at++;
    if (this.#chars[this.#at] !== '{') {
      const name = this.#name();
      return name === '' ? '$' : this.#plainValue(name, start);
    }
    this.#at++;
    const first = this.#chars[this.#at];
    if (first === undefined) {
      this.error = "syntax error: missing '}'";
      return '';
    }
    if (first === '{' || first === '}' || first === ':') {
      this.error = 'syntax error: bad substitution';
      return '';
    }
    if (depth >= MAX_DEPTH) {
      this.error = 'substitutions are nested too deeply';
      return '';
    }
    return this.#substitution(this.#name(), start, depth + 1);
  }

  /** The value of a variable, or the reference to it as it is written where nothing is known of that. */
  #plainValue(name: string, start: number): string {
    const value = this.#valueOf(name);
    this.open ||= this.#isOpen(name);
    return value ?? (this.#isOpen(name) ? this.#written(start) : '');
  }

  /** What has been read since a place; the variable in it is one of unknown value. */
  #written(start: number): string {
    this.open = true;
    const text = this.#chars.slice(start, this.#at).join('');
    this.#count(text.length);
    return text;
  }

  #substitution(name: string, start: number, depth: number): string {
    let modifier = this.#chars[this.#at++];
    if (modifier === '}') {
      return this.#plainValue(name, start);
    }
    const nullIsUnset = modifier === ':';
    if (nullIsUnset) {
      modifier = this.#chars[this.#at++];
    }
    switch (modifier) {
      case '+':
      case '-':
      case '?': {
        const before = this.open;
        const word = this.#until('}', false, depth);
        const found = this.#valueOf(name);
        const set = found !== undefined && !(nullIsUnset && found === '');
        if (found === undefined && modifier !== '-' && this.#isOpen(name)) {
          return this.#written(start);
        }
        if (set !== (modifier === '+')) {
          // The word is left out, and what is open in it.
          this.open = before || (set && this.#isOpen(name));
        }
        if (modifier === '+') {
          return set ? word : '';
        }
        if (!set && modifier === '?' && this.error === undefined) {
          this.error = `${name}: ${word === '' ? `is not allowed to be ${found === undefined ? 'unset' : 'empty'}` : word}`;
        }
        return set ? found : modifier === '-' ? word : '';
      }
      case '#':
      case '%': {
        if (nullIsUnset) {
          break;
        }
        const word = this.#until('}', true, depth);
        const greedy = word.startsWith(modifier);
        const pattern = greedy ? word.slice(1) : word;
        const value = this.#valueOf(name) ?? '';
        const trimmed =
          modifier === '#' ? trimPrefix(pattern, value, greedy) : trimSuffix(pattern, value, greedy);
        return this.#patternResult(name, start, { result: trimmed, pattern });
      }
      case '/': {
        if (nullIsUnset) {
          break;
        }
        const all = this.#chars[this.#at] === '/';
        if (all) {
          this.#at++;
        }
        const pattern = this.#until('/', true, depth);
        const replacement = this.#until('}', true, depth);
        const value = this.#searchable(name);
        this.#count((all ? value.length + 1 : 1) * replacement.length);
        const replaced = this.error === undefined ? replacePattern(pattern, value, replacement, all) : '';
        return this.#patternResult(name, start, { result: replaced, pattern });
      }
      default:
        break;
    }
    this.error ??= `unsupported modifier (${nullIsUnset ? ':' : ''}${modifier ?? ''}) in substitution`;
    return '';
  }

  #valueOf(name: string): string | undefined {
    const value = this.#lookup(name);
    this.#count(value?.length ?? 0);
    return this.error === undefined ? value : '';
  }

  #searchable(name: string): string {
    const value = this.#valueOf(name) ?? '';
    this.#count(value.length > MAX_SEARCHED ? Infinity : 0);
    return this.error === undefined ? value : '';
  }

  #count(length: number): void {
    this.#left -= length;
    if (this.#left < 0) {
      this.error ??= TOO_LONG;
    }
  }

  #until(stop: string, rawEscapes: boolean, depth: number): string {
    return this.error === undefined ? this.read(stop, rawEscapes, depth).text : '';
  }

  #patternResult(
    name: string,
    start: number,
    { result, pattern }: { readonly result: string | undefined; readonly pattern: string },
  ): string {
    if (result === undefined) {
      this.error ??= `invalid pattern (${pattern}) in substitution`;
    }
    return this.error === undefined && this.#isOpen(name) ? this.#written(start) : (result ?? '');
  }

  #name(): string {
    const start = this.#at;
    const first = this.#chars[start];
    if (first === undefined) {
      return '';
    }
    if (/\p{Nd}/u.test(first)) {
      while (/\p{Nd}/u.test(this.#chars[this.#at] ?? '')) {
        this.#at++;
      }
    } else if ('@*#?-$!0'.includes(first)) {
      this.#at++;
    } else {
      while (/[\p{L}\p{Nd}_]/u.test(this.#chars[this.#at] ?? '')) {
        this.#at++;
      }
    }
    return this.#chars.slice(start, this.#at).join('');
  }
}
