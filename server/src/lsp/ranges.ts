import type { Range } from 'vscode-languageserver';
import { positionAt } from '../syntax/positions.ts';
import type { Dockerfile, Span } from '../syntax/types.ts';

/** The LSP range of a span of a file. */
export function rangeOf(file: Dockerfile, { start, end }: Span): Range {
  return { start: positionAt(file, start), end: positionAt(file, end) };
}
