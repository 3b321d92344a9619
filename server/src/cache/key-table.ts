/** Gives equal texts equal numbers. Two states that are compared share one table, so that their keys can be compared. */
export interface KeyTable {
  /** The number of a list of parts; lists are equal when all their parts are. */
  key(...parts: readonly (string | number | undefined)[]): number;
}

/**
 * A new table. Numbers stand for texts exactly, without hashing: a key made of earlier keys stays short however much it
 * depends on.
 */
export function keyTable(): KeyTable {
  const known = new Map<string, number>();
  return {
    key(...parts) {
      const text = JSON.stringify(parts);
      let key = known.get(text);
      if (key === undefined) {
        key = known.size;
        known.set(text, key);
      }
      return key;
    },
  };
}
