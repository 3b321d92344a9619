import { CODE } from '../syntax/characters.ts';
import { Lexer, TOO_LONG, type IsOpen, type Lookup } from './expansion-lexer.ts';

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

const NEVER: IsOpen = () => false;

/**
 * Characters of all values that one word takes in. Values that double themselves (`ENV A=$A$A`) grow beyond all memory within a few
 * lines, and no process takes one that is longer than 131,072 bytes (MAX_ARG_STRLEN of Linux): a longer word stays as written.
 */
const MAX_IN_WORD = 16_384;

/** The same for the body of a heredoc, which is one text. */
const MAX_IN_BODY = 1_000_000;

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
