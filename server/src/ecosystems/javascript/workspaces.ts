import { hasWildcards } from '../../context/copy-wildcards.ts';
import { compileName } from '../../context/match.ts';
import { baseName } from '../../context/path-parts.ts';
import { isOutside, joinPath } from '../paths.ts';
import type { ContextQuery } from '../types.ts';

/** The workspace members of a project. */
export type Members =
  | { readonly kind: 'known'; readonly folders: readonly string[] }
  | { readonly kind: 'unknown'; readonly why: string };

/** Folders that package managers never look into for members. */
const SKIPPED = new Set(['node_modules', '.git', 'bower_components']);

/** More folders than this are not searched for members. */
const MAX_FOLDERS = 20_000;

/**
 * Finds the members that workspace patterns name: folders with a package.json that BuildKit has in the context. Literal
 * folders, `*` in a segment, and `**` are read; braces and other forms of minimatch are not, and are said to be unknown.
 */
export function findMembers(root: string, patterns: readonly string[], context: ContextQuery): Members {
  const found = new Set<string>();
  for (const pattern of patterns) {
    const negated = pattern.startsWith('!');
    const text = (negated ? pattern.slice(1) : pattern).replace(/^(\.\/)+/, '').replace(/\/+$/, '');
    if (/[{}()?[\]\\!+@|]/.test(text.replace(/(^|\/)@[\w.-]/g, '$1x')) || isOutside(joinPath('', text))) {
      return { kind: 'unknown', why: `the workspace pattern \`${pattern}\` can't be read surely` };
    }
    const folders = expandPattern(root, text, context);
    if (folders === undefined) {
      return { kind: 'unknown', why: 'the folders of the workspaces are not all known' };
    }
    for (const folder of folders) {
      if (negated) {
        found.delete(folder);
      } else if (folder !== root) {
        found.add(folder);
      }
    }
  }
  const members: string[] = [];
  for (const folder of found) {
    const has = context.has(joinPath(folder, 'package.json'));
    if (has === 'unknown') {
      return { kind: 'unknown', why: `the contents of ${folder} are not known` };
    }
    if (has === 'yes') {
      members.push(folder);
    }
  }
  return { kind: 'known', folders: members };
}

/** Existing folders that one pattern names; undefined when a folder was not listed, or there are too many. */
function expandPattern(root: string, pattern: string, context: ContextQuery): Set<string> | undefined {
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
          if (!SKIPPED.has(name) && !name.startsWith('.') && matches(name) === true) {
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
    for (const child of context.folders(at)) {
      if (!SKIPPED.has(baseName(child)) && !baseName(child).startsWith('.')) {
        todo.push(child);
      }
    }
  }
  return true;
}
