import { readlink } from 'node:fs/promises';
import type { ContentLookup, ContextFiles } from '../../cache/types.ts';
import type { ContextEntry, ContextSnapshot } from '../../context/types.ts';
import { join, relativeTo } from '../../workspace/files.ts';
import type { FileSystem } from '../../workspace/files.ts';
import { loadFullContext } from '../../workspace/full-context.ts';
import { changedSince, textAt } from '../../workspace/git/git-changes.ts';
import { loadContext } from '../../workspace/load-context.ts';
import { UsageError } from '../usage-error.ts';

/** A folder that a build reads as a context. */
export interface ContextFolder {
  /** Its place. */
  readonly root: string;
  /** The place of the Dockerfile, whose own ignore file goes before the folder's. */
  readonly dockerfile: string;
}

/** The files of a context in the two states that are compared. */
export interface FilesStates {
  readonly before: ContextFiles;
  readonly after: ContextFiles;
}

/** The state before is a copy of the folder. */
export async function filesBefore(
  files: FileSystem,
  now: ContextFolder,
  copy: ContextFolder,
): Promise<FilesStates> {
  const [before, after] = await Promise.all([loadFullContext(files, copy), loadFullContext(files, now)]);
  return {
    before: { context: before.snapshot, contents: before.contents },
    after: { context: after.snapshot, contents: after.contents },
  };
}

/** The state after has what is at these places changed, or added where there is nothing; those elsewhere don't count. */
export async function filesChanged(
  files: FileSystem,
  folder: ContextFolder,
  places: readonly string[],
): Promise<FilesStates> {
  const context = await snapshotOf(files, folder);
  const links = await linksOf(folder.root, context);
  const changed = new Set<string>();
  const added: [string, ContextEntry['kind']][] = [];
  const known = new Set<string>();
  for (const place of places) {
    const inside = relativeTo(folder.root, place);
    if (inside === undefined) {
      continue;
    }
    changed.add(inside === '.' ? '' : inside);
    if (inside !== '.' && !context.entries.has(inside)) {
      const kind = await files.kind(place);
      added.push([inside, kind ?? 'file']);
      if (kind !== undefined) {
        known.add(inside);
      }
    }
  }
  // A file in a folder that was not entered is there before too; one that is nowhere is added.
  const before = withEntries(
    context,
    added.filter(([path]) => known.has(path)),
  );
  return {
    before: { context: before, contents: same(links) },
    after: {
      context: withEntries(context, added),
      contents: (path) => (isChanged(path, changed) ? { content: 'changed', mode: 0 } : same(links)(path)),
    },
  };
}

/** Those of a folder since a commit. */
export interface FilesSince extends FilesStates {
  /** The paths that differ, relative to the folder. */
  readonly changed: ReadonlySet<string>;
}

/** The state before is a commit's; files that git ignores count as unchanged. Undefined where git can't tell. */
export async function filesSince(
  files: FileSystem,
  folder: ContextFolder,
  ref: string,
): Promise<FilesSince | undefined> {
  const { root } = folder;
  const [context, changes] = await Promise.all([snapshotOf(files, folder), changedSince(root, ref)]);
  if (changes === undefined) {
    return undefined;
  }
  const links = await linksOf(root, context);
  const byPath = new Map(changes.map((change) => [change.path, change]));
  const entries = new Map(context.entries);
  for (const { path, before } of changes) {
    if (before === undefined) {
      entries.delete(path);
    }
  }
  const removed = changes.filter(({ before, after }) => before !== undefined && after === undefined);
  const restored = removed.map(({ path, before }): [string, ContextEntry['kind']] => [
    path,
    before === '120000' ? 'symlink' : 'file',
  ]);
  const contents =
    (side: 'before' | 'after'): ContentLookup =>
    (path) => {
      const change = byPath.get(path);
      const mode = Number.parseInt(change?.[side]?.slice(-3) ?? '0', 8);
      return change ? { content: change.edited ? side : 'same', mode } : same(links)(path);
    };
  const old: ContextSnapshot = {
    ...withEntries({ ...context, entries }, restored),
    ignore: await ignoreBefore(context, [...byPath.keys()], (path) => textAt(root, ref, path)),
  };
  return {
    before: { context: old, contents: contents('before') },
    after: { context, contents: contents('after') },
    changed: new Set(byPath.keys()),
  };
}

/** The ignore file as it was: the same one, or the one that counted while another was not there. */
async function ignoreBefore(
  { ignore, dockerfile }: ContextSnapshot,
  changed: readonly string[],
  textBefore: (path: string) => Promise<string | undefined>,
): Promise<ContextSnapshot['ignore']> {
  const candidates = [...(dockerfile === undefined ? [] : [`${dockerfile}.dockerignore`]), '.dockerignore'];
  if (!candidates.some((path) => changed.includes(path))) {
    return ignore;
  }
  for (const path of candidates) {
    const text = await textBefore(path);
    if (text !== undefined) {
      return { path, text };
    }
  }
  return undefined;
}

async function snapshotOf(files: FileSystem, { root, dockerfile }: ContextFolder): Promise<ContextSnapshot> {
  const loaded = await loadContext(files, { root, dockerfile });
  if (loaded === undefined) {
    throw new UsageError(`the context ${root} can't be read`);
  }
  return loaded.snapshot;
}

/** Targets of the symlinks, so that a changed file is found behind them. */
async function linksOf(root: string, { entries }: ContextSnapshot): Promise<ReadonlyMap<string, string>> {
  const links = new Map<string, string>();
  for (const [path, { kind }] of entries) {
    const target = kind === 'symlink' ? await readlink(join(root, path)).catch(() => undefined) : undefined;
    if (target !== undefined) {
      links.set(path, target);
    }
  }
  return links;
}

function same(links: ReadonlyMap<string, string>): ContentLookup {
  return (path) => ({ content: links.get(path) ?? 'same', mode: 0 });
}

/** A snapshot with more entries, and the folders above them. */
function withEntries(
  context: ContextSnapshot,
  added: readonly (readonly [string, ContextEntry['kind']])[],
): ContextSnapshot {
  const entries = new Map(context.entries);
  for (const [path, kind] of added) {
    const segments = path.split('/');
    for (let depth = 1; depth < segments.length; depth += 1) {
      const folder = segments.slice(0, depth).join('/');
      if (!entries.has(folder)) {
        entries.set(folder, { kind: 'directory' });
      }
    }
    entries.set(path, { kind });
  }
  return { ...context, entries };
}

/** A path, or a folder above it, is among the changed ones. */
function isChanged(path: string, changed: ReadonlySet<string>): boolean {
  if (changed.has(path) || changed.has('')) {
    return true;
  }
  for (let slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
    if (changed.has(path.slice(0, slash))) {
      return true;
    }
  }
  return false;
}
