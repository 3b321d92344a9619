/** Character codes that the readers of this room compare with. */
export const CODE = {
  TAB: 0x09,
  LF: 0x0a,
  CR: 0x0d,
  SPACE: 0x20,
  DOUBLE_QUOTE: 0x22,
  HASH: 0x23,
  DOLLAR: 0x24,
  SINGLE_QUOTE: 0x27,
  DASH: 0x2d,
  LESS: 0x3c,
  BACKSLASH: 0x5c,
  BOM: 0xfeff,
} as const;

/** Go's `unicode.IsSpace` for a UTF-16 code unit (all of its characters are in the basic plane). NaN is no space. */
export function isSpace(code: number): boolean {
  if (code <= 0x20) {
    return code === 0x20 || (code >= 0x09 && code <= 0x0d);
  }
  if (code < 0x1680) {
    return code === 0x85 || code === 0xa0;
  }
  return (
    code === 0x1680 ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000
  );
}

/** Whether a UTF-16 code unit is one of `0` to `9`. NaN is none. */
export function isDigitCode(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** Whether a UTF-16 code unit is an ASCII letter, a digit or `_`, as `\w` has it. NaN is none. */
export function isWordCode(code: number): boolean {
  return (
    (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || isDigitCode(code) || code === 0x5f
  );
}

/** A character of BuildKit's `reWhitespace` (`[\t\v\f\r ]`), which separates a keyword from its arguments. */
export function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09 || (code >= 0x0b && code <= 0x0d);
}

/** The first index from `start` that holds no space, or `end`. */
export function skipSpace(text: string, start: number, end: number): number {
  let index = start;
  while (index < end && isSpace(text.charCodeAt(index))) {
    index++;
  }
  return index;
}

/** The smallest end such that only spaces lie between it and `end`; never less than `start`. */
export function trimSpaceEnd(text: string, start: number, end: number): number {
  let index = end;
  while (index > start && isSpace(text.charCodeAt(index - 1))) {
    index--;
  }
  return index;
}

/** The first index from `start` that holds a blank, or `end`. */
export function findBlank(text: string, start: number, end: number): number {
  let index = start;
  while (index < end && !isBlank(text.charCodeAt(index))) {
    index++;
  }
  return index;
}

/** The first index from `start` that holds no blank, or `end`. */
export function skipBlank(text: string, start: number, end: number): number {
  let index = start;
  while (index < end && isBlank(text.charCodeAt(index))) {
    index++;
  }
  return index;
}
