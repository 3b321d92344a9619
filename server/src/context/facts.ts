import { cleanPath } from '../model/paths.ts';
import { parentPath } from './path-parts.ts';
import { indexOf } from './snapshot-index.ts';
import type { ContextSnapshot } from './types.ts';

/** An answer that may not be known: a walk that gave up, a folder that was not entered or a symlink hides the truth. */
export type Answer = 'yes' | 'no' | 'unknown';

/**
 * A path of the context as BuildKit reads it: joined to `/` and cleaned, so that neither a leading `/` nor `../` leaves
 * the context (domain.md 3.4). The root is the empty text.
 */
export function contextPath(text: string): string {
  return cleanPath(`/${text}`).slice(1);
}

/** Whether a file or folder of this path is on disk, ignored or not. */
export function exists(snapshot: ContextSnapshot, path: string): Answer {
  const clean = contextPath(path);
  if (clean === '' || snapshot.entries.has(clean)) {
    return 'yes';
  }
  return isHidden(snapshot, clean) || !snapshot.complete ? 'unknown' : 'no';
}

/**
 * Whether BuildKit finds this path in the context after the ignore file. A folder that is left out is still there when
 * something below it is brought back by `!`.
 */
export function isInContext(snapshot: ContextSnapshot, path: string): Answer {
  const clean = contextPath(path);
  const { ignore } = indexOf(snapshot);
  if (clean === '') {
    return 'yes';
  }
  if (ignore.leavesOutWholly(clean)) {
    return 'no';
  }
  const leftOut = ignore.leavesOut(clean);
  const entry = snapshot.entries.get(clean);
  if (entry?.kind === 'directory' && leftOut) {
    return hasKeptBelow(snapshot, clean);
  }
  if (entry === undefined) {
    const found = exists(snapshot, clean);
    return found === 'unknown' && leftOut && !ignore.hasExceptions ? 'no' : found;
  }
  return leftOut ? 'no' : 'yes';
}

/** Paths of the files (and symlinks) directly in a folder, in the snapshot's order, ignored or not. */
export function filesIn(snapshot: ContextSnapshot, folder: string): readonly string[] {
  return childrenOf(snapshot, folder).filter((path) => {
    const kind = snapshot.entries.get(path)?.kind;
    return kind === 'file' || kind === 'symlink';
  });
}

/** Paths of the folders directly in a folder, in the snapshot's order, ignored or not. */
export function foldersIn(snapshot: ContextSnapshot, folder: string): readonly string[] {
  return childrenOf(snapshot, folder).filter((path) => snapshot.entries.get(path)?.kind === 'directory');
}

/** True when the files listed for this folder are all there are: it was entered and the walk did not give up. */
export function isListed(snapshot: ContextSnapshot, folder: string): boolean {
  const clean = contextPath(folder);
  return snapshot.complete && !snapshot.closed.has(clean) && !isHidden(snapshot, clean);
}

/** The text of a small file that was loaded, or undefined: not wanted, too large, or not there. */
export function textOf(snapshot: ContextSnapshot, path: string): string | undefined {
  return snapshot.texts.get(contextPath(path));
}

/** Why BuildKit refuses the ignore file, or undefined. Every build with this context then fails. */
export function ignoreError(snapshot: ContextSnapshot): string | undefined {
  return indexOf(snapshot).ignore.error;
}

/** True when a folder above was not entered, or is a symlink that leads elsewhere. */
export function isHidden(snapshot: ContextSnapshot, path: string): boolean {
  for (let folder = parentPath(path); folder !== ''; folder = parentPath(folder)) {
    if (snapshot.closed.has(folder) || snapshot.entries.get(folder)?.kind === 'symlink') {
      return true;
    }
  }
  return false;
}

function childrenOf(snapshot: ContextSnapshot, folder: string): readonly string[] {
  return indexOf(snapshot).children.get(contextPath(folder));
}

/** Whether anything below a folder that is left out itself stays in the context. */
function hasKeptBelow(snapshot: ContextSnapshot, folder: string): Answer {
  const { ignore, children } = indexOf(snapshot);
  let hidden = !snapshot.complete;
  const todo = [folder];
  for (let current = todo.pop(); current !== undefined; current = todo.pop()) {
    if (ignore.leavesOutWholly(current)) {
      continue;
    }
    hidden ||= snapshot.closed.has(current);
    for (const path of children.get(current)) {
      if (!ignore.leavesOut(path)) {
        return 'yes';
      }
      if (snapshot.entries.get(path)?.kind === 'directory') {
        todo.push(path);
      }
    }
  }
  return hidden ? 'unknown' : 'no';
}
