/** Gives equal texts equal numbers. Two states that are compared share one table, so that their keys can be compared. */
export interface KeyTable {
  /** The number of a list of parts; lists are equal when all their parts are. */
  key(...parts: readonly (string | number | undefined)[]): number;
  /** A table that knows all that this one knows, and keeps what is new to itself. It is of no use once this one has learnt more. */
  branch(): KeyTable;
}

/**
 * A new table. Numbers stand for texts exactly, without hashing: a key made of earlier keys stays short however much it
 * depends on.
 */
export function keyTable(): KeyTable {
  return tableOver(() => undefined, 0);
}

function tableOver(below: (text: string) => number | undefined, size: number): KeyTable {
  const known = new Map<string, number>();
  const find = (text: string): number | undefined => known.get(text) ?? below(text);
  return {
    key(...parts) {
      const text = JSON.stringify(parts);
      let key = find(text);
      if (key === undefined) {
        key = size + known.size;
        known.set(text, key);
      }
      return key;
    },
    branch: () => tableOver(find, size + known.size),
  };
}
