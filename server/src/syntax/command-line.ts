import { CODE, findBlank, isSpace, skipBlank, skipSpace, trimSpaceEnd } from './characters.ts';

/** A flag as BuildKit records it, with its offsets in the line. */
export interface LineFlag {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** A folded line taken apart: keyword, flags and the rest. Offsets are those of the line. */
export interface CommandLine {
  readonly word: string;
  readonly wordStart: number;
  readonly wordEnd: number;
  readonly flags: readonly LineFlag[];
  readonly restStart: number;
  readonly restEnd: number;
}

/** Splits a folded line from `from` on as BuildKit's split_command.go does. */
export function splitCommand(line: string, from: number, escape: string): CommandLine {
  const lineEnd = trimSpaceEnd(line, from, line.length);
  const wordStart = skipSpace(line, from, lineEnd);
  const wordEnd = findBlank(line, wordStart, lineEnd);
  const { flags, next } = readFlags(line, skipBlank(line, wordEnd, lineEnd), lineEnd, escape);
  const restStart = skipSpace(line, next, lineEnd);
  return { word: line.slice(wordStart, wordEnd), wordStart, wordEnd, flags, restStart, restEnd: lineEnd };
}

interface Flags {
  readonly flags: readonly LineFlag[];
  readonly next: number;
}

/** BuildKit's extractBuilderFlags: words that begin with `--`, quotes and escapes removed, until another word or `--`. */
function readFlags(line: string, from: number, end: number, escape: string): Flags {
  const flags: LineFlag[] = [];
  let index = from;
  for (;;) {
    while (index < end && isFlagSpace(line.charCodeAt(index))) {
      index++;
    }
    if (
      line.charCodeAt(index) !== CODE.DASH ||
      index + 1 >= end ||
      line.charCodeAt(index + 1) !== CODE.DASH
    ) {
      return { flags, next: index };
    }
    const word = readFlag(line, index, end, escape);
    if (word.text === '--') {
      return { flags, next: word.end };
    }
    flags.push({ text: word.text, start: index, end: word.end });
    index = word.end;
  }
}

function readFlag(line: string, start: number, end: number, escape: string): LineFlag {
  let text = '';
  let quote = '';
  let index = start;
  while (index < end) {
    let character = line.charAt(index);
    if (quote === '' && isFlagSpace(character.charCodeAt(0))) {
      break;
    }
    if (quote === '' && (character === '"' || character === "'")) {
      quote = character;
      index++;
      continue;
    }
    if (character === quote) {
      quote = '';
      index++;
      continue;
    }
    if (character === escape) {
      index++;
      if (index === end) {
        break;
      }
      character = line.charAt(index);
    }
    if (character.charCodeAt(0) < 0x80) {
      text += character;
      index++;
      continue;
    }
    const codePoint = line.codePointAt(index) ?? 0;
    const bytes = bytesAsCharacters(codePoint);
    index += codePoint > 0xffff ? 2 : 1;
    const space = quote === '' ? bytes.search(/[\u0085\u00a0]/) : -1;
    if (space !== -1) {
      return { text: text + bytes.slice(0, space), start, end: index };
    }
    text += bytes;
  }
  return { text, start, end: index };
}

function isFlagSpace(code: number): boolean {
  return code < 0x80 && isSpace(code);
}

/**
 * The UTF-8 bytes of a character, each as a character of its own: BuildKit reads flags byte by byte, so that `ü` becomes
 * `Ã¼` in them, and the bytes 0x85 and 0xA0 (the end of `Å` and of `à`) pass for white space.
 */
function bytesAsCharacters(codePoint: number): string {
  const tail = (shift: number): number => 0x80 | ((codePoint >> shift) & 0x3f);
  if (codePoint < 0x800) {
    return String.fromCharCode(0xc0 | (codePoint >> 6), tail(0));
  }
  if (codePoint < 0x10000) {
    return String.fromCharCode(0xe0 | (codePoint >> 12), tail(6), tail(0));
  }
  return String.fromCharCode(0xf0 | (codePoint >> 18), tail(12), tail(6), tail(0));
}
