declare const OF: unique symbol;

/** What is kept of a list, whatever it is kept as. */
export interface Kept<T> {
  readonly [OF]?: T;
}

/** How the lists that long answers consist of are kept from one request to the next. */
export interface Lists {
  readonly keep: <T>(list: readonly T[]) => Kept<T>;
  /** All of them in one answer, in this order. */
  readonly join: <T>(lists: readonly Kept<T>[]) => T[];
}

/** Keeps them as they are, for connections that hand objects over. */
export const plainLists: Lists = {
  keep: (list) => list as Kept<(typeof list)[number]>,
  join: (lists) => (lists as readonly Kept<unknown>[] as readonly never[][]).flat(),
};
