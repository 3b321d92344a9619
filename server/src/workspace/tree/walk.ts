import type { FileSystem, FolderItem } from '../files.ts';
import { join } from '../files.ts';

/** A folder that the walk has listed. */
export interface ListedFolder {
  /** Relative to the walk's root; the root itself is the empty text. */
  readonly path: string;
  /** Sorted by name; undefined when it can't be read. */
  readonly items: readonly FolderItem[] | undefined;
}

/** How a walk goes. */
export interface WalkOptions {
  readonly signal?: AbortSignal | undefined;
  /**
   * Takes a listed folder and returns the names of the folders in it to enter, or undefined to end the walk. Called in
   * the same order whatever the disk's timing is.
   */
  readonly visit: (folder: ListedFolder) => readonly string[] | undefined;
}

/** Listings in flight at a time: enough to keep a disk busy, few enough for other work to get its turn. */
const BATCH = 64;

/**
 * Walks a tree breadth first, so that a walk that gives up has seen what lies near the root. Symlinks are never followed,
 * so it ends. Returns false when it was aborted.
 */
export async function walk(
  files: FileSystem,
  root: string,
  { signal, visit }: WalkOptions,
): Promise<boolean> {
  let level = [''];
  while (level.length > 0) {
    const below: string[] = [];
    for (let start = 0; start < level.length; start += BATCH) {
      const batch = level.slice(start, start + BATCH);
      const listings = await Promise.all(
        batch.map((path) => files.list(path === '' ? root : join(root, path))),
      );
      if (isAborted(signal)) {
        return false;
      }
      for (const [index, path] of batch.entries()) {
        const enter = visit({ path, items: listings[index]?.slice().sort(byName) });
        if (enter === undefined) {
          return true;
        }
        for (const name of enter) {
          below.push(path === '' ? name : `${path}/${name}`);
        }
      }
    }
    level = below;
  }
  return true;
}

/** A call, since the compiler takes a property that was read once for settled, and an abort happens in between. */
export function isAborted(signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true;
}

function byName(one: FolderItem, other: FolderItem): number {
  return one.name < other.name ? -1 : one.name > other.name ? 1 : 0;
}
