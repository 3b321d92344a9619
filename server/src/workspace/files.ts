import type { ContextEntry } from '../context/types.ts';

/** One entry of a folder. Symlinks are reported as such, never followed. */
export interface FolderItem {
  readonly name: string;
  readonly kind: ContextEntry['kind'];
}

/**
 * The file system as the workspace room sees it. Places are absolute paths with `/` between segments, or URIs: a file in
 * a folder is always `${folder}/${name}`. No method rejects: what can't be read is undefined.
 */
export interface FileSystem {
  /** What a folder holds, in any order; undefined when it is none or can't be read. */
  list(folder: string): Promise<readonly FolderItem[] | undefined>;
  /** A file's text as UTF-8; undefined when it has more than `maxBytes`, is no file or can't be read. Follows symlinks. */
  readText(path: string, maxBytes: number): Promise<string | undefined>;
  /** What stands at a path; undefined for nothing. A symlink is a `symlink`. */
  kind(path: string): Promise<ContextEntry['kind'] | undefined>;
}

/** `${folder}/${name}`, also for a root that ends in a slash. */
export function join(folder: string, name: string): string {
  return folder.endsWith('/') ? folder + name : `${folder}/${name}`;
}

/** A path relative to a folder, `.` for the folder itself; undefined when it lies elsewhere. */
export function relativeTo(folder: string, path: string): string | undefined {
  const base = folder.endsWith('/') ? folder.slice(0, -1) : folder;
  if (path === base || path === folder) {
    return '.';
  }
  return path.startsWith(`${base}/`) ? path.slice(base.length + 1) : undefined;
}

/** The folder that holds a place; `/` for something at the root of a disk, and the text itself when it has no slash. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? path : slash === 0 ? '/' : path.slice(0, slash);
}
