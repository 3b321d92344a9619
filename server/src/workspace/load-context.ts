import { shareSelections } from '../context/selection.ts';
import type { ContextSnapshot } from '../context/types.ts';
import { MAX_TEXT_BYTES } from '../context/wanted-texts.ts';
import { join, relativeTo } from './files.ts';
import type { FileSystem } from './files.ts';
import { readTree } from './tree/read-tree.ts';
import type { Tree } from './tree/growing-tree.ts';
import { isAborted } from './tree/walk.ts';

/** Where a context is, and how much of it to look at. */
export interface LoadOptions {
  /** The context's root. */
  readonly root: string;
  /** The Dockerfile's place. */
  readonly dockerfile: string;
  /** A name of the root for people. `.` when not given. */
  readonly label?: string | undefined;
  /** As in `ContextSnapshot`. */
  readonly reason?: string | undefined;
  /** As in `ContextSnapshot`. */
  readonly named?: ContextSnapshot['named'];
  /** As in `ContextSnapshot`. */
  readonly elsewhere?: ContextSnapshot['elsewhere'];
  readonly signal?: AbortSignal | undefined;
  /** Entries after which the walk gives up: 200,000 when not given. */
  readonly maxFiles?: number | undefined;
  /** Manifests whose text is loaded: 2,000 when not given. */
  readonly maxTexts?: number | undefined;
  /** UTF-16 units of all texts together: 16 million when not given. */
  readonly maxTextLength?: number | undefined;
  /**
   * Takes a large context as soon as its names are known: its entries have no sizes and modes yet. Called at most once.
   * What is returned in the end shares its selections, if nothing has vanished meanwhile.
   */
  readonly onNames?: ((loaded: LoadedContext) => void) | undefined;
}

/** A loaded context. */
export interface LoadedContext {
  readonly root: string;
  readonly snapshot: ContextSnapshot;
  /** What could not be read, for a log: sentences for people. */
  readonly notes: readonly string[];
}

/** A larger ignore file is not read, in bytes. */
const MAX_IGNORE_BYTES = 1024 * 1024;

/** Entries from which on a context is large: the sizes of fewer are known within a moment. */
const LARGE = 20_000;

/** Texts in flight at a time. */
const TEXT_BATCH = 32;

/**
 * Reads what is on disk of a build context. Folders that the ignore file leaves out wholly are recorded and not entered.
 * Returns undefined when it was aborted; anything unreadable is a note, and makes the snapshot say what it does not know.
 */
export async function loadContext(
  files: FileSystem,
  options: LoadOptions,
): Promise<LoadedContext | undefined> {
  const { root, dockerfile, signal, maxFiles = 200_000 } = options;
  const ignore = await readIgnore(files, root, dockerfile);
  if (isAborted(signal)) {
    return undefined;
  }
  const read = await readTree(files, { root, ignoreText: ignore?.text ?? '', maxFiles, signal });
  if (read === undefined) {
    return undefined;
  }
  const texts = await readTexts(files, options, read.names.wanted);
  if (texts === undefined) {
    return undefined;
  }
  const loadedAs = ({ entries, closed, complete, notes }: Tree): LoadedContext => {
    const inside = relativeTo(root, dockerfile);
    const snapshot: ContextSnapshot = {
      label: options.label ?? '.',
      reason: options.reason,
      named: options.named,
      elsewhere: options.elsewhere,
      dockerfile: inside === '.' ? undefined : inside,
      entries,
      closed,
      complete,
      texts: entries === read.names.entries ? texts : withoutGone(texts, entries),
      ignore,
    };
    return { root, snapshot, notes };
  };
  let early: LoadedContext | undefined;
  if (options.onNames !== undefined && read.names.entries.size >= LARGE) {
    early = loadedAs(read.names);
    options.onNames(early);
  }
  const measured = await read.measured;
  if (measured === undefined || isAborted(signal)) {
    return undefined;
  }
  const loaded = loadedAs(measured);
  if (early !== undefined && measured.entries.hasPathsOf(read.names.entries)) {
    shareSelections(loaded.snapshot, early.snapshot);
  }
  return loaded;
}

function withoutGone(
  texts: ReadonlyMap<string, string>,
  entries: ContextSnapshot['entries'],
): ReadonlyMap<string, string> {
  const isGone = [...texts.keys()].some((path) => !entries.has(path));
  return isGone ? new Map([...texts].filter(([path]) => entries.has(path))) : texts;
}

/**
 * The ignore file that counts (domain.md 3.1, BuildKit's frontend/dockerui/config.go): `<Dockerfile>.dockerignore` beside
 * the Dockerfile replaces the `.dockerignore` at the context's root. Its path is relative to the root if it lies inside.
 */
export async function readIgnore(
  files: FileSystem,
  root: string,
  dockerfile: string,
): Promise<ContextSnapshot['ignore']> {
  for (const path of [`${dockerfile}.dockerignore`, join(root, '.dockerignore')]) {
    const text = await files.readText(path, MAX_IGNORE_BYTES);
    if (text !== undefined) {
      return { path: relativeTo(root, path) ?? path, text };
    }
  }
  return undefined;
}

async function readTexts(
  files: FileSystem,
  { root, signal, maxTexts = 2000, maxTextLength = 16 * 1024 * 1024 }: LoadOptions,
  wanted: readonly string[],
): Promise<Map<string, string> | undefined> {
  const texts = new Map<string, string>();
  let length = 0;
  for (let start = 0; start < Math.min(wanted.length, maxTexts); start += TEXT_BATCH) {
    const batch = wanted.slice(start, Math.min(start + TEXT_BATCH, maxTexts));
    const found = await Promise.all(batch.map((path) => files.readText(join(root, path), MAX_TEXT_BYTES)));
    if (isAborted(signal)) {
      return undefined;
    }
    for (const [index, path] of batch.entries()) {
      const text = found[index];
      if (text === undefined) {
        continue;
      }
      length += text.length;
      if (length > maxTextLength) {
        return texts;
      }
      texts.set(path, text);
    }
  }
  return texts;
}
