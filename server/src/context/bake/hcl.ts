import { bakeTokens } from './tokens.ts';
import type { BakeToken } from './tokens.ts';
import type { BakeBlock, BakeValue } from './types.ts';

/** Nesting of lists and objects after which a value is not known. */
const MAX_DEPTH = 20;

const UNKNOWN: BakeValue = { kind: 'unknown' };

/** Marks that open and close something. */
const OPENING = '([{';
const CLOSING = ')]}';

/**
 * The blocks of a docker-bake.hcl, as far as they are simple: attributes that are texts, numbers, names of variables, lists
 * and objects of those. Everything else is `unknown`, never guessed. Texts, keys among them, keep their `${…}`; a variable is `${NAME}`.
 */
export function hclBlocks(text: string): readonly BakeBlock[] {
  const tokens = bakeTokens(text);
  const blocks: BakeBlock[] = [];
  const reader: Reader = { tokens, at: 0 };
  while (reader.at < tokens.length) {
    const block = readBlock(reader);
    if (block !== undefined) {
      blocks.push(block);
    }
  }
  return blocks;
}

interface Reader {
  readonly tokens: readonly BakeToken[];
  at: number;
}

/** A block at the top, or undefined for anything else, of which at least one token is consumed. */
function readBlock(reader: Reader): BakeBlock | undefined {
  const first = reader.tokens[reader.at];
  reader.at++;
  if (first?.kind !== 'name') {
    return undefined;
  }
  const label = reader.tokens[reader.at];
  const named = label?.kind === 'string' || label?.kind === 'name';
  if (named) {
    reader.at++;
  }
  if (!isMark(reader.tokens[reader.at], '{')) {
    skipValue(reader);
    return undefined;
  }
  reader.at++;
  return { type: first.text, name: named ? label.text : '', attributes: readAttributes(reader) };
}

/** Attributes up to the closing brace, which is consumed. */
function readAttributes(reader: Reader): ReadonlyMap<string, BakeValue> {
  const attributes = new Map<string, BakeValue>();
  while (reader.at < reader.tokens.length) {
    const token = reader.tokens[reader.at];
    if (isMark(token, '}')) {
      reader.at++;
      break;
    }
    reader.at++;
    if (token?.kind === 'name' && isMark(reader.tokens[reader.at], '=')) {
      reader.at++;
      attributes.set(token.text, readWhole(reader));
    } else if (token?.kind !== 'line') {
      skipValue(reader);
    }
  }
  return attributes;
}

/** A value with everything up to its line's end: what follows a value makes it an expression, which is not known. */
function readWhole(reader: Reader): BakeValue {
  const value = readValue(reader, 0);
  const next = reader.tokens[reader.at];
  if (next === undefined || next.kind === 'line' || isMark(next, '}')) {
    return value;
  }
  skipValue(reader);
  return UNKNOWN;
}

function readValue(reader: Reader, depth: number): BakeValue {
  const token = reader.tokens[reader.at];
  if (token === undefined || token.kind === 'line' || depth > MAX_DEPTH) {
    return UNKNOWN;
  }
  reader.at++;
  if (token.kind === 'string') {
    return { kind: 'text', text: unescape(token.text) };
  }
  if (token.kind === 'number') {
    return { kind: 'text', text: token.text };
  }
  if (token.kind === 'name') {
    return token.text === 'null'
      ? { kind: 'null' }
      : { kind: 'text', text: /^(true|false)$/.test(token.text) ? token.text : `\${${token.text}}` };
  }
  if (isMark(token, '[')) {
    return readList(reader, depth);
  }
  return isMark(token, '{') ? readObject(reader, depth) : backUp(reader);
}

function readList(reader: Reader, depth: number): BakeValue {
  const items: BakeValue[] = [];
  while (reader.at < reader.tokens.length) {
    const token = reader.tokens[reader.at];
    if (isMark(token, ']')) {
      reader.at++;
      return { kind: 'list', items };
    }
    if (token?.kind === 'line' || isMark(token, ',')) {
      reader.at++;
      continue;
    }
    const item = readValue(reader, depth + 1);
    if (!endsItem(reader.tokens[reader.at], ']')) {
      break;
    }
    items.push(item);
  }
  skipTo(reader, ']');
  return UNKNOWN;
}

function readObject(reader: Reader, depth: number): BakeValue {
  const entries = new Map<string, BakeValue>();
  while (reader.at < reader.tokens.length) {
    const token = reader.tokens[reader.at];
    if (isMark(token, '}')) {
      reader.at++;
      return { kind: 'map', entries };
    }
    if (token?.kind === 'line' || isMark(token, ',')) {
      reader.at++;
      continue;
    }
    if (isMark(token, '(')) {
      entries.set(COMPUTED, UNKNOWN);
      skipItem(reader);
      continue;
    }
    const sign = reader.tokens[reader.at + 1];
    const isKey = token?.kind === 'name' || token?.kind === 'string';
    if (!isKey || !(isMark(sign, '=') || isMark(sign, ':'))) {
      break;
    }
    reader.at += 2;
    const value = readValue(reader, depth + 1);
    if (endsItem(reader.tokens[reader.at], '}')) {
      entries.set(token.text, value);
    } else {
      entries.set(token.text, UNKNOWN);
      skipItem(reader);
    }
  }
  skipTo(reader, '}');
  return UNKNOWN;
}

/** In place of a key that is an expression: a template without a name, which nothing gives a value. */
const COMPUTED = '${}';

/** Not a value: the token is left to whoever skips. */
function backUp(reader: Reader): BakeValue {
  reader.at--;
  return UNKNOWN;
}

function endsItem(token: BakeToken | undefined, closing: string): boolean {
  return token === undefined || token.kind === 'line' || isMark(token, ',') || isMark(token, closing);
}

/** Passes over the rest of an item of an object. */
function skipItem(reader: Reader): void {
  skipWhile(reader, (token, depth) => !(depth === 0 && endsItem(token, '}')));
}

/** Passes over the rest of a value, up to its line's end or the brace that closes what it is in. */
function skipValue(reader: Reader): void {
  skipWhile(reader, (token, depth) => depth > 0 || !(token.kind === 'line' || isMark(token, '}')));
}

/** Passes over the rest of a list or object and its end. */
function skipTo(reader: Reader, closing: string): void {
  skipWhile(reader, (token, depth) => depth > 0 || !isMark(token, closing));
  reader.at++;
}

function skipWhile(reader: Reader, goesOn: (token: BakeToken, depth: number) => boolean): void {
  let depth = 0;
  for (; reader.at < reader.tokens.length; reader.at++) {
    const token = reader.tokens[reader.at];
    if (token === undefined || !goesOn(token, depth)) {
      return;
    }
    if (token.kind === 'mark') {
      depth += OPENING.includes(token.text) ? 1 : 0;
      depth -= CLOSING.includes(token.text) && depth > 0 ? 1 : 0;
    }
  }
}

function isMark(token: BakeToken | undefined, text: string): boolean {
  return token?.kind === 'mark' && token.text === text;
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['"', '"'],
  ['\\', '\\'],
]);

function unescape(text: string): string {
  return text.replace(/\\([\s\S])/g, (whole, letter: string) => ESCAPES.get(letter) ?? whole);
}
