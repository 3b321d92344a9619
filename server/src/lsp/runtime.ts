import type { FileDifference } from '../insights/what-if-earlier.ts';
import type { FileSystem } from '../workspace/files.ts';

/** What a main knows of the machine that the server runs on. */
export interface Runtime {
  /** The build contexts' file system; undefined where there is none: what needs a context is then left unsaid. */
  readonly disk: Disk | undefined;
  /** Asks git, which only a person's question may do, and only in a workspace that they trust; undefined without it. */
  readonly git?: Git | undefined;
  /** Folder of the rules' pages, as a URL without a slash at its end; undefined when there is none to link to. */
  readonly rulePages?: string | undefined;
}

/** What git tells of a folder. Nothing here rejects. */
export interface Git {
  /** The files below a folder that differ from a commit; undefined when git can't tell. */
  changedSince(folder: string, ref: string): Promise<readonly FileDifference[] | undefined>;
  /** A file's text at a commit, by its path relative to the folder; undefined when it was not there. */
  textAt(folder: string, ref: string, path: string): Promise<string | undefined>;
}

/** A file system and how its places are written as URIs. */
export interface Disk {
  readonly files: FileSystem;
  /** The place that a URI names, or undefined when it lies elsewhere or is malformed. */
  placeOf(uri: string): string | undefined;
  /** The URI of a place. */
  uriOf(place: string): string;
}
