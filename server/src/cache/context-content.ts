import { hasWildcards } from '../context/copy-wildcards.ts';
import { contextPath, isInContext } from '../context/facts.ts';
import { baseName } from '../context/path-parts.ts';
import { select } from '../context/selection.ts';
import type { SelectedFile, Selection } from '../context/selection.ts';
import type { ContextSnapshot } from '../context/types.ts';
import { isPlain, selectorText } from './selector.ts';
import type { Selector } from './selector.ts';
import type { ContentLookup, ContextFiles } from './types.ts';

/** What one selector finds in the context. */
export interface SelectedContent {
  /** Equal for equal contents: BuildKit's digest, without the hashing. */
  readonly text: string;
  /** Context path to what stands there: kind, mode and content as one text. */
  readonly entries: ReadonlyMap<string, Entry>;
  /** False when part of it could not be seen. */
  readonly complete: boolean;
  /** True when symlinks are among it. */
  readonly hasLinks: boolean;
}

/** A selected file, folder or symlink. */
export interface Entry {
  readonly kind: 'file' | 'directory' | 'symlink' | 'other';
  readonly mode: number | undefined;
  readonly content: string | undefined;
}

/** Reads the context for one state; equal selectors are read once. */
export interface ContextReader {
  read(selector: Selector): SelectedContent;
}

/** How names count: BuildKit knows them relative to the source, the classic builder relative to the context. */
export interface ReaderOptions {
  readonly fullNames: boolean;
}

/** A reader of a context. Without one it finds nothing, and says that it is not complete. */
export function contextReader({ context, contents }: ContextFiles, options: ReaderOptions): ContextReader {
  const known = new Map<string, SelectedContent>();
  return {
    read(selector) {
      const key = selectorText(selector);
      let found = known.get(key);
      if (found === undefined) {
        found = context === undefined ? NOTHING : readContext({ context, contents, ...options }, selector);
        known.set(key, found);
      }
      return found;
    },
  };
}

const NOTHING: SelectedContent = { text: '', entries: new Map(), complete: false, hasLinks: false };

/** Where content is looked up. */
interface Place extends ReaderOptions {
  readonly context: ContextSnapshot;
  readonly contents: ContentLookup;
}

/**
 * The content part of a key (Checksum and includedPaths in cache/contenthash/checksum.go): a plain source's digest has the names
 * below it, its own mode and no name of its own; wildcards and filters give a list of files and folders' headers in the order of
 * their paths, by their last names alone. An empty list is fine, a plain source that is missing fails the build.
 */
function readContext(place: Place, selector: Selector): SelectedContent {
  return isPlain(selector) ? readPlain(place, contextPath(selector.source)) : readFiltered(place, selector);
}

function readPlain(place: Place, path: string): SelectedContent {
  const selection = select(place.context, followLinks(place, path));
  const skip = selection.base === '' ? 0 : selection.base.length + 1;
  return collect(place, selection, { nameOf: (each) => each.slice(skip), isFollowed: () => false });
}

/** Symlinks among what is filtered count as what they lead to, wherever that lies, without a filter. */
function readFiltered(place: Place, { source, parents, exclude }: Selector): SelectedContent {
  const from = parents ? source : followAbove(place, contextPath(source));
  const selection = select(place.context, from, { parents, exclude });
  return collect(place, selection, {
    nameOf: baseName,
    isFollowed: ({ single }) => single || !place.fullNames,
  });
}

interface Counting {
  readonly nameOf: (path: string) => string;
  readonly isFollowed: (file: SelectedFile) => boolean;
}

function collect(place: Place, selection: Selection, { nameOf, isFollowed }: Counting): SelectedContent {
  const { context, contents, fullNames } = place;
  const entries = new Map<string, Entry>();
  const lines: Line[] = [];
  const add = (path: string, entry: Entry): void => {
    entries.set(path, entry);
    lines.push({ path, entry });
  };
  for (const path of selection.folders) {
    add(path, { kind: 'directory', mode: contents(path)?.mode, content: '' });
  }
  let { complete } = selection;
  let hasLinks = false;
  for (const file of selection.files) {
    const { path } = file;
    const kind = context.entries.get(path)?.kind;
    const target = kind === 'symlink' && isFollowed(file) ? followLinks(place, path) : path;
    hasLinks ||= kind === 'symlink';
    if (target === path) {
      const found = contents(path);
      const mode = kind === 'symlink' ? undefined : found?.mode;
      complete &&= found?.content !== undefined;
      add(path, { kind: kind ?? 'other', mode, content: found?.content });
    } else {
      const found = readPlain(place, target);
      complete &&= found.complete;
      for (const [each, entry] of found.entries) {
        entries.set(each, entry);
      }
      lines.push({ path, entry: { kind: 'other', mode: undefined, content: found.text } });
    }
  }
  lines.sort(byPath);
  const told = lines.map(({ path, entry: { kind, mode, content } }) => [
    fullNames ? path : nameOf(path),
    ...[kind, mode, content],
  ]);
  return { text: JSON.stringify([selection.kind === 'missing', told]), entries, complete, hasLinks };
}

interface Line {
  readonly path: string;
  readonly entry: Entry;
}

/** A folder goes before all below it, and these before what only begins with its name. */
function byPath({ path: one }: Line, { path: other }: Line): number {
  const [a, b] = [one, other].map((path) => path.replaceAll('/', '\0'));
  return a === b ? 0 : (a ?? '') < (b ?? '') ? -1 : 1;
}

/** As in Linux, a longer chain is taken for a loop. */
const MAX_LINKS = 40;

/** The same for what stands above a path's last segment, or above its first one with a wildcard. */
function followAbove(place: Place, path: string): string {
  const segments = path.split('/');
  const first = segments.findIndex(hasWildcards);
  const last = first < 0 ? segments.length - 1 : first;
  return [followLinks(place, segments.slice(0, last).join('/')), ...segments.slice(last)]
    .filter((segment) => segment !== '')
    .join('/');
}

/** The context path that a path leads to through symlinks, which never leave the context; itself when it ends nowhere. */
function followLinks({ context, contents }: Place, path: string): string {
  let todo = path.split('/').reverse();
  let at = '';
  for (let links = 0; todo.length > 0;) {
    const name = todo.pop() ?? '';
    const next = contextPath(`${at}/${name}`);
    const target = context.entries.get(next)?.kind === 'symlink' ? contents(next)?.content : undefined;
    if (target === undefined) {
      at = next;
      continue;
    }
    links += 1;
    if (links > MAX_LINKS) {
      return path;
    }
    todo = [...todo, ...target.split('/').reverse()];
    at = target.startsWith('/') ? '' : at;
  }
  return at === '' || isInContext(context, at) !== 'no' ? at : path;
}
