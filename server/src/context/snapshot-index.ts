import { CompactEntries } from './compact-entries.ts';
import { parentPath } from './path-parts.ts';
import { compileIgnore } from './ignore/ignore.ts';
import type { IgnoreMatcher } from './ignore/ignore.ts';
import type { ContextEntry, ContextSnapshot } from './types.ts';

/** What is computed of a snapshot once and then shared by every question about it. */
export interface SnapshotIndex {
  /** Compiled from the snapshot's ignore file; without one it leaves nothing out. */
  readonly ignore: IgnoreMatcher;
  readonly children: Children;
}

/** Something directly in a folder, by its full path. */
export interface Child {
  readonly path: string;
  readonly kind: ContextEntry['kind'];
}

/** What is directly in a folder, in the snapshot's order; the root is the empty text. */
export interface Children {
  /** Full paths; empty for what is no folder and for one that was not entered. */
  get(folder: string): readonly string[];
  /** The same with kinds. */
  of(folder: string): Iterable<Child>;
}

const indexes = new WeakMap<ContextSnapshot, SnapshotIndex>();

/** Says that a snapshot has the entries and the ignore file of another, so that both have one index. */
export function shareIndex(snapshot: ContextSnapshot, same: ContextSnapshot): void {
  indexes.set(snapshot, indexOf(same));
}

/** The index of a snapshot. Snapshots are never changed, so it is built at the first question, in one pass. */
export function indexOf(snapshot: ContextSnapshot): SnapshotIndex {
  let index = indexes.get(snapshot);
  if (index === undefined) {
    const { entries } = snapshot;
    index = {
      ignore: compileIgnore(snapshot.ignore?.text ?? ''),
      children: entries instanceof CompactEntries ? rangesIn(entries) : groupsIn(entries),
    };
    indexes.set(snapshot, index);
  }
  return index;
}

/** A compact map knows where each folder's contents stand. */
function rangesIn(entries: CompactEntries): Children {
  return {
    get: (folder) => {
      const [from, to] = entries.rangeOf(folder);
      return Array.from({ length: to - from }, (_, at) => entries.pathAt(from + at));
    },
    *of(folder) {
      const [from, to] = entries.rangeOf(folder);
      for (let position = from; position < to; position += 1) {
        yield { path: entries.pathAt(position), kind: entries.kindAt(position) };
      }
    },
  };
}

function groupsIn(entries: ReadonlyMap<string, ContextEntry>): Children {
  const groups = new Map<string, string[]>();
  for (const path of entries.keys()) {
    const folder = parentPath(path);
    const siblings = groups.get(folder);
    if (siblings === undefined) {
      groups.set(folder, [path]);
    } else {
      siblings.push(path);
    }
  }
  return {
    get: (folder) => groups.get(folder) ?? [],
    *of(folder) {
      for (const path of groups.get(folder) ?? []) {
        yield { path, kind: entries.get(path)?.kind ?? 'other' };
      }
    },
  };
}
