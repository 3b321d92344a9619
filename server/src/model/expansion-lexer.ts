import { ExpandedWords } from './expanded-words.ts';
import { replacePattern, trimPrefix, trimSuffix } from './pattern.ts';

/** Finds a variable's value; undefined = not set. */
export type Lookup = (name: string) => string | undefined;

/** Whether a variable's value is not known: what the base image or the build may give it, and values that are made of such. */
export type IsOpen = (name: string) => boolean;

/** How a text is read. */
export interface Reading {
  readonly escape: '\\' | '`';
  readonly lookup: Lookup;
  readonly isOpen: IsOpen;
  /** False where quotes are characters as all others. */
  readonly quotes: boolean;
  /** Characters of all values that are taken in. */
  readonly limit: number;
}

/** No message of BuildKit, which knows no such limit. */
export const TOO_LONG = 'too long';

/** Nested `${A:-${B:-…}}` beyond this depth is refused instead of risking the call stack. */
const MAX_DEPTH = 200;

/** In values longer than this nothing is replaced, which takes the square of their length. */
const MAX_SEARCHED = 2048;

interface Piece {
  readonly text: string;
  readonly words: string[];
}

/** Reads a word or a text once, from its beginning to its end (frontend/dockerfile/shell/lex.go). */
export class Lexer {
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
