import type { Model } from '../../model/types.ts';
import type { Fix } from '../types.ts';
import type { MissingSource } from './find.ts';

/** Names what was probably meant. For review, as it is a guess. Undefined for mounts, and for what would have to be quoted. */
export function renameFix(model: Model, { read, near }: MissingSource): Fix | undefined {
  const { start, end } = read.span;
  const isPlain = near !== undefined && /^[\w.][\w./-]*$/.test(near);
  return isPlain && read.kind === 'copy' && model.file.text.slice(start, end) === read.source
    ? {
        title: `Copy ${near} (review: is it what was meant?)`,
        safety: 'review',
        edits: [{ file: 'dockerfile', edits: [{ start, end, newText: near }] }],
      }
    : undefined;
}
