import type { Dirent, Stats } from 'node:fs';
import { constants } from 'node:fs';
import { lstat, open, readdir } from 'node:fs/promises';
import type { ContextEntry } from '../context/types.ts';
import { join } from './files.ts';
import type { FileSystem, FolderItem } from './files.ts';

/** What a main adds to the plain disk. */
export type NodeFilesOptions = Pick<FileSystem, 'quick'>;

/** Calls for sizes in flight at a time, a folder. */
const STAT_BATCH = 32;

/** The disk, through Node. On Windows it takes `C:/folder/file`, which Node understands. */
export function nodeFiles({ quick }: NodeFilesOptions = {}): FileSystem {
  return {
    quick,
    list: async (folder, { details = false } = {}) => {
      try {
        const found = await readdir(folder, { withFileTypes: true });
        const items = found.map((item) => ({ name: item.name, kind: kindOf(item) }));
        return details ? await withDetails(folder, items) : items;
      } catch {
        return undefined;
      }
    },
    readText: (path, maxBytes) => readText(path, maxBytes).catch(() => undefined),
    kind: async (path) => {
      try {
        return kindOf(await lstat(path));
      } catch {
        return undefined;
      }
    },
  };
}

async function withDetails(folder: string, items: readonly FolderItem[]): Promise<FolderItem[]> {
  const detailed: FolderItem[] = [];
  for (let start = 0; start < items.length; start += STAT_BATCH) {
    const batch = items.slice(start, start + STAT_BATCH);
    const all = await Promise.all(batch.map((item) => lstat(join(folder, item.name)).catch(toError)));
    for (const [index, item] of batch.entries()) {
      const stats = all[index];
      if (stats instanceof Error || stats === undefined) {
        if (!isVanished(stats)) {
          detailed.push(item);
        }
      } else {
        detailed.push(itemOf(item.name, stats));
      }
    }
  }
  return detailed;
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

/** Whether a call failed because nothing is there any more. */
export function isVanished(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

/** An entry with its details. Windows has no permission bits; what Node makes up there is left out. */
export function itemOf(name: string, stats: Stats): FolderItem {
  const kind = kindOf(stats);
  const mode = process.platform === 'win32' ? undefined : stats.mode & 0o7777;
  return { name, kind, size: kind === 'file' ? stats.size : undefined, mode };
}

async function readText(path: string, maxBytes: number): Promise<string | undefined> {
  // Without O_NONBLOCK, opening a named pipe would wait for its other end. On Windows it is undefined and adds nothing.
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stats = await file.stat();
    return stats.isFile() && stats.size <= maxBytes ? await file.readFile('utf8') : undefined;
  } finally {
    await file.close();
  }
}

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
