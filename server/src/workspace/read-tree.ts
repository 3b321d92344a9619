import { CompactEntries } from '../context/compact-entries.ts';
import type { ContextEntry } from '../context/types.ts';
import { fileLister } from './file-lister.ts';
import type { FileSystem, FolderLister } from './files.ts';
import type { Listing, ListingOptions } from './listing.ts';
import { isAborted } from './walk.ts';

/** How much of a tree to read. */
export interface TreeOptions {
  readonly root: string;
  /** Of the ignore file that counts; empty without one. */
  readonly ignoreText: string;
  /** Entries after which it gives up. */
  readonly maxFiles: number;
  readonly signal?: AbortSignal | undefined;
}

/** What is below a context's root. */
export interface Tree {
  readonly entries: ReadonlyMap<string, ContextEntry>;
  readonly closed: ReadonlySet<string>;
  /** Files whose text is loaded, those near the root first. */
  readonly wanted: readonly string[];
  readonly complete: boolean;
  /** What could not be read: sentences for people. */
  readonly notes: readonly string[];
}

/** Folders of one call: few enough that nothing waits long for its turn. */
const MAX_FOLDERS = 64;

/**
 * Reads a tree breadth first, so that one that gives up has seen what lies near the root, and in the same order whatever
 * the disk's timing is. Symlinks are never followed, so it ends. Between pieces everything else has its turn. Returns
 * undefined when it was aborted.
 */
export async function readTree(files: FileSystem, options: TreeOptions): Promise<Tree | undefined> {
  const { signal } = options;
  const listing: ListingOptions = {
    root: options.root,
    ignoreText: options.ignoreText,
    seed: Math.floor(Math.random() * 2 ** 31),
  };
  const near = fileLister(files, listing);
  const tree = createTree(options);
  let quick: FolderLister | undefined;
  let opening: Promise<void> | undefined;
  const over = new AbortController();
  const close = (): void => {
    over.abort();
    near.close();
    quick?.close();
  };
  /** While the quick way starts, the other one goes on. */
  const openQuick = async (): Promise<void> => {
    const opened = await files.quick?.open(listing);
    if (isAborted(over.signal)) {
      opened?.close();
    } else {
      quick = opened;
    }
  };
  signal?.addEventListener('abort', close, { once: true });
  try {
    const underWay: { readonly folders: readonly string[]; readonly found: Promise<Found> }[] = [];
    for (let start = 0; ;) {
      if (tree.size() >= (files.quick?.from ?? Infinity) && start < tree.queue.length) {
        opening ??= openQuick();
      }
      const lister = quick ?? near;
      while (underWay.length < lister.parallel && start < tree.queue.length) {
        const share = Math.ceil((tree.queue.length - start) / (2 * lister.parallel));
        const folders = tree.queue.slice(start, start + Math.min(share, MAX_FOLDERS));
        start += folders.length;
        underWay.push({ folders, found: lister.list(folders) });
      }
      const next = underWay.shift();
      if (next === undefined) {
        return tree.finish(listing.seed);
      }
      let found = await next.found;
      if (found === undefined && !isAborted(signal)) {
        quick?.close();
        quick = undefined;
        found = await near.list(next.folders);
      }
      for (const piece of found ?? []) {
        if (isAborted(signal)) {
          return undefined;
        }
        if (!tree.add(piece)) {
          return tree.finish(listing.seed);
        }
        await turn();
      }
      if (isAborted(signal)) {
        return undefined;
      }
    }
  } finally {
    signal?.removeEventListener('abort', close);
    close();
  }
}

/** Lets everything else that waits go first. A browser has no `setImmediate`. */
function turn(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof setImmediate === 'function') {
      setImmediate(resolve);
    } else {
      setTimeout(resolve);
    }
  });
}

type Found = readonly Listing[] | undefined;

interface GrowingTree {
  /** Folders to look into, in order; it only grows. */
  readonly queue: readonly string[];
  size(): number;
  /** False when no more fits. */
  add(piece: Listing): boolean;
  finish(seed: number): Tree;
}

function createTree({ root, maxFiles }: TreeOptions): GrowingTree {
  const queue = [''];
  const paths: string[] = [];
  const pieces: { readonly piece: Listing; readonly count: number }[] = [];
  const closed = new Set<string>();
  const wanted: string[] = [];
  const notes: string[] = [];
  let complete = true;

  return {
    queue,
    size: () => paths.length,
    add: (piece) => {
      const first = paths.length;
      const names = piece.paths.split('\0');
      const count = Math.min(piece.hashes.length, maxFiles - first);
      for (let position = 0; position < count; position += 1) {
        paths.push(names[position] ?? '');
      }
      pieces.push({ piece, count });
      const put = (positions: readonly number[], to: (path: string) => void): void => {
        for (const position of positions) {
          if (position < count) {
            to(names[position] ?? '');
          }
        }
      };
      put(piece.enter, (path) => queue.push(path));
      put(piece.closed, (path) => closed.add(path));
      put(piece.wanted, (path) => wanted.push(path));
      for (const folder of piece.unreadable) {
        notes.push(`${folder === '' ? root : folder} could not be read.`);
        if (folder === '') {
          complete = false;
        } else {
          closed.add(folder);
        }
      }
      notes.push(...piece.notes);
      if (count < piece.hashes.length) {
        complete = false;
        notes.push(`More than ${maxFiles} files: the rest of ${root} was not looked at.`);
        return false;
      }
      return true;
    },
    finish: (seed) => {
      const hashes = new Uint32Array(paths.length);
      const sizes = new Float64Array(paths.length);
      const packed = new Uint16Array(paths.length);
      let at = 0;
      for (const { piece, count } of pieces) {
        hashes.set(piece.hashes.subarray(0, count), at);
        sizes.set(piece.sizes.subarray(0, count), at);
        packed.set(piece.packed.subarray(0, count), at);
        at += count;
      }
      // A copy has room for what it holds and no more.
      const entries = new CompactEntries({ paths: paths.slice(), hashes, sizes, packed, seed });
      return { entries, closed, wanted, complete, notes };
    },
  };
}
