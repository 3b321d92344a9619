import type { ContextEntry } from '../../server/src/context/types.ts';
import type { FileSystem, FolderItem } from '../../server/src/workspace/files.ts';

/** A tree in memory: place -> text, or `null` for an empty folder, or `{ link }` for a symlink, `{ unreadable }` for a folder. */
export type Tree = Readonly<
  Record<string, string | null | { readonly link: string } | { readonly unreadable: true }>
>;

/** A file system of plain data that also counts what was read, for tests of what is not read. */
export interface MemoryFiles extends FileSystem {
  /** Folders that were listed, in order. */
  readonly listed: string[];
}

export function memoryFiles(tree: Tree): MemoryFiles {
  const kinds = new Map<string, ContextEntry['kind']>([['', 'directory']]);
  const unreadable = new Set<string>();
  const children = new Map<string, FolderItem[]>();
  const add = (path: string, kind: ContextEntry['kind']): void => {
    if (kinds.has(path)) {
      return;
    }
    kinds.set(path, kind);
    const slash = path.lastIndexOf('/');
    const parent = path.slice(0, Math.max(slash, 0));
    add(parent, 'directory');
    const value = tree[path];
    const size = typeof value === 'string' ? new TextEncoder().encode(value).length : undefined;
    children.set(parent, [...(children.get(parent) ?? []), { name: path.slice(slash + 1), kind, size }]);
  };
  for (const [path, value] of Object.entries(tree)) {
    const isLink = value !== null && typeof value === 'object' && 'link' in value;
    add(path, typeof value === 'string' ? 'file' : isLink ? 'symlink' : 'directory');
    if (value !== null && typeof value === 'object' && !isLink) {
      unreadable.add(path);
    }
  }
  const listed: string[] = [];
  return {
    listed,
    list: (folder) => {
      listed.push(folder);
      const readable = kinds.get(folder) === 'directory' && !unreadable.has(folder);
      return Promise.resolve(readable ? (children.get(folder) ?? []) : undefined);
    },
    readText: (path, maxBytes) => {
      const value = tree[path];
      return Promise.resolve(typeof value === 'string' && value.length <= maxBytes ? value : undefined);
    },
    kind: (path) => Promise.resolve(kinds.get(path)),
  };
}
