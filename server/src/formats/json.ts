import { parse, type ParseError } from 'jsonc-parser';
import { nestsDeeperThan } from './nesting.ts';

/** Levels of a text with comments that is parsed: the parser recurses. */
const MAX_LEVELS = 200;

/** The value of a JSON text, with or without a byte order mark; undefined when it is none. */
export function jsonValue(text: string): unknown {
  try {
    return JSON.parse(text.startsWith('\ufeff') ? text.slice(1) : text);
  } catch {
    return undefined;
  }
}

/**
 * The value of a JSON text with comments and trailing commas, as VS Code and TypeScript read their settings; undefined for what
 * can't be read or nests too deep.
 */
export function jsoncValue(text: string): unknown {
  if (nestsDeeperThan(text, MAX_LEVELS, { open: '[{', close: ']}' })) {
    return undefined;
  }
  const errors: ParseError[] = [];
  const value: unknown = parse(text.startsWith('\ufeff') ? text.slice(1) : text, errors, {
    allowTrailingComma: true,
  });
  return errors.length === 0 ? value : undefined;
}
