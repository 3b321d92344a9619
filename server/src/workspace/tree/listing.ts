import { addToHash, endHash, GONE, packEntry } from '../../context/entry-codes.ts';
import type { IgnoreMatcher } from '../../context/ignore/ignore.ts';
import { compileIgnore } from '../../context/ignore/ignore.ts';
import { isRequirementsName, isWantedText } from '../../context/wanted-texts.ts';
import type { FolderItem, PathDetails } from '../files.ts';
import type { Listing, ListingOptions, Measures } from './listing-types.ts';
import { isNeverEntered } from './never-entered.ts';

/** Puts listings together. */
export interface ListingBuilder {
  /** Takes the next folder of the context with what it holds, in any order; undefined when it can't be read. */
  add(folder: string, items: readonly FolderItem[] | undefined): void;
  /** The pieces that are full since the last call, and with `rest` the one that is not. */
  take(options: { readonly rest: boolean }): Listing[];
}

/** Entries of a piece: the main thread takes it in within a millisecond, and then edits have their turn. */
const PIECE = 2048;

/** Makes an empty builder. */
export function createListingBuilder({ ignoreText, seed }: ListingOptions): ListingBuilder {
  const ignore = compileIgnore(ignoreText);
  const full: Listing[] = [];
  let piece = createPiece();

  return {
    add: (folder, items) => {
      piece.starts.push(piece.paths.length);
      if (items === undefined) {
        piece.unreadable.push(folder);
        return;
      }
      const prefix = folder === '' ? '' : `${folder}/`;
      const state = addToHash(seed, prefix);
      const besideRequirements = items.some(({ name }) => isRequirementsName(name));
      for (const item of items.slice().sort(byName)) {
        piece.hashes[piece.paths.length] = endHash(addToHash(state, item.name));
        addItem(piece, { path: prefix + item.name, item, ignore, besideRequirements });
        if (piece.paths.length === PIECE) {
          full.push(finished(piece));
          piece = createPiece();
        }
      }
    },
    take: ({ rest }) => {
      if (rest) {
        full.push(finished(piece));
        piece = createPiece();
      }
      return full.splice(0);
    },
  };
}

/** The paths of a listing. */
export function splitPaths(paths: string): string[] {
  const all = paths.split('\0');
  all.pop();
  return all;
}

/** Writes down what was found out about paths: `unknown` when a look failed, undefined for nothing there. */
export function measuresOf(found: readonly (PathDetails | 'unknown' | undefined)[]): Measures {
  const sizes = new Float64Array(found.length).fill(-1);
  const packed = new Uint16Array(found.length);
  const unknown: number[] = [];
  for (const [position, details] of found.entries()) {
    if (details === 'unknown') {
      unknown.push(position);
    } else if (details === undefined) {
      packed[position] = GONE;
    } else {
      sizes[position] = details.size ?? -1;
      packed[position] = packEntry(details.kind, details.mode);
    }
  }
  return { sizes, packed, unknown };
}

interface Piece {
  readonly paths: string[];
  readonly hashes: Uint32Array<ArrayBuffer>;
  readonly packed: Uint16Array<ArrayBuffer>;
  /** Made when the first size is known. */
  sizes: Float64Array<ArrayBuffer> | undefined;
  readonly starts: number[];
  readonly enter: number[];
  readonly closed: number[];
  readonly wanted: number[];
  readonly unreadable: string[];
}

function createPiece(): Piece {
  return {
    paths: [],
    hashes: new Uint32Array(PIECE),
    packed: new Uint16Array(PIECE),
    sizes: undefined,
    starts: [],
    enter: [],
    closed: [],
    wanted: [],
    unreadable: [],
  };
}

function finished({ paths, hashes, sizes, packed, ...rest }: Piece): Listing {
  const count = paths.length;
  return {
    ...rest,
    paths: count === 0 ? '' : `${paths.join('\0')}\0`,
    hashes: hashes.slice(0, count),
    packed: packed.slice(0, count),
    sizes: sizes?.slice(0, count),
  };
}

interface Added {
  readonly path: string;
  readonly item: FolderItem;
  readonly ignore: IgnoreMatcher;
  readonly besideRequirements: boolean;
}

function addItem(piece: Piece, { path, item, ignore, besideRequirements }: Added): void {
  const { name, kind, size, mode } = item;
  const position = piece.paths.length;
  piece.paths.push(path);
  piece.packed[position] = packEntry(kind, mode);
  if (size !== undefined) {
    piece.sizes ??= new Float64Array(PIECE).fill(-1);
    piece.sizes[position] = size;
  }
  if (kind === 'directory') {
    const stays = isNeverEntered(name) || ignore.leavesOutWholly(path);
    (stays ? piece.closed : piece.enter).push(position);
  } else if (
    kind !== 'other' &&
    // The name alone settles it for nearly every file, without a look at the whole path.
    isWantedText(name, { besideRequirements: true }) &&
    isWantedText(path, { besideRequirements })
  ) {
    piece.wanted.push(position);
  }
}

function byName(one: FolderItem, other: FolderItem): number {
  return one.name < other.name ? -1 : one.name > other.name ? 1 : 0;
}
