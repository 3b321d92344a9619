import { readlink } from 'node:fs/promises';
import { relative, sep } from 'node:path';
import type { BuildInputs, ContentLookup } from '../../cache/types.ts';
import type { ContextEntry, ContextSnapshot } from '../../context/types.ts';
import { buildModel } from '../../model/build.ts';
import type { BuildOptions } from '../../model/types.ts';
import { parse } from '../../syntax/parse.ts';
import { join, relativeTo } from '../../workspace/files.ts';
import type { FileSystem } from '../../workspace/files.ts';
import { loadFullContext } from '../../workspace/full-context.ts';
import { changedSince, textAt } from '../../workspace/git/git-changes.ts';
import { loadContext } from '../../workspace/load-context.ts';
import { placeOf } from '../places.ts';
import { readTextFile } from '../read-text.ts';
import { UsageError } from '../usage-error.ts';

/** The build as it is now, and the arguments that it had before. */
export interface RebuildPlace {
  readonly files: FileSystem;
  readonly cwd: string;
  /** The context's root. */
  readonly root: string;
  /** The Dockerfile's place. */
  readonly dockerfile: string;
  readonly text: string;
  readonly now: BuildOptions;
  readonly before: BuildOptions;
}

/** The two states that are compared. */
export interface RebuildStates {
  readonly before: BuildInputs;
  readonly after: BuildInputs;
}

/** The state before is a copy of the context, with its Dockerfile at the same place. */
export async function statesBefore(place: RebuildPlace, folder: string): Promise<RebuildStates> {
  const { files, cwd, root, dockerfile, text } = place;
  const oldRoot = placeOf(cwd, folder);
  if ((await files.list(oldRoot)) === undefined) {
    throw new UsageError(`${folder} is no folder that can be read`);
  }
  const path = relative(root, dockerfile).split(sep).join('/');
  const oldDockerfile = placeOf(oldRoot, path);
  const oldText = await readTextFile(oldDockerfile, `${folder}/${path}`);
  const [old, now] = await Promise.all([
    loadFullContext(files, { root: oldRoot, dockerfile: oldDockerfile }),
    loadFullContext(files, { root, dockerfile }),
  ]);
  return {
    before: {
      model: buildModel(parse(oldText), place.before),
      context: old.snapshot,
      contents: old.contents,
    },
    after: { model: buildModel(parse(text), place.now), context: now.snapshot, contents: now.contents },
  };
}

/** The state after has these files changed, or added where there are none; a folder stands for all in it. */
export async function statesChanged(place: RebuildPlace, paths: readonly string[]): Promise<RebuildStates> {
  const context = await snapshotOf(place);
  const links = await linksOf(place.root, context);
  const changed = new Set<string>();
  const added: [string, ContextEntry['kind']][] = [];
  for (const path of paths) {
    const inside = relativeTo(place.root, placeOf(place.cwd, path));
    if (inside === undefined) {
      throw new UsageError(`${path} lies outside the context ${place.root}`);
    }
    changed.add(inside === '.' ? '' : inside);
    if (inside !== '.' && !context.entries.has(inside)) {
      added.push([inside, (await place.files.kind(join(place.root, inside))) ?? 'file']);
    }
  }
  const known = new Set<string>();
  for (const [path] of added) {
    if ((await place.files.kind(join(place.root, path))) !== undefined) {
      known.add(path);
    }
  }
  // A file in a folder that was not entered is there before too; one that is nowhere is added.
  const before = withEntries(
    context,
    added.filter(([path]) => known.has(path)),
  );
  return {
    before: { model: modelOf(place, place.before), context: before, contents: same(links) },
    after: {
      model: modelOf(place, place.now),
      context: withEntries(context, added),
      contents: (path) => (isChanged(path, changed) ? { content: 'changed', mode: 0 } : same(links)(path)),
    },
  };
}

/** The state before is a commit's; files that git ignores count as unchanged. */
export async function statesSince(place: RebuildPlace, ref: string): Promise<RebuildStates> {
  const { root, dockerfile } = place;
  const [context, changes] = await Promise.all([snapshotOf(place), changedSince(root, ref)]);
  if (changes === undefined) {
    throw new UsageError(`git can't tell what changed in ${root} since ${ref}`);
  }
  const links = await linksOf(root, context);
  const byPath = new Map(changes.map((change) => [change.path, change]));
  const textBefore = async (path: string, now: string): Promise<string> => {
    const change = byPath.get(path);
    return change === undefined && !path.startsWith('../') ? now : ((await textAt(root, ref, path)) ?? '');
  };
  const dockerfilePath = relative(root, dockerfile).split(sep).join('/');
  const oldText = await textBefore(dockerfilePath, place.text);
  if (oldText === '') {
    throw new UsageError(`there is no ${dockerfilePath} at ${ref}`);
  }
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
    before: { model: buildModel(parse(oldText), place.before), context: old, contents: contents('before') },
    after: { model: modelOf(place, place.now), context, contents: contents('after') },
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

function modelOf({ text }: RebuildPlace, options: BuildOptions): BuildInputs['model'] {
  return buildModel(parse(text), options);
}

async function snapshotOf({ files, root, dockerfile }: RebuildPlace): Promise<ContextSnapshot> {
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
