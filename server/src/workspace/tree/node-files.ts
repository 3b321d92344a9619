import fs, { constants } from 'node:fs';
import { promisify } from 'node:util';
import type { FileSystem } from '../files.ts';
import { detailsIn, isVanished, kindOf } from './node-details.ts';

// Not by `fs/promises`, which Node loads for longer than the first files are read.
const close = promisify(fs.close);
const fstat = promisify(fs.fstat);
const lstat = promisify(fs.lstat);
const open = promisify(fs.open);
const readdir = promisify(fs.readdir);
const readFile = promisify(fs.readFile);

/** What a main adds to the plain disk. */
export type NodeFilesOptions = Pick<FileSystem, 'quick'>;

/** The disk, through Node. On Windows it takes `C:/folder/file`, which Node understands. */
export function nodeFiles({ quick }: NodeFilesOptions = {}): FileSystem {
  return {
    quick,
    list: async (folder) => {
      try {
        const found = await readdir(folder, { withFileTypes: true });
        return found.map((item) => ({ name: item.name, kind: kindOf(item) }));
      } catch {
        return undefined;
      }
    },
    details: async (path) => {
      try {
        return detailsIn(await lstat(path));
      } catch (error) {
        return isVanished(error) ? undefined : 'unknown';
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
    const stats = await fstat(file);
    return stats.isFile() && stats.size <= maxBytes ? await readFile(file, 'utf8') : undefined;
  } finally {
    await close(file);
  }
}
