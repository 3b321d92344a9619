import type { Model } from '../../model/types.ts';
import { listed } from '../text.ts';

/** Lines of readers, the nearest ones by their names and the others by their number. */
export interface ReaderWords {
  /** `line 3`, `lines 3 and 5`, `lines 64, 65, 67 and 6 more`. */
  readonly text: string;
  readonly plural: boolean;
}

/** Nodes above a step at which its chain reads something. */
export interface Readers {
  /** The nearest ones, in document order along the chain. */
  readonly told: readonly number[];
  /** How many others there are. */
  readonly more: number;
  /** False where nobody counted all of them. */
  readonly exact: boolean;
}

/**
 * The nearest readers of a step, without the step itself, and how many there are beside these. `find` may leave out the farthest ones
 * of many.
 */
export function readersAbove(find: (node: number) => readonly number[], node: number, most: number): Readers {
  const found = find(node).filter((reader) => reader !== node);
  const [farthest] = found;
  // One more costs no more room than to say that there is one more.
  if (farthest === undefined || found.length <= most + 1) {
    return { told: found, more: 0, exact: true };
  }
  return {
    told: found.slice(-most),
    more: found.length - most,
    exact: find(farthest).length === 1,
  };
}

/** What stands for those that are not told: `6 more`, `others`; nothing where all are told. */
export function othersOf({ more, exact }: Readers): readonly string[] {
  return more === 0 ? [] : [exact ? `${more} more` : 'others'];
}

/** The lines of readers for a sentence; undefined where there are none. */
export function readerWords({ nodes }: Model, readers: Readers): ReaderWords | undefined {
  const { told, more } = readers;
  if (told.length === 0) {
    return undefined;
  }
  const plural = told.length + more > 1;
  const items = [...told.map((reader) => String(nodes[reader]?.instruction.line ?? 0)), ...othersOf(readers)];
  return { text: `line${plural ? 's' : ''} ${listed(items, items.length)}`, plural };
}
