import type { CompactEntries, EntryDetails, EntrySources } from '../../context/compact-entries.ts';
import { GONE, kindIn } from '../../context/entry-codes.ts';
import { parentPath } from '../../context/path-parts.ts';
import type { Measures } from './listing-types.ts';

/** The columns of a tree whose folders were listed. */
export type NameColumns = Omit<EntrySources, 'seed'>;

/** What a look at each path has found. */
export interface MeasuredColumns {
  /** Of the paths as they were listed. */
  readonly details: EntryDetails;
  /** The columns of what is still there, when something has vanished or turned into something else meanwhile. */
  readonly kept: NameColumns | undefined;
  /** Paths that have become folders meanwhile. */
  readonly closed: readonly string[];
  /** Folders with paths about which nothing could be found out. */
  readonly unknownFolders: ReadonlySet<string>;
}

/** Puts together what was found out about the paths of a tree, piece by piece. */
export function* measuredColumns(
  entries: CompactEntries,
  columns: () => NameColumns,
  pieces: readonly Measures[],
): Generator<void, MeasuredColumns> {
  const { packed, sizes } = entries.details();
  const unknownFolders = new Set<string>();
  const closed: string[] = [];
  let isSame = true;
  let first = 0;
  for (const piece of pieces) {
    const count = Math.min(piece.packed.length, packed.length - first);
    const unknown = new Set(piece.unknown);
    for (let at = 0; at < count; at += 1) {
      const position = first + at;
      if (unknown.has(at)) {
        unknownFolders.add(parentPath(entries.pathAt(position)));
        continue;
      }
      const code = piece.packed[at] ?? GONE;
      const kind = kindIn(code);
      if (code === GONE || kind !== entries.kindAt(position)) {
        isSame = false;
        if (kind === 'directory') {
          closed.push(entries.pathAt(position));
        }
      }
      packed[position] = code;
      sizes[position] = piece.sizes[at] ?? -1;
    }
    first += count;
    yield;
  }
  const details = { packed, sizes };
  const kept = isSame ? undefined : withoutGone({ ...columns(), ...details });
  return { details, kept, closed, unknownFolders };
}

/** Leaves out what has vanished, and what was in folders that are none any more. */
function withoutGone({ paths, hashes, packed, sizes, folders }: NameColumns): NameColumns {
  const isGone = packed.map((code) => (code === GONE ? 1 : 0));
  const isLost = (position: number): boolean =>
    position >= 0 && (isGone[position] === 1 || kindIn(packed[position] ?? GONE) !== 'directory');
  // Folders stand before what is in them, so one pass reaches the deepest.
  for (const [index, position] of folders.positions.entries()) {
    if (isLost(position)) {
      isGone.fill(1, folders.starts[index], folders.starts[index + 1] ?? paths.length);
    }
  }
  const kept: number[] = [];
  /** How many are kept before a position. */
  const before = new Uint32Array(paths.length + 1);
  for (let position = 0; position < paths.length; position += 1) {
    before[position] = kept.length;
    if (isGone[position] === 0) {
      kept.push(position);
    }
  }
  before[paths.length] = kept.length;
  const left = [...folders.positions.keys()].filter((index) => !isLost(folders.positions[index] ?? -1));
  const at = (position: number | undefined): number => before[position ?? 0] ?? 0;
  return {
    paths: kept.map((position) => paths[position] ?? ''),
    hashes: Uint32Array.from(kept, (position) => hashes[position] ?? 0),
    packed: Uint16Array.from(kept, (position) => packed[position] ?? 0),
    sizes: sizes && Float64Array.from(kept, (position) => sizes[position] ?? -1),
    folders: {
      positions: Int32Array.from(left, (index) => {
        const position = folders.positions[index] ?? -1;
        return position < 0 ? -1 : at(position);
      }),
      starts: Uint32Array.from(left, (index) => at(folders.starts[index])),
    },
  };
}
