import type { ContextEntry } from './types.ts';

const KINDS = ['file', 'directory', 'symlink', 'other'] as const;
const MODE_BITS = 0o7777;
const MODE_KNOWN = 0o10000;

/** The code of a path at which nothing stands any more. */
export const GONE = 0xffff;

/** Kind and permission bits of an entry in 16 bits. */
export function packEntry(kind: ContextEntry['kind'], mode: number | undefined): number {
  return (KINDS.indexOf(kind) << 13) | (mode === undefined ? 0 : MODE_KNOWN | (mode & MODE_BITS));
}

/** The kind in a code; `other` for one that stands for nothing. */
export function kindIn(code: number): ContextEntry['kind'] {
  return KINDS[code >>> 13] ?? 'other';
}

/** The permission bits in a code, or undefined. */
export function modeIn(code: number): number | undefined {
  return (code & MODE_KNOWN) === 0 ? undefined : code & MODE_BITS;
}

/** A 32-bit number for a path, at least 0. */
export function hashPath(path: string, seed: number): number {
  return endHash(addToHash(seed, path));
}

/** Goes on with a hash (FNV-1a over UTF-16 units), so that the files of a folder share the work on its path. */
export function addToHash(state: number, text: string): number {
  let hash = state | 0;
  for (let at = 0; at < text.length; at += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  return hash;
}

/** Spreads what the last characters changed over all bits. */
export function endHash(state: number): number {
  let hash = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
