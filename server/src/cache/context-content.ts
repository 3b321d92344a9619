import { contextPath, isInContext } from '../context/facts.ts';
import { select } from '../context/selection.ts';
import type { ContextSnapshot } from '../context/types.ts';
import { isPlain, selectorText } from './selector.ts';
import type { Selector } from './selector.ts';
import type { BuildInputs, ContentLookup } from './types.ts';

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

/** A reader of a state's context. Without one it finds nothing, and says that it is not complete. */
export function contextReader({ context, contents }: BuildInputs, options: ReaderOptions): ContextReader {
  const known = new Map<string, SelectedContent>();
  return {
    read(selector) {
      const key = selectorText(selector);
      let found = known.get(key);
      if (found === undefined) {
        found = context === undefined ? NOTHING : readContext(context, contents, selector, options);
        known.set(key, found);
      }
      return found;
    },
  };
}

const NOTHING: SelectedContent = { text: '', entries: new Map(), complete: false, hasLinks: false };

/**
 * The content part of a key (cache/contenthash/checksum.go): a plain source's digest has the names below it, its own mode
 * and no name of its own; wildcards and filters give a list of names, files and folders' headers. An empty list is fine, a
 * plain source that is missing fails the build.
 */
function readContext(
  context: ContextSnapshot,
  contents: ContentLookup,
  selector: Selector,
  { fullNames }: ReaderOptions,
): SelectedContent {
  const source = isPlain(selector)
    ? followLinks(context, contents, contextPath(selector.source))
    : selector.source;
  const selection = select(context, source, { parents: selector.parents, exclude: selector.exclude });
  const entries = new Map<string, Entry>();
  for (const path of selection.folders) {
    entries.set(path, { kind: 'directory', mode: contents(path)?.mode, content: '' });
  }
  let complete = selection.complete;
  let hasLinks = false;
  for (const { path, single } of selection.files) {
    const place = single ? followLinks(context, contents, path) : path;
    const kind = context.entries.get(place)?.kind ?? 'other';
    const found = contents(place);
    complete &&= found?.content !== undefined;
    hasLinks ||= kind === 'symlink';
    entries.set(path, { kind, mode: kind === 'symlink' ? undefined : found?.mode, content: found?.content });
  }
  const skip = fullNames || selection.base === '' ? 0 : selection.base.length + 1;
  const lines = [...entries].map(([path, entry]) => [
    path.slice(skip),
    entry.kind,
    entry.mode,
    entry.content,
  ]);
  const text = JSON.stringify([
    selection.kind === 'missing',
    lines.map((line) => JSON.stringify(line)).sort(),
  ]);
  return { text, entries, complete, hasLinks };
}

/** As in Linux, a longer chain is taken for a loop. */
const MAX_LINKS = 40;

/** The context path that a path leads to through symlinks, which never leave the context; itself when it ends nowhere. */
function followLinks(context: ContextSnapshot, contents: ContentLookup, path: string): string {
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
