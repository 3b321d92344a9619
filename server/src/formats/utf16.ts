/**
 * The text of a file that a program reads by its byte order mark, which may be UTF-16: PowerShell writes `pip freeze > requirements.txt`
 * so. All texts come here read as UTF-8, which makes U+FFFD of either byte of the mark and of what is no ASCII, and keeps the zeros
 * beside the characters, so that every character of ASCII can be told. Undefined for what can't be read so, and for binary files.
 */
export function textByMark(text: string): string | undefined {
  if (text.startsWith(MARK)) {
    return everySecond(text, MARK.length) ?? everySecond(text, MARK.length + 1);
  }
  if (text.includes('\0')) {
    return undefined;
  }
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}

/** What is left of both `FF FE` and `FE FF`: the place of the zeros tells which it was. */
const MARK = '\ufffd\ufffd';

/** The characters from an offset on whose neighbours are zeros: of little endian those behind the mark, of big endian the next ones. */
function everySecond(text: string, from: number): string | undefined {
  let characters = '';
  for (let index = MARK.length; index < text.length; index++) {
    const character = text.charAt(index);
    const isZero = character === '\0';
    if (isZero === ((index - from) % 2 === 0)) {
      return undefined;
    }
    characters += isZero ? '' : character;
  }
  return text.length % 2 === 0 ? characters : undefined;
}
