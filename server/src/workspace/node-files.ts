import type { Dirent, Stats } from 'node:fs';
import { constants } from 'node:fs';
import { lstat, open, readdir } from 'node:fs/promises';
import type { ContextEntry } from '../context/types.ts';
import type { FileSystem } from './files.ts';

/** The disk, through Node. On Windows it takes `C:/folder/file`, which Node understands. */
export function nodeFiles(): FileSystem {
  return {
    list: async (folder) => {
      try {
        const items = await readdir(folder, { withFileTypes: true });
        return items.map((item) => ({ name: item.name, kind: kindOf(item) }));
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

function kindOf(item: Dirent | Stats): ContextEntry['kind'] {
  if (item.isFile()) {
    return 'file';
  }
  if (item.isDirectory()) {
    return 'directory';
  }
  return item.isSymbolicLink() ? 'symlink' : 'other';
}
