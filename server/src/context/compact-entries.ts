import type { ContextEntry } from './types.ts';

/** What a compact map is made of: the same position in each means the same path. */
export interface EntrySources extends EntryColumns {
  /** From {@link hashPath} with `seed`. */
  readonly hashes: Uint32Array;
  /** Bytes; negative where not known. */
  readonly sizes: Float64Array;
}

/** What the map keeps of it as it is. */
interface EntryColumns {
  /** In the snapshot's order, each once. */
  readonly paths: readonly string[];
  /** From {@link packEntry}. */
  readonly packed: Uint16Array;
  /** Any number. One that others can't guess keeps file names from being chosen so that lookups become slow. */
  readonly seed: number;
}

/**
 * The entries of a large context as a map that needs some 60 bytes a path beyond its text, where a Map of objects needs
 * 150: columns instead of objects, and a table of positions instead of a Map's own. Entries are made when asked for.
 */
export class CompactEntries implements ReadonlyMap<string, ContextEntry> {
  readonly #columns: EntryColumns;
  /** Bytes + 1 in half the room of a double; 0 where not known or too large for it. */
  readonly #sizes: Uint32Array;
  /** Bytes of the files that are too large, by position. */
  readonly #largeSizes = new Map<number, number>();
  /** Position + 1 at a path's hash or in the next free slot behind it; 0 is free. A third of the slots stays free. */
  readonly #slots: Uint32Array;

  constructor({ hashes, sizes, ...columns }: EntrySources) {
    this.#columns = columns;
    this.#sizes = new Uint32Array(sizes.length);
    for (const [position, size] of sizes.entries()) {
      if (size < MAX_SMALL) {
        this.#sizes[position] = size + 1;
      } else {
        this.#largeSizes.set(position, size);
      }
    }
    const length = hashes.length + (hashes.length >>> 1) + 1;
    const slots = new Uint32Array(length);
    for (let position = 0; position < hashes.length; position += 1) {
      let slot = (hashes[position] ?? 0) % length;
      while (slots[slot] !== 0) {
        slot = slot + 1 === length ? 0 : slot + 1;
      }
      slots[slot] = position + 1;
    }
    this.#slots = slots;
  }

  get size(): number {
    return this.#columns.paths.length;
  }

  has(path: string): boolean {
    return this.#find(path) >= 0;
  }

  get(path: string): ContextEntry | undefined {
    const position = this.#find(path);
    return position < 0 ? undefined : this.#entry(position);
  }

  keys(): MapIterator<string> {
    return this.#columns.paths.values();
  }

  *values(): MapIterator<ContextEntry> {
    for (let position = 0; position < this.size; position += 1) {
      yield this.#entry(position);
    }
  }

  *entries(): MapIterator<[string, ContextEntry]> {
    for (const [position, path] of this.#columns.paths.entries()) {
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
  #find(path: string): number {
    const { paths, seed } = this.#columns;
    const slots = this.#slots;
    let slot = hashPath(path, seed) % slots.length;
    for (let held = slots[slot] ?? 0; held !== 0; held = slots[slot] ?? 0) {
      if (paths[held - 1] === path) {
        return held - 1;
      }
      slot = slot + 1 === slots.length ? 0 : slot + 1;
    }
    return -1;
  }

  #entry(position: number): ContextEntry {
    const { packed } = this.#columns;
    const bits = packed[position] ?? 0;
    const kind = KINDS[bits >>> 13] ?? 'other';
    const mode = (bits & MODE_KNOWN) === 0 ? undefined : bits & MODE_BITS;
    const small = this.#sizes[position] ?? 0;
    const size = small > 0 ? small - 1 : this.#largeSizes.get(position);
    return { kind, size: kind === 'file' ? size : undefined, mode };
  }
}

/** From here on a size does not fit into 32 bits with one added. */
const MAX_SMALL = 2 ** 32 - 1;

const KINDS = ['file', 'directory', 'symlink', 'other'] as const;
const MODE_BITS = 0o7777;
const MODE_KNOWN = 0o10000;

/** Kind and permission bits of an entry in 16 bits. */
export function packEntry(kind: ContextEntry['kind'], mode: number | undefined): number {
  return (KINDS.indexOf(kind) << 13) | (mode === undefined ? 0 : MODE_KNOWN | (mode & MODE_BITS));
}

/** A 32-bit number for a path, at least 0. */
export function hashPath(path: string, seed: number): number {
  return endHash(addToHash(seed, path));
}

/** Goes on with a hash (FNV-1a over UTF-16 units), so that the files of a folder share the work on its path. */
export function addToHash(state: number, text: string): number {
  let hash = state | 0;
  for (let at = 0; at < text.length; at += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  return hash;
}

/** Spreads what the last characters changed over all bits. */
export function endHash(state: number): number {
  let hash = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
