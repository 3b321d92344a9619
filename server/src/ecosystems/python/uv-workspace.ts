import { parentPath } from '../../context/path-parts.ts';
import { memberAt, textsOf } from '../../formats/members.ts';
import { expandFolders, isPlainPattern } from '../folder-patterns.ts';
import { joinPath } from '../paths.ts';
import type { ContextQuery } from '../types.ts';

/** The workspace that a project of uv belongs to. */
export interface UvWorkspace {
  /** The folder with the lock; the project's own where it belongs to no workspace. */
  readonly root: string;
  /** Folders of members, without the root; empty where there is no workspace. */
  readonly members: readonly string[];
  /** True when a pattern can't be read, or a folder was not listed. */
  readonly unknown: boolean;
}

/** The nearest workspace among the folders around a project that counts it among its members (uv's docs, workspaces.md). */
export function findWorkspace(folder: string, context: ContextQuery): UvWorkspace {
  for (let at = folder; ; at = parentPath(at)) {
    const path = joinPath(at, 'pyproject.toml');
    const table =
      context.has(path) === 'yes' ? memberAt(context.toml(path), 'tool', 'uv', 'workspace') : undefined;
    if (table !== undefined) {
      const found = expand(at, table, context);
      if (at === folder || found === undefined || found.has(folder)) {
        const others = [...(found ?? [])].filter((one) => one !== at);
        return { root: at, members: others.sort(), unknown: found === undefined };
      }
    }
    if (at === '') {
      return { root: folder, members: [], unknown: false };
    }
  }
}

/** Folders with a pyproject.toml that the patterns of a workspace name. */
function expand(root: string, table: unknown, context: ContextQuery): ReadonlySet<string> | undefined {
  const found = new Set<string>();
  for (const [key, patterns] of [
    ['members', textsOf(memberAt(table, 'members'))],
    ['exclude', textsOf(memberAt(table, 'exclude'))],
  ] as const) {
    for (const pattern of patterns) {
      const folders = isPlainPattern(pattern) ? expandFolders(root, pattern, context) : undefined;
      if (folders === undefined) {
        return undefined;
      }
      for (const folder of folders) {
        if (key === 'exclude') {
          found.delete(folder);
        } else if (context.has(joinPath(folder, 'pyproject.toml')) === 'yes') {
          found.add(folder);
        }
      }
    }
  }
  return found;
}
