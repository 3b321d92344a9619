import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, readlink } from 'node:fs/promises';
import type { ContentLookup, PathContent } from '../cache/types.ts';
import { compileIgnore } from '../context/ignore/ignore.ts';
import type { ContextEntry, ContextSnapshot } from '../context/types.ts';
import { join, relativeTo } from './files.ts';
import type { FileSystem } from './files.ts';
import { readIgnore } from './load-context.ts';
import { walk } from './tree/walk.ts';

/** A context with what stands in its files. */
export interface FullContext {
  readonly snapshot: ContextSnapshot;
  readonly contents: ContentLookup;
}

/** Files that are read at a time. */
const BATCH = 16;

/**
 * Reads a whole context from the disk, contents included, except what its ignore file leaves out wholly: what is needed to
 * compare two copies. Unlike `loadContext` it enters `node_modules` and `.git`. Never rejects.
 */
export async function loadFullContext(
  files: FileSystem,
  { root, dockerfile }: { readonly root: string; readonly dockerfile: string },
): Promise<FullContext> {
  const ignore = await readIgnore(files, root, dockerfile);
  const matcher = compileIgnore(ignore?.text ?? '');
  const entries = new Map<string, ContextEntry>();
  const closed = new Set<string>();
  await walk(files, root, {
    visit: ({ path: folder, items }) => {
      if (items === undefined) {
        closed.add(folder);
        return [];
      }
      const enter: string[] = [];
      for (const { name, kind } of items) {
        const path = folder === '' ? name : `${folder}/${name}`;
        entries.set(path, { kind });
        if (kind === 'directory' && matcher.leavesOutWholly(path)) {
          closed.add(path);
        } else if (kind === 'directory') {
          enter.push(name);
        }
      }
      return enter;
    },
  });
  const paths = [...entries.keys()].filter(
    (path) => entries.get(path)?.kind === 'directory' || !matcher.leavesOut(path),
  );
  const found = await readAll(root, entries, paths);
  const inside = relativeTo(root, dockerfile);
  const snapshot: ContextSnapshot = {
    label: '.',
    dockerfile: inside === '.' ? undefined : inside,
    entries,
    closed,
    complete: !closed.has(''),
    texts: new Map(),
    ignore,
  };
  return { snapshot, contents: (path) => found.get(path) };
}

async function readAll(
  root: string,
  entries: ReadonlyMap<string, ContextEntry>,
  paths: readonly string[],
): Promise<Map<string, PathContent>> {
  const found = new Map<string, PathContent>();
  for (let start = 0; start < paths.length; start += BATCH) {
    await Promise.all(
      paths.slice(start, start + BATCH).map(async (path) => {
        found.set(path, await readOne(join(root, path), entries.get(path)?.kind ?? 'other'));
      }),
    );
  }
  return found;
}

async function readOne(place: string, kind: ContextEntry['kind']): Promise<PathContent> {
  try {
    const mode = (await lstat(place)).mode & 0o7777;
    if (kind === 'symlink') {
      return { content: await readlink(place), mode };
    }
    return { content: kind === 'file' ? await digestOf(place) : '', mode };
  } catch {
    return { content: undefined, mode: undefined };
  }
}

async function digestOf(place: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(place) as AsyncIterable<Uint8Array>) {
    hash.update(chunk);
  }
  return hash.digest('hex');
}
