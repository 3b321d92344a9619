import { hashPath, kindIn, modeIn } from './entry-codes.ts';
import type { ContextEntry } from './types.ts';

/** What a compact map is made of: the same position in each means the same path. */
export interface EntrySources extends EntryDetails {
  /** In the snapshot's order, each once; what stands in one folder stands together. */
  readonly paths: readonly string[];
  /** From `hashPath` with `seed`. */
  readonly hashes: Uint32Array;
  /** Any number. One that others can't guess keeps file names from being chosen so that lookups become slow. */
  readonly seed: number;
  readonly folders: FolderRanges;
}

/** What may change while the paths stay. */
export interface EntryDetails {
  /** From `packEntry`. */
  readonly packed: Uint16Array;
  /** Bytes; negative where not known. Undefined when none is. */
  readonly sizes: Float64Array | undefined;
}

/** Where the contents of the folders stand that were entered: the same position in both means the same folder. */
export interface FolderRanges {
  /** Positions of the folders, ascending; the first is the root, which has none: -1. */
  readonly positions: Int32Array;
  /** The position of a folder's first entry, ascending: its last one stands before the next folder's first. */
  readonly starts: Uint32Array;
}

/** What a map and those made from it by `withDetails` share. */
interface Shape {
  readonly paths: readonly string[];
  readonly seed: number;
  readonly folders: FolderRanges;
  /** Position + 1 at a path's hash or in the next free slot behind it; 0 is free. A third of the slots stays free. */
  readonly slots: Uint32Array;
}

/** Sizes in half the room of doubles. */
interface Sizes {
  /** Bytes + 1; 0 where not known or too large for it. */
  readonly small: Uint32Array;
  /** Bytes of the files that are too large, by position. */
  readonly large: ReadonlyMap<number, number>;
}

/** Paths after which the making of a map may pause: a fraction of a millisecond. */
const PAUSE = 8192;

/**
 * The entries of a large context as a map that needs some 60 bytes a path beyond its text, where a Map of objects needs
 * 150: columns instead of objects, and a table of positions instead of a Map's own. Entries are made when asked for.
 */
export class CompactEntries implements ReadonlyMap<string, ContextEntry> {
  readonly #shape: Shape;
  readonly #packed: Uint16Array;
  readonly #sizes: Sizes | undefined;

  private constructor(shape: Shape, { packed, sizes }: EntryDetails) {
    this.#shape = shape;
    this.#packed = packed;
    this.#sizes = sizes && compactSizes(sizes);
  }

  /** Makes a map; between its steps something else may have its turn. */
  static *make({ paths, hashes, seed, folders, ...details }: EntrySources): Generator<void, CompactEntries> {
    const length = hashes.length + (hashes.length >>> 1) + 1;
    const slots = new Uint32Array(length);
    for (let position = 0; position < hashes.length; position += 1) {
      let slot = (hashes[position] ?? 0) % length;
      while (slots[slot] !== 0) {
        slot = slot + 1 === length ? 0 : slot + 1;
      }
      slots[slot] = position + 1;
      if (position % PAUSE === PAUSE - 1) {
        yield;
      }
    }
    return new CompactEntries({ paths, seed, folders, slots }, details);
  }

  /** The same paths with other details: shares with this map all that it can. */
  withDetails(details: EntryDetails): CompactEntries {
    return new CompactEntries(this.#shape, details);
  }

  /** Whether one of the two was made from the other by `withDetails`. */
  hasPathsOf(other: CompactEntries): boolean {
    return other.#shape === this.#shape;
  }

  /** The details as they are, in columns of their own. */
  details(): { readonly packed: Uint16Array; readonly sizes: Float64Array } {
    const sizes = new Float64Array(this.size);
    for (let position = 0; position < sizes.length; position += 1) {
      sizes[position] = this.sizeAt(position) ?? -1;
    }
    return { packed: this.#packed.slice(), sizes };
  }

  get size(): number {
    return this.#shape.paths.length;
  }

  has(path: string): boolean {
    return this.positionOf(path) >= 0;
  }

  get(path: string): ContextEntry | undefined {
    const position = this.positionOf(path);
    return position < 0 ? undefined : this.#entry(position);
  }

  keys(): MapIterator<string> {
    return this.#shape.paths.values();
  }

  *values(): MapIterator<ContextEntry> {
    for (let position = 0; position < this.size; position += 1) {
      yield this.#entry(position);
    }
  }

  *entries(): MapIterator<[string, ContextEntry]> {
    for (const [position, path] of this.#shape.paths.entries()) {
      yield [path, this.#entry(position)];
    }
  }

  [Symbol.iterator](): MapIterator<[string, ContextEntry]> {
    return this.entries();
  }

  forEach(
    callback: (value: ContextEntry, key: string, map: ReadonlyMap<string, ContextEntry>) => void,
    thisArg?: unknown,
  ): void {
    for (const [path, entry] of this.entries()) {
      callback.call(thisArg, entry, path, this);
    }
  }

  /** The position of a path, or -1. */
  positionOf(path: string): number {
    const { paths, seed, slots } = this.#shape;
    let slot = hashPath(path, seed) % slots.length;
    for (let held = slots[slot] ?? 0; held !== 0; held = slots[slot] ?? 0) {
      if (paths[held - 1] === path) {
        return held - 1;
      }
      slot = slot + 1 === slots.length ? 0 : slot + 1;
    }
    return -1;
  }

  /** The path at a position, which has to be one. */
  pathAt(position: number): string {
    return this.#shape.paths[position] ?? '';
  }

  /** What stands at a position, which has to be one. */
  kindAt(position: number): ContextEntry['kind'] {
    return kindIn(this.#packed[position] ?? 0);
  }

  /** Of a file, in bytes, where it is known. */
  sizeAt(position: number): number | undefined {
    if (this.#sizes === undefined || this.kindAt(position) !== 'file') {
      return undefined;
    }
    const small = this.#sizes.small[position] ?? 0;
    return small > 0 ? small - 1 : this.#sizes.large.get(position);
  }

  /** Positions of what stands in a folder, from the first up to but without the last; the root is the empty text. */
  rangeOf(folder: string): readonly [from: number, to: number] {
    const { positions, starts } = this.#shape.folders;
    const position = folder === '' ? -1 : this.positionOf(folder);
    if (position < 0 && folder !== '') {
      return [0, 0];
    }
    let low = 0;
    let high = positions.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((positions[middle] ?? 0) < position) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    const from = starts[low];
    return positions[low] !== position || from === undefined ? [0, 0] : [from, starts[low + 1] ?? this.size];
  }

  /** Whether the other map has the same paths with the same details. Between its steps something else may have its turn. */
  *equals(other: CompactEntries): Generator<void, boolean> {
    if (other.size !== this.size) {
      return false;
    }
    for (let position = 0; position < this.size; position += 1) {
      if (
        this.#packed[position] !== other.#packed[position] ||
        this.sizeAt(position) !== other.sizeAt(position) ||
        this.pathAt(position) !== other.pathAt(position)
      ) {
        return false;
      }
      if (position % PAUSE === PAUSE - 1) {
        yield;
      }
    }
    return true;
  }

  #entry(position: number): ContextEntry {
    return {
      kind: this.kindAt(position),
      size: this.sizeAt(position),
      mode: modeIn(this.#packed[position] ?? 0),
    };
  }
}

/** From here on a size does not fit into 32 bits with one added. */
const MAX_SMALL = 2 ** 32 - 1;

function compactSizes(sizes: Float64Array): Sizes {
  const small = new Uint32Array(sizes.length);
  const large = new Map<number, number>();
  for (let position = 0; position < sizes.length; position += 1) {
    const size = sizes[position] ?? -1;
    if (size < MAX_SMALL) {
      small[position] = size + 1;
    } else {
      large.set(position, size);
    }
  }
  return { small, large };
}
