import { isSpace } from '../../syntax/characters.ts';

/**
 * Go's `strings.TrimSpace`: trims Unicode White_Space. Unlike JavaScript's `trim` it trims U+0085 and keeps U+FEFF.
 */
export function trimSpace(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isSpace(text.charCodeAt(start))) {
    start += 1;
  }
  while (end > start && isSpace(text.charCodeAt(end - 1))) {
    end -= 1;
  }
  return text.slice(start, end);
}

/**
 * The UTF-8 bytes of a text, for the ports of Go functions that count in bytes. A lone surrogate becomes U+FFFD, as
 * Go's own conversions do. Written by hand because the pure rooms use no host library.
 */
export function utf8Bytes(text: string): number[] {
  const bytes: number[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const point = text.codePointAt(at) ?? 0;
    at += point > 0xffff ? 1 : 0;
    const code = point >= 0xd800 && point <= 0xdfff ? 0xfffd : point;
    if (code < 0x80) {
      bytes.push(code);
    } else if (code < 0x800) {
      bytes.push(0xc0 | (code >> 6), 0x80 | (code & 63));
    } else if (code < 0x10000) {
      bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
    } else {
      bytes.push(
        0xf0 | (code >> 18),
        0x80 | ((code >> 12) & 63),
        0x80 | ((code >> 6) & 63),
        0x80 | (code & 63),
      );
    }
  }
  return bytes;
}

/** One character read from UTF-8 bytes: its code point and how many bytes it took. */
export interface DecodedRune {
  readonly rune: number;
  readonly size: number;
}

/**
 * Go's `utf8.DecodeRune` at an offset of bytes that `utf8Bytes` wrote. In the middle of a character it returns U+FFFD and
 * size 1, and at the end U+FFFD and size 0, as Go does.
 */
export function decodeRune(bytes: readonly number[], offset: number): DecodedRune {
  const first = bytes[offset];
  if (first === undefined) {
    return { rune: 0xfffd, size: 0 };
  }
  if (first < 0x80) {
    return { rune: first, size: 1 };
  }
  const size = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc0 ? 2 : 1;
  if (size === 1) {
    return { rune: 0xfffd, size: 1 };
  }
  let rune = first & (0x7f >> size);
  for (let index = 1; index < size; index += 1) {
    rune = (rune << 6) | ((bytes[offset + index] ?? 0) & 63);
  }
  return { rune, size };
}
