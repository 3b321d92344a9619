import { isSpace, skipSpace } from './characters.ts';

/** What keeps an array from being JSON, with the piece of text that shows it. */
export interface ArrayFault {
  /**
   * `single`, `curly`: quotes that JSON does not know; `bare`: a word without quotes; `separator`: no comma behind a word; `gap`: nothing
   * between two commas; `trailing`: a comma behind the last word; `backslash`: one that escapes nothing; `blank`: one that is none to
   * JSON; `comment` and `behind`: text after the closing bracket.
   */
  readonly kind:
    | 'single'
    | 'curly'
    | 'bare'
    | 'separator'
    | 'gap'
    | 'trailing'
    | 'backslash'
    | 'blank'
    | 'comment'
    | 'behind';
  readonly text: string;
}

/** One word of an array as it is written. Offsets are those of the line. */
export interface ArrayItem {
  readonly start: number;
  readonly end: number;
  readonly isQuoted: boolean;
  /** Between the quotes, where it has any. */
  readonly text: string;
  /** Whether a comma stands directly behind it. */
  readonly comma: boolean;
}

/** An array, JSON or not. */
export interface ArrayItems {
  readonly items: readonly ArrayItem[];
  /** The offset after the closing bracket. */
  readonly end: number;
  /** In the order of the text, every kind once. */
  readonly faults: readonly ArrayFault[];
  /** Of each character up to `end`, what makes JSON of the array; undefined where one can only guess. */
  readonly repair: readonly string[] | undefined;
}

/** Reads a line that begins with `[` as an array, however its words are quoted and separated; undefined where it is not closed. */
export function readArrayItems(line: string): ArrayItems | undefined {
  const reading: Reading = { line, repair: line.split(''), faults: new Map(), isSure: true };
  const items: ArrayItem[] = [];
  let comma = false;
  let index = skipBlanks(reading, 1);
  while (index < line.length && line.charAt(index) !== ']') {
    const before = items[items.length - 1];
    if (line.charAt(index) === ',') {
      if (comma || before === undefined) {
        fault(reading, 'gap', ',', false);
      } else {
        items[items.length - 1] = { ...before, comma: true };
      }
      comma = true;
      index = skipBlanks(reading, index + 1);
      continue;
    }
    if (before !== undefined && !comma) {
      // Without a blank in between, the two may be meant as one word.
      fault(reading, 'separator', line.slice(before.start, before.end), index > before.end);
      append(reading, before.end - 1, ',');
    }
    const item = readItem(reading, index);
    if (item === undefined) {
      return undefined;
    }
    items.push(item);
    comma = false;
    index = skipBlanks(reading, item.end);
  }
  if (index >= line.length) {
    return undefined;
  }
  if (comma && items.length > 0) {
    dropLastComma(reading, index);
  }
  return {
    items,
    end: index + 1,
    faults: [...reading.faults.values()],
    repair: reading.isSure ? reading.repair.slice(0, index + 1) : undefined,
  };
}

interface Reading {
  readonly line: string;
  readonly repair: string[];
  readonly faults: Map<ArrayFault['kind'], ArrayFault>;
  isSure: boolean;
}

function fault(reading: Reading, kind: ArrayFault['kind'], text: string, isSure: boolean): void {
  if (!reading.faults.has(kind)) {
    reading.faults.set(kind, { kind, text });
  }
  reading.isSure &&= isSure;
}

function append({ repair }: Reading, index: number, text: string): void {
  repair[index] = `${repair[index] ?? ''}${text}`;
}

/** JSON's white space is a few of the characters that pass for a blank: one from a web page is often a no-break space. */
function skipBlanks(reading: Reading, from: number): number {
  const { line } = reading;
  const end = skipSpace(line, from, line.length);
  for (let index = from; index < end; index++) {
    const character = line.charAt(index);
    if (!' \t\r\n'.includes(character)) {
      fault(reading, 'blank', character, true);
      reading.repair[index] = ' ';
    }
  }
  return end;
}

/** With the blank that it leaves in front of the bracket. */
function dropLastComma(reading: Reading, bracket: number): void {
  const { line, repair } = reading;
  const at = line.lastIndexOf(',', bracket);
  fault(reading, 'trailing', ',', true);
  repair[at] = '';
  if (bracket === at + 2 && line.charAt(1) !== ' ') {
    repair[at + 1] = '';
  }
}

/** Quotes that word processors and web pages make, by the characters that end them. */
const CURLY_DOUBLE = '“”„‟«»″';
const CURLY_SINGLE = '‘’‚‛′';

function readItem(reading: Reading, start: number): ArrayItem | undefined {
  const quote = reading.line.charAt(start);
  if (quote === '"') {
    return readString(reading, start);
  }
  if (quote === "'") {
    return readOddlyQuoted(reading, start, "'", 'single');
  }
  const family = [CURLY_DOUBLE, CURLY_SINGLE].find((marks) => marks.includes(quote));
  return family === undefined ? readBare(reading, start) : readOddlyQuoted(reading, start, family, 'curly');
}

function readString(reading: Reading, start: number): ArrayItem | undefined {
  const { line } = reading;
  const lone: number[] = [];
  let isOther = false;
  let end = start + 1;
  while (end < line.length && line.charAt(end) !== '"') {
    if (line.charAt(end) !== '\\') {
      end++;
      continue;
    }
    if (!isEscape(line, end)) {
      lone.push(end);
      end++;
      continue;
    }
    if (!'\\"'.includes(line.charAt(end + 1))) {
      // `\n` of C:\new\app is meant as two characters, that of a message as one.
      lone.push(end);
      isOther = true;
    }
    end += 2;
  }
  if (end >= line.length) {
    return undefined;
  }
  const text = line.slice(start + 1, end);
  const wrong = lone.find((at) => !isEscape(line, at));
  if (wrong !== undefined) {
    const isPath = /^[a-z]:\\/i.test(text);
    const isSure = lone.every((at) => /[\w.]/.test(line.charAt(at + 1))) && (isPath || !isOther);
    fault(reading, 'backslash', line.slice(wrong, wrong + 2), isSure);
    for (const at of lone) {
      reading.repair[at] = '\\\\';
    }
  }
  return { start, end: end + 1, isQuoted: true, text, comma: false };
}

/** Whether JSON knows what begins with the backslash at `at`. */
function isEscape(line: string, at: number): boolean {
  const next = line.charAt(at + 1);
  return next === 'u'
    ? /^[\da-f]{4}$/i.test(line.slice(at + 2, at + 6))
    : next !== '' && '"\\/bfnrt'.includes(next);
}

/** What a backslash between such quotes is meant to be, nobody can know. */
function readOddlyQuoted(
  reading: Reading,
  start: number,
  ends: string,
  kind: 'single' | 'curly',
): ArrayItem | undefined {
  const { line, repair } = reading;
  let end = start + 1;
  let isSure = true;
  while (end < line.length && !ends.includes(line.charAt(end))) {
    isSure &&= line.charAt(end) !== '\\';
    if (line.charAt(end) === '"') {
      repair[end] = '\\"';
    }
    end++;
  }
  if (end >= line.length) {
    return undefined;
  }
  fault(reading, kind, line.slice(start, end + 1), isSure);
  repair[start] = '"';
  repair[end] = '"';
  return { start, end: end + 1, isQuoted: true, text: line.slice(start + 1, end), comma: false };
}

function readBare(reading: Reading, start: number): ArrayItem {
  const { line, repair } = reading;
  let end = start;
  while (end < line.length && !isSpace(line.charCodeAt(end)) && !',]"\''.includes(line.charAt(end))) {
    end++;
  }
  const text = line.slice(start, end);
  fault(reading, 'bare', text, /\w/.test(text) && !/[\\#]/.test(text));
  repair[start] = `"${repair[start] ?? ''}`;
  append(reading, end - 1, '"');
  return { start, end, isQuoted: false, text, comma: false };
}
