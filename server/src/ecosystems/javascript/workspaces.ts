import { expandFolders, isPlainPattern } from '../folder-patterns.ts';
import { joinPath } from '../paths.ts';
import type { ContextQuery } from '../types.ts';
import { withoutTrailing } from '../../syntax/without-trailing.ts';

/** The workspace members of a project. */
export type Members =
  | { readonly kind: 'known'; readonly folders: readonly string[] }
  | { readonly kind: 'unknown'; readonly why: string };

/**
 * Finds the members that workspace patterns name: folders with a package.json that BuildKit has in the context. Literal
 * folders, `*` in a segment, and `**` are read; braces and other forms of minimatch are not, and are said to be unknown.
 */
export function findMembers(root: string, patterns: readonly string[], context: ContextQuery): Members {
  const found = new Set<string>();
  for (const pattern of patterns) {
    const negated = pattern.startsWith('!');
    const text = withoutTrailing((negated ? pattern.slice(1) : pattern).replace(/^(\.\/)+/, ''), '/');
    if (!isPlainPattern(text)) {
      return { kind: 'unknown', why: `the workspace pattern \`${pattern}\` can't be read surely` };
    }
    const folders = expandFolders(root, text, context);
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
