/** A bounded store of results by text. */
export interface Memo<Value> {
  readonly get: (key: string) => Value | undefined;
  /** Keys are kept as long as their values: hand over a text that does not keep a larger one alive (see `detached`). */
  readonly set: (key: string, value: Value) => void;
}

/** When a generation is full: this many entries, or this many UTF-16 code units of keys. */
const MOST_ENTRIES = 60_000;
const MOST_CODE_UNITS = 8_000_000;

/**
 * A memo of two generations: when the young one is full it becomes the old one and the old one is forgotten; whatever is
 * asked for again moves to the young one. A document of fifty thousand instructions fits into one generation.
 */
export function createMemo<Value>(): Memo<Value> {
  let young = new Map<string, Value>();
  let old = new Map<string, Value>();
  let codeUnits = 0;
  const set = (key: string, value: Value): void => {
    if (young.size >= MOST_ENTRIES || codeUnits >= MOST_CODE_UNITS) {
      old = young;
      young = new Map();
      codeUnits = 0;
    }
    young.set(key, value);
    codeUnits += key.length;
  };
  return {
    get: (key) => {
      const fresh = young.get(key);
      if (fresh !== undefined) {
        return fresh;
      }
      const stale = old.get(key);
      if (stale !== undefined) {
        old.delete(key);
        set(key, stale);
      }
      return stale;
    },
    set,
  };
}

/**
 * The same text, cut loose from the document that it is part of: engines represent a slice by its parent, so that a memo
 * of slices would keep every version of every document alive.
 */
export function detached(text: string): string {
  return ` ${text}`.slice(1);
}
