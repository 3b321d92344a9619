import type { Dockerfile } from './types.ts';

/** A zero-based LSP position. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** The position of a UTF-16 offset; offsets outside the text are clamped. */
export function positionAt(_file: Dockerfile, _offset: number): Position {
  throw new Error('not written yet');
}

/** The UTF-16 offset of a position; positions outside the text are clamped. */
export function offsetAt(_file: Dockerfile, _position: Position): number {
  throw new Error('not written yet');
}
