import { addToHash, endHash, packEntry } from '../context/compact-entries.ts';
import type { IgnoreMatcher } from '../context/ignore/ignore.ts';
import { compileIgnore } from '../context/ignore/ignore.ts';
import { isRequirementsName, isWantedText } from '../context/wanted-texts.ts';
import type { FolderItem } from './files.ts';

/** What a listing needs to know of the context that it is part of: plain data, which crosses threads. */
export interface ListingOptions {
  /** The context's root, as a place. */
  readonly root: string;
  /** Of the ignore file that counts; empty without one. */
  readonly ignoreText: string;
  /** As in `EntrySources`. */
  readonly seed: number;
}

/**
 * A piece of what folders hold: columns, which cross threads without a copy of each entry. A folder with many files is in
 * several pieces, and small folders share one.
 */
export interface Listing {
  /** Relative to the context's root, each followed by NUL, which no path holds. */
  readonly paths: string;
  /** As in `EntrySources`, and so are the next two. */
  readonly hashes: Uint32Array<ArrayBuffer>;
  readonly sizes: Float64Array<ArrayBuffer>;
  readonly packed: Uint16Array<ArrayBuffer>;
  /** Positions of the folders to look into next. */
  readonly enter: readonly number[];
  /** Positions of the folders that stay closed. */
  readonly closed: readonly number[];
  /** Positions of the files whose texts are wanted. */
  readonly wanted: readonly number[];
  /** Folders that could not be read; the root is the empty text. */
  readonly unreadable: readonly string[];
  /** What else went wrong, in sentences for people. */
  readonly notes: readonly string[];
}

/** Puts listings together. */
export interface ListingBuilder {
  /** Takes a folder of the context with what it holds, in any order; undefined when it can't be read. */
  add(folder: string, items: readonly FolderItem[] | undefined): void;
  note(text: string): void;
  /** The pieces that are full since the last call, and with `rest` the one that is not. */
  take(options: { readonly rest: boolean }): Listing[];
}

/** Entries of a piece: the main thread takes it in within a millisecond or two, and then edits have their turn. */
const PIECE = 2048;

/** Folders of tools that hold many files that no analysis asks for: recorded, never entered. */
const NEVER_ENTERED: ReadonlySet<string> = new Set(['node_modules', '.git', '.hg', '.svn', '.venv', 'venv']);

/** Makes an empty builder. */
export function createListingBuilder({ ignoreText, seed }: ListingOptions): ListingBuilder {
  const ignore = compileIgnore(ignoreText);
  const full: Listing[] = [];
  let piece = createPiece();

  return {
    add: (folder, items) => {
      if (items === undefined) {
        piece.unreadable.push(folder);
        return;
      }
      const prefix = folder === '' ? '' : `${folder}/`;
      const state = addToHash(seed, prefix);
      const besideRequirements = items.some(({ name }) => isRequirementsName(name));
      for (const item of items.slice().sort(byName)) {
        addItem(piece, { path: prefix + item.name, item, ignore, besideRequirements });
        piece.hashes[piece.count - 1] = endHash(addToHash(state, item.name));
        if (piece.count === PIECE) {
          full.push(finished(piece));
          piece = createPiece();
        }
      }
    },
    note: (text) => {
      piece.notes.push(text);
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

interface Piece {
  count: number;
  paths: string;
  readonly hashes: Uint32Array<ArrayBuffer>;
  readonly sizes: Float64Array<ArrayBuffer>;
  readonly packed: Uint16Array<ArrayBuffer>;
  readonly enter: number[];
  readonly closed: number[];
  readonly wanted: number[];
  readonly unreadable: string[];
  readonly notes: string[];
}

function createPiece(): Piece {
  return {
    count: 0,
    paths: '',
    hashes: new Uint32Array(PIECE),
    sizes: new Float64Array(PIECE),
    packed: new Uint16Array(PIECE),
    enter: [],
    closed: [],
    wanted: [],
    unreadable: [],
    notes: [],
  };
}

function finished({ count, hashes, sizes, packed, ...rest }: Piece): Listing {
  return {
    ...rest,
    hashes: hashes.slice(0, count),
    sizes: sizes.slice(0, count),
    packed: packed.slice(0, count),
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
  const position = piece.count;
  piece.count += 1;
  piece.paths += `${path}\0`;
  piece.sizes[position] = size ?? -1;
  piece.packed[position] = packEntry(kind, mode);
  if (kind === 'directory') {
    const stays = NEVER_ENTERED.has(name) || ignore.leavesOutWholly(path);
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
