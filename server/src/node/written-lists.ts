import type { Kept, Lists } from '../lsp/lists.ts';

/** A list of which the JSON is there already. */
export class WrittenList {
  /** The items of one list after another, without brackets, with a comma behind each item, in UTF-8; none is empty. */
  readonly parts: readonly Uint8Array[];

  constructor(parts: readonly Uint8Array[]) {
    this.parts = parts;
  }

  /** The items: for traces, which write what is sent as text. */
  toJSON(): unknown {
    return JSON.parse(`[${Buffer.concat(this.parts).toString().slice(0, -1)}]`);
  }
}

/**
 * Keeps lists as the bytes that are sent: of a document of which one stage is edited, the lenses of all others are neither made nor
 * written again, and they take a third of the memory.
 */
export const writtenLists: Lists = {
  keep: <T>(list: readonly T[]) => (list.length === 0 ? Buffer.alloc(0) : itemsOf(list)) as Kept<T>,
  join: <T>(lists: readonly Kept<T>[]) =>
    new WrittenList((lists as readonly Uint8Array[]).filter(({ length }) => length > 0)) as unknown as T[],
};

/** The JSON of a list without its brackets, the closing one a comma. */
function itemsOf(list: readonly unknown[]): Uint8Array {
  const bytes = Buffer.from(JSON.stringify(list));
  bytes[bytes.length - 1] = COMMA;
  return bytes.subarray(1);
}

const COMMA = 0x2c;
