import type { ContextEntry } from '../context/types.ts';
import type { Listing, ListingOptions, Measures } from './tree/listing-types.ts';

/** What stands at a path. Symlinks are reported as such, never followed. */
export interface PathDetails {
  readonly kind: ContextEntry['kind'];
  /** Of a file, in bytes; undefined where it is not known. */
  readonly size?: number | undefined;
  /** Permission bits; undefined where they are not known. */
  readonly mode?: number | undefined;
}

/** One entry of a folder. Sizes and modes are those that the listing told by itself. */
export interface FolderItem extends PathDetails {
  readonly name: string;
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
  /**
   * A path with its size and mode: undefined when nothing is there, `unknown` when it can't be looked at. A file system
   * whose `list` tells them needs no such way.
   */
  readonly details?: ((path: string) => Promise<PathDetails | 'unknown' | undefined>) | undefined;
  /** A quicker way to list a large tree, such as threads of its own; undefined where there is none. */
  readonly quick?: QuickListing | undefined;
}

/** A way to list many folders that is quicker than a call a folder, but may take a moment to start. */
export interface QuickListing {
  /** Entries from which it is worth its start. */
  readonly from: number;
  /** Resolves when it is ready, with undefined when it can't be had now. Never rejects. The caller closes it. */
  open(options: ListingOptions): Promise<FolderLister | undefined>;
}

/** Looks into the folders of one context. */
export interface FolderLister {
  /** How many calls it works on at a time. */
  readonly parallel: number;
  /**
   * What these folders (relative to the context's root) hold, in their order. Never rejects; undefined when it broke, and
   * then nothing more comes from it.
   */
  list(folders: readonly string[]): Promise<readonly Listing[] | undefined>;
  /** Sizes and modes of the paths of a listing, `paths` as there. Fails as `list` does. */
  measure(paths: string): Promise<Measures | undefined>;
  /** Stops what is under way, whose answers are then undefined. */
  close(): void;
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

/** The last segment of a place. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The folder that holds a place; `/` for something at the root of a disk, and the text itself when it has no slash. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? path : slash === 0 ? '/' : path.slice(0, slash);
}
