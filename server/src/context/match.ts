import { decodeRune, utf8Bytes } from './ignore/go-strings.ts';

const SLASH = 0x2f;
const STAR = 0x2a;
const QUESTION = 0x3f;
const OPEN = 0x5b;
const CLOSE = 0x5d;
const BACKSLASH = 0x5c;
const CARET = 0x5e;
const DASH = 0x2d;

/**
 * Go's `filepath.Match` (path/filepath/match.go, Linux): the wildcards of COPY and ADD sources. The whole name has to
 * match; `*` and `?` stop at `/`. Works on UTF-8 bytes because Go's `*` may end inside a character. A star never goes
 * back to an earlier star, so the time is at most the product of both lengths. Returns `bad-pattern` where Go returns
 * `ErrBadPattern`, whatever the name is.
 */
export function matchName(pattern: string, name: string): boolean | 'bad-pattern' {
  return compileName(pattern)(name);
}

/** `matchName` with the pattern read once, for many names. */
export function compileName(pattern: string): (name: string) => boolean | 'bad-pattern' {
  const chunks = readChunks(utf8Bytes(pattern));
  if (chunks === undefined) {
    return () => 'bad-pattern';
  }
  return (name) => matchChunks(chunks, utf8Bytes(name));
}

/** One thing that a pattern asks of a name: a byte, any character but `/`, or a character of a class. */
type Item =
  | { readonly kind: 'byte'; readonly byte: number }
  | { readonly kind: 'any' }
  | {
      readonly kind: 'class';
      readonly negated: boolean;
      readonly ranges: readonly (readonly [number, number])[];
    };

/** A run of items, and whether stars come before it. */
interface Chunk {
  readonly star: boolean;
  readonly items: readonly Item[];
}

function readChunks(pattern: readonly number[]): Chunk[] | undefined {
  const chunks: Chunk[] = [];
  let at = 0;
  while (at < pattern.length) {
    let star = false;
    while (pattern[at] === STAR) {
      star = true;
      at += 1;
    }
    const end = chunkEnd(pattern, at);
    const items = readItems(pattern, at, end);
    if (items === undefined) {
      return undefined;
    }
    chunks.push({ star, items });
    at = end;
  }
  return chunks;
}

/** Where a chunk ends: at the next star outside brackets. Brackets are only counted roughly here, exactly as Go does. */
function chunkEnd(pattern: readonly number[], start: number): number {
  let inRange = false;
  let at = start;
  for (; at < pattern.length; at += 1) {
    const byte = pattern[at];
    if (byte === BACKSLASH) {
      at += at + 1 < pattern.length ? 1 : 0;
    } else if (byte === OPEN) {
      inRange = true;
    } else if (byte === CLOSE) {
      inRange = false;
    } else if (byte === STAR && !inRange) {
      break;
    }
  }
  return Math.min(at, pattern.length);
}

function readItems(pattern: readonly number[], start: number, end: number): Item[] | undefined {
  const items: Item[] = [];
  let at = start;
  while (at < end) {
    const byte = pattern[at] ?? 0;
    if (byte === OPEN) {
      const parsed = readClass(pattern, at + 1, end);
      if (parsed === undefined) {
        return undefined;
      }
      items.push(parsed.item);
      at = parsed.next;
    } else if (byte === QUESTION) {
      items.push({ kind: 'any' });
      at += 1;
    } else if (byte === BACKSLASH) {
      if (at + 1 >= end) {
        return undefined;
      }
      items.push({ kind: 'byte', byte: pattern[at + 1] ?? 0 });
      at += 2;
    } else {
      items.push({ kind: 'byte', byte });
      at += 1;
    }
  }
  return items;
}

function readClass(
  pattern: readonly number[],
  start: number,
  end: number,
): { item: Item; next: number } | undefined {
  let at = start;
  const negated = at < end && pattern[at] === CARET;
  if (negated) {
    at += 1;
  }
  const ranges: [number, number][] = [];
  for (;;) {
    if (at < end && pattern[at] === CLOSE && ranges.length > 0) {
      return { item: { kind: 'class', negated, ranges }, next: at + 1 };
    }
    const low = readClassChar(pattern, at, end);
    if (low === undefined) {
      return undefined;
    }
    at = low.next;
    let high = low.rune;
    if (pattern[at] === DASH) {
      const upper = readClassChar(pattern, at + 1, end);
      if (upper === undefined) {
        return undefined;
      }
      high = upper.rune;
      at = upper.next;
    }
    ranges.push([low.rune, high]);
  }
}

/** Go's `getEsc`: one character of a class. A class that ends here, or has no closing bracket, is a bad pattern. */
function readClassChar(
  pattern: readonly number[],
  start: number,
  end: number,
): { rune: number; next: number } | undefined {
  let at = start;
  if (at >= end || pattern[at] === DASH || pattern[at] === CLOSE) {
    return undefined;
  }
  if (pattern[at] === BACKSLASH) {
    at += 1;
    if (at >= end) {
      return undefined;
    }
  }
  const { rune, size } = decodeRune(pattern, at);
  const next = at + size;
  return next >= end ? undefined : { rune, next };
}

function matchChunks(chunks: readonly Chunk[], name: readonly number[]): boolean {
  let at = 0;
  for (const [index, { star, items }] of chunks.entries()) {
    const last = index === chunks.length - 1;
    if (star && items.length === 0) {
      return !name.includes(SLASH, at);
    }
    const end = findChunk(items, name, at, star, last);
    if (end < 0) {
      return false;
    }
    at = end;
  }
  return at === name.length;
}

/** Where the name goes on after the chunk, or -1. With a star, the first place that fits; the last chunk ends the name. */
function findChunk(
  items: readonly Item[],
  name: readonly number[],
  from: number,
  star: boolean,
  last: boolean,
): number {
  for (let start = from; ; start += 1) {
    const end = matchItems(items, name, start);
    if (end >= 0 && (end === name.length || !last)) {
      return end;
    }
    if (!star || start >= name.length || name[start] === SLASH) {
      return -1;
    }
  }
}

function matchItems(items: readonly Item[], name: readonly number[], start: number): number {
  let at = start;
  for (const item of items) {
    if (at >= name.length) {
      return -1;
    }
    if (item.kind === 'byte') {
      if (name[at] !== item.byte) {
        return -1;
      }
      at += 1;
      continue;
    }
    if (item.kind === 'any' && name[at] === SLASH) {
      return -1;
    }
    const { rune, size } = decodeRune(name, at);
    at += size;
    if (item.kind === 'class' && inRanges(item.ranges, rune) === item.negated) {
      return -1;
    }
  }
  return at;
}

function inRanges(ranges: readonly (readonly [number, number])[], rune: number): boolean {
  return ranges.some(([low, high]) => low <= rune && rune <= high);
}
