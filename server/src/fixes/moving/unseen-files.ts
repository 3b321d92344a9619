import { isWithin } from '../../ecosystems/paths.ts';
import type { Copy } from '../../model/types.ts';

/**
 * Whether a copy may bring to a path of the image what is no known file of the context: out of another stage, from an address, by a
 * name that only the build knows.
 */
export function mayBringUnseen({ from, sources, resolvedDest }: Copy, path: string): boolean {
  const isUnseen =
    from.kind !== 'context' || sources.some(({ kind, text }) => kind !== 'path' || text.includes('$'));
  return isUnseen && (resolvedDest.includes('$') || isWithin(path, resolvedDest));
}
