import { closeSync, constants, fstatSync, lstatSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { blockingListing } from './blocking-lister.ts';
import type { FileSystem } from '../files.ts';
import { detailsIn, isVanished, kindOf } from './node-details.ts';

/**
 * The disk, by calls that hold up the thread: for a program that has nothing else to do, waiting for each of thousands of small
 * files costs several times what reading it costs. On Windows it takes `C:/folder/file`, which Node understands.
 */
export function blockingFiles(): FileSystem {
  return {
    quick: blockingListing,
    list: (folder) =>
      answer(undefined, () =>
        readdirSync(folder, { withFileTypes: true }).map((item) => ({ name: item.name, kind: kindOf(item) })),
      ),
    details: (path) => {
      try {
        return Promise.resolve(detailsIn(lstatSync(path)));
      } catch (error) {
        return Promise.resolve(isVanished(error) ? undefined : 'unknown');
      }
    },
    readText: (path, maxBytes) => answer(undefined, () => readText(path, maxBytes)),
    kind: (path) =>
      answer(undefined, () => {
        // Most of what is looked for is not there, and an error takes longer than a look.
        const stats = lstatSync(path, { throwIfNoEntry: false });
        return stats && kindOf(stats);
      }),
  };
}

function answer<T>(otherwise: T, read: () => T): Promise<T> {
  try {
    return Promise.resolve(read());
  } catch {
    return Promise.resolve(otherwise);
  }
}

function readText(path: string, maxBytes: number): string | undefined {
  // Without O_NONBLOCK, opening a named pipe would wait for its other end. On Windows it is undefined and adds nothing.
  const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stats = fstatSync(file);
    return stats.isFile() && stats.size <= maxBytes ? readFileSync(file, 'utf8') : undefined;
  } finally {
    closeSync(file);
  }
}
