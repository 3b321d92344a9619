import { fileLister } from './file-lister.ts';
import type { FileSystem, FolderLister } from '../files.ts';
import { createTree } from './growing-tree.ts';
import type { GrowingTree, Tree } from './growing-tree.ts';
import type { Listing, ListingOptions, Measures } from './listing-types.ts';
import { inSlices, turn } from '../slices.ts';
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

/** A tree as it is read: first what is there, then how large it is, which takes several times as long. */
export interface ReadTree {
  /** Names and kinds, and the rest where the listings told it. */
  readonly names: Tree;
  /** With sizes and modes. What has vanished meanwhile is left out. Undefined when it was aborted. */
  readonly measured: Promise<Tree | undefined>;
}

/** Folders of one call: few enough that nothing waits long for its turn. */
const MAX_FOLDERS = 64;

/**
 * Reads a tree breadth first, so that one that gives up has seen what lies near the root, and in the same order whatever
 * the disk's timing is. Symlinks are never followed, so it ends. Between pieces everything else has its turn. Returns
 * undefined when it was aborted.
 */
export async function readTree(files: FileSystem, options: TreeOptions): Promise<ReadTree | undefined> {
  const { root, ignoreText, maxFiles, signal } = options;
  const seed = Math.floor(Math.random() * 2 ** 31);
  const listers = openListers(files, { root, ignoreText, seed }, signal);
  const tree = createTree({ root, maxFiles, seed });
  let isMeasuring = false;
  try {
    await listFolders(tree, listers, signal);
    if (isAborted(signal)) {
      return undefined;
    }
    const names = await inSlices(tree.finish(), signal);
    if (names === undefined) {
      return undefined;
    }
    if (files.details === undefined) {
      return { names, measured: Promise.resolve(names) };
    }
    isMeasuring = true;
    const measured = measurePaths(tree, listers, names, signal).finally(listers.close);
    return { names, measured };
  } finally {
    if (!isMeasuring) {
      listers.close();
    }
  }
}

/** The ways to look into folders: one at once, and a quicker one that takes a moment to start. */
interface Listers {
  /** The best one there is. A large tree is worth the start of the quick one; meanwhile the other goes on. */
  best(size: number): FolderLister;
  /** Asks one, and the other one when it broke; undefined when it was aborted. */
  ask<T>(lister: FolderLister, question: Question<T>): Promise<T | undefined>;
  readonly close: () => void;
}

type Question<T> = (lister: FolderLister) => Promise<T | undefined>;

function openListers(files: FileSystem, options: ListingOptions, signal: AbortSignal | undefined): Listers {
  const near = fileLister(files, options);
  let quick: FolderLister | undefined;
  let opening: Promise<void> | undefined;
  const over = new AbortController();
  const close = (): void => {
    signal?.removeEventListener('abort', close);
    over.abort();
    near.close();
    quick?.close();
  };
  signal?.addEventListener('abort', close, { once: true });
  const open = async (): Promise<void> => {
    const opened = await files.quick?.open(options);
    if (isAborted(over.signal)) {
      opened?.close();
    } else {
      quick = opened;
    }
  };
  return {
    best: (size) => {
      if (size >= (files.quick?.from ?? Infinity)) {
        opening ??= open();
      }
      return quick ?? near;
    },
    ask: async (lister, question) => {
      const answer = await question(lister);
      if (answer !== undefined || lister === near || isAborted(signal)) {
        return answer;
      }
      if (quick === lister) {
        quick.close();
        quick = undefined;
      }
      return question(near);
    },
    close,
  };
}

async function listFolders(
  tree: GrowingTree,
  listers: Listers,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { queue } = tree;
  const underWay: Promise<readonly Listing[] | undefined>[] = [];
  for (let start = 0; ;) {
    const lister = listers.best(start < queue.length ? tree.size() : 0);
    while (underWay.length < lister.parallel && start < queue.length) {
      const share = Math.ceil((queue.length - start) / (2 * lister.parallel));
      const folders = queue.slice(start, start + Math.min(share, MAX_FOLDERS));
      start += folders.length;
      underWay.push(listers.ask(lister, (asked) => asked.list(folders)));
    }
    const next = underWay.shift();
    if (next === undefined) {
      return;
    }
    for (const piece of (await next) ?? []) {
      if (isAborted(signal) || !tree.add(piece)) {
        return;
      }
      await turn();
    }
    if (isAborted(signal)) {
      return;
    }
  }
}

async function measurePaths(
  tree: GrowingTree,
  listers: Listers,
  names: Tree,
  signal: AbortSignal | undefined,
): Promise<Tree | undefined> {
  const { pieces } = tree;
  const measures: Measures[] = [];
  const underWay: Promise<Measures | undefined>[] = [];
  for (let start = 0; measures.length < pieces.length;) {
    const lister = listers.best(tree.size());
    for (; underWay.length < lister.parallel && start < pieces.length; start += 1) {
      const paths = pieces[start]?.paths ?? '';
      underWay.push(listers.ask(lister, (asked) => asked.measure(paths)));
    }
    const found = await underWay.shift();
    if (found === undefined || isAborted(signal)) {
      return undefined;
    }
    measures.push(found);
  }
  return inSlices(tree.finishMeasured(names, measures), signal);
}
