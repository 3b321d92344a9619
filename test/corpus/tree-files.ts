import type { ContextEntry } from '../../server/src/context/types.ts';
import type { FileSystem, FolderItem } from '../../server/src/workspace/files.ts';

/** A file of a recorded tree: `mode` is git's, `size` in bytes and -1 where it was not recorded. */
export interface TreeEntry {
  readonly path: string;
  readonly size: number;
  readonly mode: string;
}

/** The context's root in the file system of a recorded tree. */
export const ROOT = '/context';

/** A file system whose tree is a record. `textOf` gives what is known of its texts, by full path. */
export function treeFiles(
  tree: readonly TreeEntry[],
  textOf: (path: string) => string | undefined,
): FileSystem {
  const kinds = new Map<string, ContextEntry['kind']>([[ROOT, 'directory']]);
  const folders = new Map<string, FolderItem[]>([[ROOT, []]]);
  const add = (path: string, item: Omit<FolderItem, 'name'>): void => {
    if (kinds.has(path)) {
      return;
    }
    kinds.set(path, item.kind);
    const slash = path.lastIndexOf('/');
    const parent = path.slice(0, slash);
    if (!kinds.has(parent)) {
      add(parent, { kind: 'directory' });
    }
    const siblings = folders.get(parent) ?? [];
    siblings.push({ ...item, name: path.slice(slash + 1) });
    folders.set(parent, siblings);
  };
  for (const { path, size, mode } of tree) {
    const kind = mode === '120000' ? 'symlink' : mode === '160000' ? 'directory' : 'file';
    add(`${ROOT}/${path}`, {
      kind,
      size: size < 0 ? undefined : size,
      mode: mode === '100755' ? 0o755 : 0o644,
    });
  }
  return {
    list: (folder) =>
      Promise.resolve(kinds.get(folder) === 'directory' ? (folders.get(folder) ?? []) : undefined),
    readText: (path, maxBytes) => {
      const text = textOf(path);
      return Promise.resolve(text === undefined || text.length > maxBytes ? undefined : text);
    },
    kind: (path) => Promise.resolve(kinds.get(path)),
  };
}
