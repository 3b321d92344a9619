import { parentPath } from './path-parts.ts';
import { compileIgnore } from './ignore/ignore.ts';
import type { IgnoreMatcher } from './ignore/ignore.ts';
import type { ContextSnapshot } from './types.ts';

/** What is computed of a snapshot once and then shared by every question about it. */
export interface SnapshotIndex {
  /** Compiled from the snapshot's ignore file; without one it leaves nothing out. */
  readonly ignore: IgnoreMatcher;
  /** Entries directly in a folder, as full paths in the snapshot's order; the root is the empty text. */
  readonly children: ReadonlyMap<string, readonly string[]>;
}

const indexes = new WeakMap<ContextSnapshot, SnapshotIndex>();

/** The index of a snapshot. Snapshots are never changed, so it is built at the first question, in one pass. */
export function indexOf(snapshot: ContextSnapshot): SnapshotIndex {
  let index = indexes.get(snapshot);
  if (index === undefined) {
    index = {
      ignore: compileIgnore(snapshot.ignore?.text ?? ''),
      children: groupByFolder(snapshot.entries.keys()),
    };
    indexes.set(snapshot, index);
  }
  return index;
}

function groupByFolder(paths: Iterable<string>): Map<string, string[]> {
  const children = new Map<string, string[]>();
  for (const path of paths) {
    const folder = parentPath(path);
    const siblings = children.get(folder);
    if (siblings === undefined) {
      children.set(folder, [path]);
    } else {
      siblings.push(path);
    }
  }
  return children;
}
