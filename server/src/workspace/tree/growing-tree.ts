import { CompactEntries } from '../../context/compact-entries.ts';
import type { FolderRanges } from '../../context/compact-entries.ts';
import { splitPaths } from './listing.ts';
import type { Listing, Measures } from './listing-types.ts';
import { measuredColumns } from './measured-columns.ts';
import type { NameColumns } from './measured-columns.ts';

/** What is below a context's root. */
export interface Tree {
  readonly entries: CompactEntries;
  readonly closed: ReadonlySet<string>;
  /** Files whose text is loaded, those near the root first. */
  readonly wanted: readonly string[];
  readonly complete: boolean;
  /** What could not be read: sentences for people. */
  readonly notes: readonly string[];
}

/** A tree that is being read. */
export interface GrowingTree {
  /** Folders to look into, in order; it only grows. */
  readonly queue: readonly string[];
  /** Listings so far, in order. */
  readonly pieces: readonly Listing[];
  size(): number;
  /** False when no more fits. */
  add(piece: Listing): boolean;
  /** The tree as far as it was added. Between its steps something else may have its turn. */
  finish(): Generator<void, Tree>;
  /** The same after a look at each path, in the order of the pieces; `names` is what `finish` has returned. */
  finishMeasured(names: Tree, measures: readonly Measures[]): Generator<void, Tree>;
}

/** What a tree needs to know of its context. */
export interface GrowingTreeOptions {
  readonly root: string;
  readonly maxFiles: number;
  /** As in `EntrySources`. */
  readonly seed: number;
}

/** A tree of which nothing is known. */
export function createTree({ root, maxFiles, seed }: GrowingTreeOptions): GrowingTree {
  const queue = [''];
  const queuePositions = [-1];
  const starts: number[] = [];
  const paths: string[] = [];
  const pieces: Listing[] = [];
  const closed = new Set<string>();
  const wanted: string[] = [];
  const notes: string[] = [];
  let complete = true;

  const columns = (): NameColumns => {
    const hashes = new Uint32Array(paths.length);
    const packed = new Uint16Array(paths.length);
    const isSized = pieces.some(({ sizes }) => sizes !== undefined);
    const sizes = isSized ? new Float64Array(paths.length).fill(-1) : undefined;
    let at = 0;
    for (const piece of pieces) {
      const count = Math.min(piece.hashes.length, paths.length - at);
      hashes.set(piece.hashes.subarray(0, count), at);
      packed.set(piece.packed.subarray(0, count), at);
      if (piece.sizes !== undefined) {
        sizes?.set(piece.sizes.subarray(0, count), at);
      }
      at += count;
    }
    const folders: FolderRanges = {
      positions: Int32Array.from(queuePositions.slice(0, starts.length)),
      starts: Uint32Array.from(starts),
    };
    // A copy has room for what it holds and no more.
    return { paths: paths.slice(), hashes, packed, sizes, folders };
  };

  return {
    queue,
    pieces,
    size: () => paths.length,
    add: (piece) => {
      const first = paths.length;
      const names = splitPaths(piece.paths);
      const count = Math.min(names.length, maxFiles - first);
      for (let position = 0; position < count; position += 1) {
        paths.push(names[position] ?? '');
      }
      pieces.push(piece);
      for (const position of piece.starts) {
        starts.push(first + Math.min(position, count));
      }
      const put = (positions: readonly number[], to: (path: string, position: number) => void): void => {
        for (const position of positions) {
          if (position < count) {
            to(names[position] ?? '', first + position);
          }
        }
      };
      put(piece.enter, (path, position) => {
        queue.push(path);
        queuePositions.push(position);
      });
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
      if (count < names.length) {
        complete = false;
        notes.push(`More than ${maxFiles} files: the rest of ${root} was not looked at.`);
        return false;
      }
      return true;
    },
    *finish() {
      const entries = yield* CompactEntries.make({ ...columns(), seed });
      return { entries, closed, wanted, complete, notes };
    },
    *finishMeasured(names, measures) {
      const found = yield* measuredColumns(names.entries, columns, measures);
      const more = [...found.unknownFolders].map(
        (folder) => `${folder === '' ? root : folder}: sizes could not be read.`,
      );
      const all = { ...names, notes: [...names.notes, ...more] };
      if (found.kept === undefined) {
        return { ...all, entries: names.entries.withDetails(found.details) };
      }
      const entries = yield* CompactEntries.make({ ...found.kept, seed });
      const stillClosed = [...closed].filter((path) => entries.has(path));
      return { ...all, entries, closed: new Set([...stillClosed, ...found.closed]) };
    },
  };
}
