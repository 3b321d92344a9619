import { contextPath, isInContext } from './facts.ts';
import { baseName, parentPath } from './path-parts.ts';
import { compilePatterns } from './ignore/ignore.ts';
import type { IgnoreMatcher } from './ignore/ignore.ts';
import { hasWildcards, literalPart, resolveWildcards } from './copy-wildcards.ts';
import { createRemembered } from './remembered.ts';
import type { Remembered } from './remembered.ts';
import { runThrough } from './run-through.ts';
import { indexOf } from './snapshot-index.ts';
import type { ContextSnapshot } from './types.ts';

/** Flags of a COPY or ADD that change which files it selects. */
export interface SelectionOptions {
  /** `--parents`. */
  readonly parents?: boolean | undefined;
  /** The values of `--exclude`. */
  readonly exclude?: readonly string[] | undefined;
}

/** A file or symlink that a source delivers. */
export interface SelectedFile {
  /** In the context. */
  readonly path: string;
  /** Where it lands, relative to the destination folder. */
  readonly to: string;
  /**
   * True when it is copied as a file of its own, not as part of a folder: a destination that names no folder then becomes
   * this file (domain.md 3.4).
   */
  readonly single: boolean;
}

/** What one source of a COPY, ADD or bind mount selects from the context. */
export interface Selection {
  /**
   * `missing`: a literal source, or the folder in front of the first wildcard, is not in the context, or the pattern is a
   * bad one; BuildKit fails, or `complete` says that it may exist.
   */
  readonly kind: 'file' | 'directory' | 'glob' | 'missing';
  /** In the snapshot's order. Empty folders are not listed. */
  readonly files: readonly SelectedFile[];
  /**
   * Context paths of the folders that BuildKit looks at with the files, empty ones included: their names and modes are
   * part of the cache key (includedPaths in cache/contenthash/checksum.go). The context's root is not among them.
   */
  readonly folders: readonly string[];
  /** The literal part of the source: the folder, or the file, that names in the cache key are relative to. */
  readonly base: string;
  /** False when a folder that was not entered, a symlink or an incomplete walk may hide more files. */
  readonly complete: boolean;
}

const memo = new WeakMap<ContextSnapshot, Remembered<Selection>>();

/**
 * Files and folders of all remembered selections together, some 70 bytes each, besides those of three that select the whole
 * context: a Dockerfile with hundreds of sources fits.
 */
const MAX_REMEMBERED = 200_000;

/** What the room of a selection itself counts for, in files: typing a source asks for many that select nothing. */
const OVERHEAD = 10;

/** Files after which the work may pause: a fraction of a millisecond. */
const PAUSE = 1024;

/**
 * Which files of the context one source of a COPY or ADD selects, and where they land (domain.md 3.4; BuildKit's
 * convert_copy.go and fsutil's copy/copy.go). The answer is remembered with the snapshot, so asking again is free.
 */
export function select(snapshot: ContextSnapshot, source: string, options: SelectionOptions = {}): Selection {
  return runThrough(selecting(snapshot, source, options));
}

/** The same in steps, between which something else may have its turn. */
export function* selecting(
  snapshot: ContextSnapshot,
  source: string,
  { parents = false, exclude = [] }: SelectionOptions = {},
): Generator<void, Selection> {
  const known = rememberedOf(snapshot);
  const key = JSON.stringify([source, parents, exclude]);
  let selection = known.get(key);
  if (selection === undefined) {
    selection = yield* compute(snapshot, source, parents, exclude);
    known.set(key, selection);
  }
  return selection;
}

/**
 * Says that a snapshot has the same paths and kinds of entries and the same ignore file as another, so that what was
 * selected from that one holds for it, too.
 */
export function shareSelections(snapshot: ContextSnapshot, same: ContextSnapshot): void {
  memo.set(snapshot, rememberedOf(same));
}

function rememberedOf(snapshot: ContextSnapshot): Remembered<Selection> {
  let known = memo.get(snapshot);
  if (known === undefined) {
    known = createRemembered({
      limit: MAX_REMEMBERED + 3 * snapshot.entries.size,
      costOf: ({ files, folders }) => OVERHEAD + files.length + folders.length,
    });
    memo.set(snapshot, known);
  }
  return known;
}

/**
 * The absolute path in the image of a selected file. `destination` is absolute; with a trailing slash, or when
 * `isFolder` says that the image has a folder there, files land inside it.
 */
export function landingPath(
  file: SelectedFile,
  destination: string,
  options: { isFolder?: boolean } = {},
): string {
  if (file.single && !destination.endsWith('/') && options.isFolder !== true) {
    return destination;
  }
  return destination.endsWith('/') ? destination + file.to : `${destination}/${file.to}`;
}

/** What a source text asks for, before the context is looked at. */
interface Request {
  /** Cleaned; may hold wildcards. */
  readonly from: string;
  /** `--parents`: the path below `from` that is wanted, itself a pattern. */
  readonly include: string | undefined;
}

function* compute(
  snapshot: ContextSnapshot,
  source: string,
  parents: boolean,
  exclude: readonly string[],
): Generator<void, Selection> {
  const { from, include } = parents ? readPivot(source) : { from: contextPath(source), include: undefined };
  const collection: Collection = {
    snapshot,
    include: include === undefined ? undefined : compilePatterns([include]),
    exclude: exclude.length === 0 ? undefined : compilePatterns(exclude),
    files: [],
    folders: new Set(),
    complete: true,
  };
  const globbed = hasWildcards(from);
  const roots = globbed ? resolveWildcards(snapshot, from) : { paths: [from], fails: false, complete: true };
  collection.complete = roots.complete;
  let rootKind: Selection['kind'] = 'missing';
  for (const root of roots.paths) {
    rootKind = yield* addRoot(collection, root);
  }
  const found = {
    files: collection.files,
    folders: [...collection.folders],
    base: globbed ? literalPart(from) : from,
    complete: collection.complete,
  };
  if (globbed || (include !== undefined && hasWildcards(include))) {
    return { kind: roots.fails ? 'missing' : 'glob', ...found };
  }
  const kind = include === undefined ? rootKind : literalKind(snapshot, from, include);
  const selection: Selection = { kind, ...found };
  if (rootKind === 'directory') {
    finders.set(selection, (to) => findBelow(collection, from, to));
  }
  return selection;
}

type Finder = (to: string) => SelectedFile | undefined;

/** Of selections that look for a file without a list of all of them, or have made one. */
const finders = new WeakMap<Selection, Finder>();

/**
 * The file of a selection that lands at a path relative to the destination folder; of several the last. At the destination itself
 * lands what is named alone: `COPY a /b`.
 */
export function landingAt(selection: Selection, to: string): SelectedFile | undefined {
  const [only] = to === '' ? selection.files : [];
  if (only?.single === true && selection.files.length === 1) {
    return only;
  }
  let finder = finders.get(selection);
  if (finder === undefined) {
    const all = new Map(selection.files.map((file) => [file.to, file]));
    finder = (place) => all.get(place);
    finders.set(selection, finder);
  }
  return finder(to);
}

/** What `addFolder` adds for one path, if anything. */
function findBelow(
  { snapshot, include, exclude }: Collection,
  root: string,
  to: string,
): SelectedFile | undefined {
  const path = root === '' ? to : `${root}/${to}`;
  const kind = snapshot.entries.get(path)?.kind;
  const isThere = to !== '' && (kind === 'file' || kind === 'symlink');
  return isThere &&
    !indexOf(snapshot).ignore.leavesOut(path) &&
    include?.leavesOut(to) !== false &&
    exclude?.leavesOut(to) !== true
    ? { path, to, single: false }
    : undefined;
}

/** BuildKit cuts a `--parents` source at its first `/./`; without one the whole source is wanted below the root. */
function readPivot(source: string): Request {
  const pivot = source.indexOf('/./');
  if (pivot < 0) {
    return { from: '', include: contextPath(source) };
  }
  return { from: contextPath(source.slice(0, pivot)), include: contextPath(source.slice(pivot + 3)) };
}

function literalKind(snapshot: ContextSnapshot, from: string, include: string): Selection['kind'] {
  const path = contextPath(`${from}/${include}`);
  if (isInContext(snapshot, path) !== 'yes') {
    return 'missing';
  }
  const kind = path === '' ? 'directory' : snapshot.entries.get(path)?.kind;
  return kind === 'directory' ? 'directory' : 'file';
}

interface Collection {
  readonly snapshot: ContextSnapshot;
  readonly include: IgnoreMatcher | undefined;
  readonly exclude: IgnoreMatcher | undefined;
  readonly files: SelectedFile[];
  readonly folders: Set<string>;
  complete: boolean;
}

/**
 * Paths that a build may not find: where not all of the context is needed, what is sent goes by patterns that are made of the paths, with
 * `!` for an exception and without spaces around (fsutil's filter.go, patternmatcher.New).
 */
const MISREAD = /^[!\s]|\s$/;

/** Adds what one resolved source path delivers. `--exclude` and `--parents` patterns are never asked about itself. */
function* addRoot(collection: Collection, root: string): Generator<void, Selection['kind']> {
  const { snapshot } = collection;
  const found = isInContext(snapshot, root);
  if (found !== 'yes') {
    collection.complete &&= found === 'no';
    return 'missing';
  }
  collection.complete &&= !MISREAD.test(root);
  const kind = root === '' ? 'directory' : snapshot.entries.get(root)?.kind;
  if (kind === 'directory') {
    yield* addFolder(collection, root);
    return 'directory';
  }
  // A symlink that is named is followed, and what it leads to is not in the snapshot.
  collection.complete &&= kind === 'file';
  if (kind === 'file' || kind === 'symlink') {
    collection.files.push({ path: root, to: baseName(root), single: true });
  }
  return 'file';
}

/** Adds the files below a folder that the context holds; a stack instead of recursion, in the snapshot's order. */
function* addFolder(collection: Collection, root: string): Generator<void, void> {
  const { snapshot, include, exclude, files } = collection;
  const { ignore, children } = indexOf(snapshot);
  const skip = root === '' ? 0 : root.length + 1;
  let looked = 0;
  const todo = [root];
  collection.complete &&= snapshot.complete;
  for (let folder = todo.pop(); folder !== undefined; folder = todo.pop()) {
    if (folder !== '' && ignore.leavesOutWholly(folder)) {
      continue;
    }
    if (folder !== root && exclude?.leavesOutWholly(folder.slice(skip))) {
      continue;
    }
    collection.complete &&= !snapshot.closed.has(folder);
    if (isWanted(collection, folder, skip)) {
      noteFolders(collection, root, folder);
    }
    const folders: string[] = [];
    for (const { path, kind } of children.of(folder)) {
      looked += 1;
      if (looked % PAUSE === 0) {
        yield;
      }
      if (kind === 'directory') {
        folders.push(path);
      } else if (kind === 'file' || kind === 'symlink') {
        const to = path.slice(skip);
        if (!ignore.leavesOut(path) && include?.leavesOut(to) !== false && exclude?.leavesOut(to) !== true) {
          files.push({ path, to, single: false });
          noteFolders(collection, root, folder);
        }
      }
    }
    for (const path of folders.reverse()) {
      todo.push(path);
    }
  }
}

/** Whether a folder counts by itself, not only because of a file below it. */
function isWanted({ snapshot, include, exclude }: Collection, folder: string, skip: number): boolean {
  const to = folder.slice(skip);
  return (
    !indexOf(snapshot).ignore.leavesOut(folder) &&
    (to === '' ? include === undefined : include?.leavesOut(to) !== false && exclude?.leavesOut(to) !== true)
  );
}

/** Notes a folder and those above it up to the source's own; it stops at the first one that is known already. */
function noteFolders({ folders }: Collection, root: string, folder: string): void {
  for (let at = folder; at !== '' && !folders.has(at); at = parentPath(at)) {
    folders.add(at);
    if (at === root) {
      return;
    }
  }
}
