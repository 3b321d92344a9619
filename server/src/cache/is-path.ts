import type { Copy, CopySource } from '../model/types.ts';

/** Whether a source is looked for in what is copied from: a variable of no value names all of a stage or an image. */
export function isPath({ kind }: CopySource, { from }: Copy): boolean {
  return kind === 'path' || (kind === 'unset' && from.kind !== 'context');
}
