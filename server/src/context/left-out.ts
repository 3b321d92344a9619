import { blame } from './ignore/blame.ts';
import { indexOf } from './snapshot-index.ts';
import type { ContextSnapshot } from './types.ts';

/** A file or folder that the ignore file leaves out, with all that is in it. */
export interface LeftOutPath {
  readonly path: string;
  readonly kind: 'file' | 'folder';
  /** The pattern that drops it, cleaned; undefined when that is not known (see `blame`). */
  readonly pattern: string | undefined;
}

/** What the ignore file leaves out below some folders. */
export interface LeftOut {
  /** Regular files that are known. */
  readonly files: number;
  /** Of these files together; undefined when the size of any is not known. */
  readonly bytes: number | undefined;
  /** False when there may be more files: folders that are left out are usually not looked into. */
  readonly complete: boolean;
  /** The topmost paths, at most {@link MAX_PATHS}, in the snapshot's order. */
  readonly paths: readonly LeftOutPath[];
}

/** How many paths are named at most. */
export const MAX_PATHS = 100;

/** What the ignore file leaves out at or below these context paths (the empty text is the root), each path once. */
export function leftOutBelow(snapshot: ContextSnapshot, roots: readonly string[]): LeftOut {
  const { entries, closed } = snapshot;
  const { ignore, children } = indexOf(snapshot);
  const blamed = blame(snapshot.ignore?.text ?? '');
  let files = 0;
  let bytes: number | undefined = 0;
  let complete = true;
  const paths: LeftOutPath[] = [];
  const visited = new Set<string>();

  const todo = roots.map((path) => ({ path, below: false })).reverse();
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    const { path, below } = next;
    if (visited.has(path)) {
      continue;
    }
    visited.add(path);
    const entry = entries.get(path);
    const isFolder = path === '' || entry?.kind === 'directory';
    const wholly = below || (isFolder && path !== '' && ignore.leavesOutWholly(path));
    const leftOut = wholly || (!isFolder && entry !== undefined && ignore.leavesOut(path));
    if (leftOut && !below && paths.length < MAX_PATHS) {
      paths.push({ path, kind: isFolder ? 'folder' : 'file', pattern: blamed(path) });
    }
    if (isFolder) {
      // A folder that stays in the context but was not entered may hold files that are left out, too.
      complete &&= snapshot.complete && !closed.has(path);
      for (const child of children.get(path).toReversed()) {
        todo.push({ path: child, below: wholly });
      }
    } else if (leftOut && entry?.kind === 'file') {
      files += 1;
      bytes = entry.size === undefined || bytes === undefined ? undefined : bytes + entry.size;
    }
  }
  return { files, bytes, complete, paths };
}
