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
  /** As in `EntrySources`. */
  readonly hashes: Uint32Array<ArrayBuffer>;
  /** As in `EntrySources`: kinds, and modes where the listing told them. */
  readonly packed: Uint16Array<ArrayBuffer>;
  /** As in `EntrySources`; undefined when the listing told none. */
  readonly sizes: Float64Array<ArrayBuffer> | undefined;
  /** Positions at which the contents of the next folder begin. */
  readonly starts: readonly number[];
  /** Positions of the folders to look into next. */
  readonly enter: readonly number[];
  /** Positions of the folders that stay closed. */
  readonly closed: readonly number[];
  /** Positions of the files whose texts are wanted. */
  readonly wanted: readonly number[];
  /** Folders that could not be read; the root is the empty text. */
  readonly unreadable: readonly string[];
}

/** What was found out about the paths of a listing: the same position means the same path. */
export interface Measures {
  /** As in `EntrySources`. */
  readonly sizes: Float64Array<ArrayBuffer>;
  /** As in `EntrySources`; `GONE` where nothing stands any more, 0 where nothing could be found out. */
  readonly packed: Uint16Array<ArrayBuffer>;
  /** Positions of the paths about which nothing could be found out. */
  readonly unknown: readonly number[];
}
