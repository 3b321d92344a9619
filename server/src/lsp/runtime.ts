import type { FileSystem } from '../workspace/files.ts';

/** What a main knows of the machine that the server runs on. */
export interface Runtime {
  /** The build contexts' file system; undefined where there is none: what needs a context is then left unsaid. */
  readonly disk: Disk | undefined;
  /** Folder of the rules' pages, as a URL without a slash at its end; undefined when there is none to link to. */
  readonly rulePages?: string | undefined;
}

/** A file system and how its places are written as URIs. */
export interface Disk {
  readonly files: FileSystem;
  /** The place that a URI names, or undefined when it lies elsewhere or is malformed. */
  placeOf(uri: string): string | undefined;
  /** The URI of a place. */
  uriOf(place: string): string;
}
