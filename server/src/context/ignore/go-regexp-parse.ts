import { lookUpClass, PERL_CLASSES, POSIX_CLASSES } from './go-regexp-classes.ts';
import type { CharTest } from './go-regexp-classes.ts';

/** A place that matches no character. */
export type Assertion = 'start' | 'end' | 'boundary' | 'not-boundary';

/** What can be repeated. */
export type Atom =
  | { readonly kind: 'read'; readonly test: CharTest }
  | { readonly kind: 'assert'; readonly assertion: Assertion }
  | { readonly kind: 'group'; readonly pieces: readonly Piece[] };

/** An atom and how often: from `min` to `max` times, or without end when `max` is undefined. */
export interface Piece {
  readonly atom: Atom;
  readonly min: number;
  readonly max: number | undefined;
}

/**
 * Reads the part of Go's syntax (regexp/syntax/parse.go with the flags of `regexp.Compile`) that patternmatcher can
 * produce: it escapes `.+()$` of a pattern, so that groups are only its own `(.*\/)?`, never nested; but `|`, `^`,
 * `{2,3}`, classes and backslash escapes of a pattern come through with their meaning in Go. Returns the alternatives,
 * or undefined where Go refuses the expression.
 */
export function parseRegexp(source: string): Piece[][] | undefined {
  const reader: Reader = { points: Array.from(source), at: 0 };
  try {
    return parseAlternatives(reader);
  } catch (error) {
    if (error instanceof Refused) {
      return undefined;
    }
    throw error;
  }
}

/** Thrown where Go returns a syntax error; never leaves this file. */
class Refused extends Error {}

interface Reader {
  readonly points: readonly string[];
  at: number;
}

function parseAlternatives(reader: Reader): Piece[][] {
  let pieces: Piece[] = [];
  const alternatives = [pieces];
  /** Go refuses a repetition directly after a repetition. */
  let repeated = false;
  /** Where the pieces of an open group began. */
  let outer: Piece[] | undefined;
  const add = (atom: Atom): void => {
    pieces.push({ atom, min: 1, max: 1 });
    repeated = false;
  };
  const repeat = (min: number, max: number | undefined): void => {
    const last = pieces.pop();
    if (repeated || last === undefined) {
      throw new Refused();
    }
    pieces.push({ atom: last.atom, min, max });
    repeated = true;
  };
  while (reader.at < reader.points.length) {
    const char = reader.points[reader.at] ?? '';
    reader.at += 1;
    if (char === '\\') {
      for (const atom of readEscapeAtoms(reader)) {
        add(atom);
      }
    } else if (char === '[') {
      add({ kind: 'read', test: readClass(reader) });
    } else if (char === '{') {
      const count = readCount(reader);
      if (count === undefined) {
        add(literal(char));
      } else {
        repeat(count.min, count.max);
      }
    } else if (char === '*') {
      repeat(0, undefined);
    } else if (char === '?') {
      repeat(0, 1);
    } else if (char === '(' && outer === undefined) {
      outer = pieces;
      pieces = [];
      repeated = false;
    } else if (char === ')' && outer !== undefined) {
      const group: Atom = { kind: 'group', pieces };
      pieces = outer;
      outer = undefined;
      add(group);
    } else if (char === '|' && outer === undefined) {
      pieces = [];
      alternatives.push(pieces);
      repeated = false;
    } else if (char === '^') {
      add({ kind: 'assert', assertion: 'start' });
    } else if (char === '$') {
      add({ kind: 'assert', assertion: 'end' });
    } else if (char === '.') {
      add({ kind: 'read', test: (point) => point !== 10 });
    } else {
      add(literal(char));
    }
  }
  return alternatives;
}

function literal(char: string): Atom {
  const wanted = char.codePointAt(0);
  return { kind: 'read', test: (point) => point === wanted };
}

/** `{n}`, `{n,}` or `{n,m}` after its brace; undefined when it is none, and the brace then stands for itself. */
function readCount(reader: Reader): { min: number; max: number | undefined } | undefined {
  let at = reader.at;
  const number = (): number | undefined => {
    let digits = '';
    while (/^[0-9]$/.test(reader.points[at] ?? '')) {
      digits += reader.points[at] ?? '';
      at += 1;
    }
    return digits === '' || (digits.length > 1 && digits.startsWith('0')) ? undefined : Number(digits);
  };
  const min = number();
  if (min === undefined) {
    return undefined;
  }
  let max: number | undefined = min;
  if (reader.points[at] === ',') {
    at += 1;
    if (reader.points[at] === '}') {
      max = undefined;
    } else {
      max = number();
      if (max === undefined) {
        return undefined;
      }
    }
  }
  if (reader.points[at] !== '}') {
    return undefined;
  }
  if (min > 1000 || (max !== undefined && (max > 1000 || min > max))) {
    throw new Refused();
  }
  reader.at = at + 1;
  return { min, max };
}

/** What a backslash outside a class begins; `\Q` can begin many characters. */
function readEscapeAtoms(reader: Reader): Atom[] {
  switch (reader.points[reader.at] ?? '') {
    case 'A':
      reader.at += 1;
      return [{ kind: 'assert', assertion: 'start' }];
    case 'z':
      reader.at += 1;
      return [{ kind: 'assert', assertion: 'end' }];
    case 'b':
      reader.at += 1;
      return [{ kind: 'assert', assertion: 'boundary' }];
    case 'B':
      reader.at += 1;
      return [{ kind: 'assert', assertion: 'not-boundary' }];
    case 'Q':
      reader.at += 1;
      return readQuoted(reader);
    default:
      return [{ kind: 'read', test: readNamedEscape(reader) ?? sameAs(readEscape(reader)) }];
  }
}

function readQuoted(reader: Reader): Atom[] {
  const atoms: Atom[] = [];
  while (reader.at < reader.points.length) {
    if (reader.points[reader.at] === '\\' && reader.points[reader.at + 1] === 'E') {
      reader.at += 2;
      break;
    }
    atoms.push(literal(reader.points[reader.at] ?? ''));
    reader.at += 1;
  }
  return atoms;
}

function sameAs(wanted: number): CharTest {
  return (point) => point === wanted;
}

/** `\d`, `\pL`, `\p{Greek}` and the like after the backslash, inside a class or outside; undefined when it is none. */
function readNamedEscape(reader: Reader): CharTest | undefined {
  const letter = reader.points[reader.at] ?? '';
  const perl = PERL_CLASSES.get(letter);
  if (perl !== undefined) {
    reader.at += 1;
    return perl;
  }
  if (letter !== 'p' && letter !== 'P') {
    return undefined;
  }
  reader.at += 1;
  let name = reader.points[reader.at] ?? '';
  reader.at += 1;
  if (name === '{') {
    const end = reader.points.indexOf('}', reader.at);
    if (end < 0) {
      throw new Refused();
    }
    name = reader.points.slice(reader.at, end).join('');
    reader.at = end + 1;
  }
  const flipped = name.startsWith('^');
  const test = lookUpClass(flipped ? name.slice(1) : name);
  if (test === undefined) {
    throw new Refused();
  }
  return flipped === (letter === 'P') ? test : (point) => !test(point);
}

const CONTROLS: ReadonlyMap<string, number> = new Map([
  ['a', 7],
  ['f', 12],
  ['n', 10],
  ['r', 13],
  ['t', 9],
  ['v', 11],
]);

/** A single-character escape after its backslash (`parser.escape`); returns the code point. */
function readEscape(reader: Reader): number {
  const char = reader.points[reader.at];
  if (char === undefined) {
    throw new Refused();
  }
  reader.at += 1;
  const control = CONTROLS.get(char);
  if (control !== undefined) {
    return control;
  }
  if (char === 'x') {
    return readHex(reader);
  }
  if (char >= '0' && char <= '7') {
    return readOctal(reader, char);
  }
  if ((char.codePointAt(0) ?? 0) >= 0x80 || /^[0-9A-Za-z]$/.test(char)) {
    throw new Refused();
  }
  return char.charCodeAt(0);
}

/** A single digit other than 0 would be a reference back, which Go does not have. */
function readOctal(reader: Reader, first: string): number {
  const isOctal = (char: string | undefined): char is string =>
    char !== undefined && char >= '0' && char <= '7';
  if (first !== '0' && !isOctal(reader.points[reader.at])) {
    throw new Refused();
  }
  let value = Number(first);
  for (let count = 1; count < 3; count += 1) {
    const digit = reader.points[reader.at];
    if (!isOctal(digit)) {
      break;
    }
    value = value * 8 + Number(digit);
    reader.at += 1;
  }
  return value;
}

function readHex(reader: Reader): number {
  let digits: string;
  if (reader.points[reader.at] === '{') {
    const end = reader.points.indexOf('}', reader.at);
    digits = end < 0 ? '' : reader.points.slice(reader.at + 1, end).join('');
    reader.at = end + 1;
  } else {
    digits = reader.points.slice(reader.at, reader.at + 2).join('');
    digits = digits.length === 2 ? digits : '';
    reader.at += 2;
  }
  if (!/^[0-9A-Fa-f]+$/.test(digits) || parseInt(digits, 16) > 0x10ffff) {
    throw new Refused();
  }
  return parseInt(digits, 16);
}

/** A class after its opening bracket (`parser.parseClass`). */
function readClass(reader: Reader): CharTest {
  const negated = reader.points[reader.at] === '^';
  if (negated) {
    reader.at += 1;
  }
  const tests: CharTest[] = [];
  const ranges: [number, number][] = [];
  for (let first = true; first || reader.points[reader.at] !== ']'; first = false) {
    const named = readPosix(reader) ?? readClassEscape(reader);
    if (named !== undefined) {
      tests.push(named);
      continue;
    }
    const low = readClassChar(reader);
    let high = low;
    const after = reader.points[reader.at + 1];
    if (reader.points[reader.at] === '-' && after !== undefined && after !== ']') {
      reader.at += 1;
      high = readClassChar(reader);
      if (high < low) {
        throw new Refused();
      }
    }
    ranges.push([low, high]);
  }
  reader.at += 1;
  return (point) =>
    (ranges.some(([low, high]) => low <= point && point <= high) || tests.some((test) => test(point))) !==
    negated;
}

/** `[:alpha:]` inside a class; undefined when nothing of that form stands here. */
function readPosix(reader: Reader): CharTest | undefined {
  if (reader.points[reader.at] !== '[' || reader.points[reader.at + 1] !== ':') {
    return undefined;
  }
  let end = reader.points.indexOf(':', reader.at + 2);
  while (end >= 0 && reader.points[end + 1] !== ']') {
    end = reader.points.indexOf(':', end + 1);
  }
  if (end < 0) {
    return undefined;
  }
  const name = reader.points.slice(reader.at + 2, end).join('');
  const flipped = name.startsWith('^');
  const test = POSIX_CLASSES.get(flipped ? name.slice(1) : name);
  if (test === undefined) {
    throw new Refused();
  }
  reader.at = end + 2;
  return flipped ? (point) => !test(point) : test;
}

function readClassEscape(reader: Reader): CharTest | undefined {
  if (reader.points[reader.at] !== '\\') {
    return undefined;
  }
  reader.at += 1;
  const test = readNamedEscape(reader);
  if (test === undefined) {
    reader.at -= 1;
  }
  return test;
}

function readClassChar(reader: Reader): number {
  const char = reader.points[reader.at];
  if (char === undefined) {
    throw new Refused();
  }
  reader.at += 1;
  return char === '\\' ? readEscape(reader) : (char.codePointAt(0) ?? 0);
}
