import type { Dockerfile } from './types.ts';

/** Splits a Dockerfile into instructions exactly as BuildKit does. Never throws; any text has a result. */
export function parse(_text: string): Dockerfile {
  throw new Error('not written yet');
}
