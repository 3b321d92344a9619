import type { Dirent, Stats } from 'node:fs';
import type { ContextEntry } from '../../context/types.ts';
import type { PathDetails } from '../files.ts';

/** What an entry is. */
export function kindOf(item: Dirent | Stats): ContextEntry['kind'] {
  if (item.isFile()) {
    return 'file';
  }
  if (item.isDirectory()) {
    return 'directory';
  }
  return item.isSymbolicLink() ? 'symlink' : 'other';
}

/** An entry with its details. Windows has no permission bits; what Node makes up there is left out. */
export function detailsIn(stats: Stats): PathDetails {
  const kind = kindOf(stats);
  const mode = process.platform === 'win32' ? undefined : stats.mode & 0o7777;
  return { kind, size: kind === 'file' ? stats.size : undefined, mode };
}

/** Whether a call failed because nothing is there any more, be it that a folder above is a file now. */
export function isVanished(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}
