import { hasWildcards } from '../context/copy-wildcards.ts';
import { compileName } from '../context/match.ts';
import { baseName } from '../context/path-parts.ts';
import { isOutside, joinPath } from './paths.ts';
import type { ContextQuery } from './types.ts';

/** Folders that package managers never look into for members. */
const SKIPPED = new Set(['node_modules', '.git', 'bower_components']);

/** More folders than this are not searched. */
const MAX_FOLDERS = 20_000;

/** True for a pattern of literal folders, `*` in a segment, and `**`; braces and other forms of minimatch are not read. */
export function isPlainPattern(pattern: string): boolean {
  return (
    !/[{}()?[\]\\!+@|~$]/.test(pattern.replace(/(^|\/)@[\w.-]/g, '$1x')) && !isOutside(joinPath('', pattern))
  );
}

/**
 * Folders that a pattern names below a folder of the context; literal ones whether they exist or not. Undefined when a folder
 * was not listed, or there are too many. Wildcards skip hidden folders, those that no package manager looks into, and those that
 * are left out of the context.
 */
export function expandFolders(
  root: string,
  pattern: string,
  context: ContextQuery,
): ReadonlySet<string> | undefined {
  let current = new Set([root]);
  for (const segment of pattern.split('/')) {
    if (segment === '' || segment === '.') {
      continue;
    }
    const next = new Set<string>();
    for (const folder of current) {
      if (segment === '**') {
        if (!addBelow(folder, next, context)) {
          return undefined;
        }
      } else if (!hasWildcards(segment)) {
        next.add(joinPath(folder, segment));
      } else {
        if (!context.isListed(folder)) {
          return undefined;
        }
        const matches = compileName(segment);
        for (const child of context.folders(folder)) {
          const name = baseName(child);
          if (isSearched(child, context) && matches(name) === true) {
            next.add(child);
          }
        }
      }
      if (next.size > MAX_FOLDERS) {
        return undefined;
      }
    }
    current = next;
  }
  return current;
}

function isSearched(folder: string, context: ContextQuery): boolean {
  const name = baseName(folder);
  return !SKIPPED.has(name) && !name.startsWith('.') && context.has(folder) !== 'no';
}

function addBelow(folder: string, into: Set<string>, context: ContextQuery): boolean {
  const todo = [folder];
  for (let at = todo.pop(); at !== undefined; at = todo.pop()) {
    if (into.has(at)) {
      continue;
    }
    if (!context.isListed(at) || into.size > MAX_FOLDERS) {
      return false;
    }
    into.add(at);
    for (const child of [...context.folders(at)].reverse()) {
      if (isSearched(child, context)) {
        todo.push(child);
      }
    }
  }
  return true;
}
