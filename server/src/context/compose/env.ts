import { interpolate } from './interpolate.ts';

/** A line that sets a variable: `NAME=value`, `export NAME=value`, `NAME: value`. */
const STATEMENT = /^[ \t]*(?:export[ \t]+)?([\w.[\]-]+)[ \t]*[=:][ \t]*/;

/** What a backslash and a letter stand for between double quotes; any other character stands for itself with its backslash. */
const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['$', '$$'],
  ['"', '"'],
  ['\\', '\\'],
]);

/**
 * The variables of a `.env` file as Compose reads it (compose-go's dotenv/parser.go): quotes, comments, values over several
 * lines between quotes, variables of lines above. A variable whose value is not known is left out, and so is a line that
 * Compose refuses.
 */
export function parseEnv(text: string, outer: ReadonlyMap<string, string> = new Map()): Map<string, string> {
  const found = new Map<string, string>();
  const known = new Map(outer);
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    const statement = STATEMENT.exec(line);
    const name = statement?.[1];
    if (statement === null || name === undefined) {
      continue;
    }
    const rest = line.slice(statement[0].length);
    const quote = rest[0];
    let value: string | undefined;
    if (quote === '"' || quote === "'") {
      const quoted = readQuoted(lines, at, line.length - rest.length + 1, quote);
      if (quoted === undefined) {
        continue;
      }
      at = quoted.line;
      value = quote === '"' ? expanded(unescape(quoted.text), known) : quoted.text;
    } else {
      value = expanded(rest.split(' #', 1)[0]?.trimEnd() ?? '', known);
    }
    if (value !== undefined) {
      found.set(name, value);
      // What is set outside counts more (compose-go's Mapping.Merge).
      if (!outer.has(name)) {
        known.set(name, value);
      }
    }
  }
  return found;
}

function expanded(text: string, variables: ReadonlyMap<string, string>): string | undefined {
  const { text: value, unsure } = interpolate(text, variables);
  return unsure ? undefined : value;
}

/** Text between quotes, which may span lines; undefined when the quote is never closed. */
function readQuoted(
  lines: readonly string[],
  first: number,
  column: number,
  quote: string,
): { text: string; line: number } | undefined {
  const parts: string[] = [];
  for (let at = first; at < lines.length; at++) {
    const line = lines[at] ?? '';
    const start = at === first ? column : 0;
    const end = closingQuote(line, start, quote);
    parts.push(line.slice(start, end < 0 ? undefined : end));
    if (end >= 0) {
      const text = parts.join('\n');
      return { text: quote === "'" ? text.replaceAll("\\'", "'") : text, line: at };
    }
    if (at - first >= MAX_VALUE_LINES) {
      return undefined;
    }
  }
  return undefined;
}

/** Lines after which an open quote is taken for a mistake, so that many of them cost no square of time. */
const MAX_VALUE_LINES = 200;

function closingQuote(line: string, start: number, quote: string): number {
  for (let at = start; at < line.length; at++) {
    if (line[at] === '\\') {
      at++;
    } else if (line[at] === quote) {
      return at;
    }
  }
  return -1;
}

function unescape(text: string): string {
  return text.replace(/\\([\s\S])/g, (whole, letter: string) => ESCAPES.get(letter) ?? whole);
}
