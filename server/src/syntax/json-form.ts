import { skipSpace } from './characters.ts';

/** One string of a JSON array: decoded, with the offsets of its literal, quotes included. */
export interface JsonString {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/**
 * The strings of the JSON form, or undefined where BuildKit takes the text for the shell form (line_parsers.go, parseJSON).
 * An array that holds anything but strings makes BuildKit refuse the file; here it is no JSON form either.
 */
export function readJsonForm(line: string, from: number, end: number): JsonString[] | undefined {
  const start = skipSpace(line, from, end);
  // A quick look at both ends saves throwing and catching an error for every `[ -f x ] && y`.
  if (line.charAt(start) !== '[' || line.charAt(end - 1) !== ']') {
    return undefined;
  }
  const values = parseArray(line.slice(start, end));
  if (values === undefined) {
    return undefined;
  }
  const strings: JsonString[] = [];
  let index = start;
  for (const value of values) {
    if (typeof value !== 'string') {
      return undefined;
    }
    const open = line.indexOf('"', index);
    index = closingQuote(line, open) + 1;
    // Go decodes half of a surrogate pair to the replacement character.
    strings.push({ text: value.toWellFormed(), start: open, end: index });
  }
  return strings;
}

function parseArray(text: string): unknown[] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? (value as unknown[]) : undefined;
  } catch {
    return undefined;
  }
}

/** The index of the quote that ends the literal at `open`; the text is valid JSON, so there is one. */
function closingQuote(line: string, open: number): number {
  let index = open + 1;
  while (index < line.length && line.charAt(index) !== '"') {
    index += line.charAt(index) === '\\' ? 2 : 1;
  }
  return index;
}
