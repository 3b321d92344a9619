import type { Position, Range } from 'vscode-languageserver';
import { recordFrom } from './settings/settings.ts';

/** The document that parameters name, in LSP's way or in ours; empty, which is never open, when they are malformed. */
export function uriOf(params: unknown): string {
  const { textDocument, uri } = recordFrom(params);
  const named = uri ?? recordFrom(textDocument)['uri'];
  return typeof named === 'string' ? named : '';
}

/** Whether a client sent a position where the protocol wants one. */
export function isPosition(value: unknown): value is Position {
  const { line, character } = recordFrom(value);
  return Number.isInteger(line) && Number.isInteger(character);
}

/** Whether a client sent a range where the protocol wants one. */
export function isRange(value: unknown): value is Range {
  const { start, end } = recordFrom(value);
  return isPosition(start) && isPosition(end);
}
