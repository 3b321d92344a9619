import { folderOf, nameOf } from '../../workspace/files.ts';
import { runGit, streamGit } from '../../workspace/git/git-run.ts';
import type { FoundBuild } from '../analyze-input.ts';
import { UsageError } from '../usage-error.ts';

/** A file, symlink (`120000`) or submodule (`160000`) of a commit. */
export interface TreeEntry {
  /** Git's file mode, six octal digits. */
  readonly mode: string;
  /** Of the object; equal ids mean equal contents. */
  readonly id: string;
  /** In bytes, where git was asked for it. */
  readonly size?: number | undefined;
}

/** What a commit holds, by paths from the repository's top. */
export type Tree = ReadonlyMap<string, TreeEntry>;

/** A commit of the replayed history. */
export interface ReplayCommit {
  /** Its full name. */
  readonly id: string;
  /** The first line of its message: anybody's text. */
  readonly subject: string;
}

/** The last commits along first parents that touch the context, the Dockerfile or its ignore file, newest first. */
export interface ReplayHistory {
  readonly place: RepositoryPlace;
  /** One more than was asked for, where there is one: the newest ones are compared with those before them. */
  readonly commits: readonly ReplayCommit[];
  /** The newest commit's. */
  readonly newest: Tree;
  /** What each commit replaced in the one before it; undefined for what was not there. */
  readonly replaced: ReadonlyMap<string, ReadonlyMap<string, TreeEntry | undefined>>;
}

/** Where a context and its Dockerfile stand in a repository. */
export interface RepositoryPlace {
  /** The folder of the context on the disk: git runs there. */
  readonly root: string;
  /** The repository's top folder, as git names it. */
  readonly top: string;
  /** The context's path from the top with a slash at its end; empty for the top itself. */
  readonly prefix: string;
  /** The same of the contexts beside it, by name; those that are not in this repository are left out. */
  readonly others: ReadonlyMap<string, string>;
  /** The Dockerfile's path from the top. */
  readonly dockerfile: string;
  /** True for a clone that lacks older commits. */
  readonly shallow: boolean;
}

/** Bytes of one answer of git: a tree of half a million files. */
const MAX_BYTES = 64_000_000;

/**
 * Finds the repository of a context; `folders` are those of the contexts beside it, by name. Throws a UsageError for none, and for a
 * Dockerfile that is in another one.
 */
export async function repositoryPlace(
  { root, others: folders }: Pick<FoundBuild, 'root' | 'others'>,
  dockerfile: string,
): Promise<RepositoryPlace> {
  const [context, beside] = await Promise.all([foundIn(root), foundIn(folderOf(dockerfile))]);
  if (context === undefined) {
    const isThere = (await runGit(['--version'], root)) !== undefined;
    throw new UsageError(
      isThere
        ? `${root} is in no git repository with a working tree`
        : "git is not installed, or can't be started",
    );
  }
  if (beside?.top !== context.top) {
    throw new UsageError(`${dockerfile} is not in the git repository of the context ${root}`);
  }
  const { top, prefix, shallow } = context;
  const others = new Map<string, string>();
  for (const [name, folder] of folders) {
    const found = await foundIn(folder);
    if (found?.top === top) {
      others.set(name, found.prefix);
    }
  }
  return { root, top, prefix, others, shallow, dockerfile: `${beside.prefix}${nameOf(dockerfile)}` };
}

async function foundIn(
  folder: string,
): Promise<{ readonly top: string; readonly prefix: string; readonly shallow: boolean } | undefined> {
  const found = await runGit(
    ['rev-parse', '--is-shallow-repository', '--show-toplevel', '--show-prefix'],
    folder,
  );
  const [shallow, top = '', prefix = ''] = found?.text.split('\n') ?? [];
  return top === '' ? undefined : { top, prefix, shallow: shallow === 'true' };
}

/**
 * Reads the last `count` commits that led to HEAD and the one before them; `sizes` asks for those of the newest one's files,
 * which a partial clone may not have. Throws a UsageError when git can't tell.
 */
export async function readReplayHistory(
  place: RepositoryPlace,
  { count, sizes }: { readonly count: number; readonly sizes: boolean },
): Promise<ReplayHistory> {
  const { root, prefix, others, dockerfile } = place;
  const prefixes = [prefix, ...others.values()];
  // Without a prefix everything is asked for; the Dockerfile and its ignore file may stand outside of the context.
  const paths = prefixes.includes('') ? [] : [...prefixes, dockerfile, `${dockerfile}.dockerignore`];
  const log = await runGit(
    [
      'log',
      '-z',
      '--first-parent',
      '--no-patch',
      `--max-count=${count + 1}`,
      '--encoding=UTF-8',
      '--format=%H%x00%s',
      'HEAD',
      '--',
      ...paths,
    ],
    place.top,
  );
  if (log === undefined) {
    throw new UsageError(`the git repository of ${root} has no commit yet`);
  }
  const parts = log.text.split('\0');
  const commits: ReplayCommit[] = [];
  for (let at = 0; at + 1 < parts.length; at += 2) {
    commits.push({ id: (parts[at] ?? '').trim(), subject: parts[at + 1] ?? '' });
  }
  if (commits.length === 0) {
    throw new UsageError(`no commit has brought anything of ${root} yet`);
  }
  const pairs = commits.slice(0, -1).map(({ id }, index) => `${id} ${commits[index + 1]?.id ?? ''}\n`);
  const [listed, changed] = await Promise.all([
    runGit(
      ['ls-tree', '-r', '-z', ...(sizes ? ['-l'] : []), '--full-tree', commits[0]?.id ?? '', '--', ...paths],
      root,
      {
        maxBytes: MAX_BYTES,
      },
    ),
    runGit(
      [
        'diff-tree',
        '--stdin',
        '-r',
        '-z',
        '--raw',
        '--no-renames',
        '--no-abbrev',
        '--ignore-submodules=none',
        '--',
        ...paths,
      ],
      place.top,
      { maxBytes: MAX_BYTES, input: pairs.join('') },
    ),
  ]);
  if (!log.complete || listed?.complete !== true || changed?.complete !== true) {
    throw new UsageError(
      `git can't tell what the last ${count} commits hold: too many files, or a file is missing`,
    );
  }
  return { place, commits, newest: treeOf(listed.text), replaced: replacedOf(changed.text) };
}

/** What stands in the files of these object ids; those that git does not have, or that are too much, are left out. */
export async function readBlobs(
  root: string,
  ids: ReadonlySet<string>,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const found = new Map<string, Uint8Array>();
  if (ids.size === 0) {
    return found;
  }
  const chunks: Buffer[] = [];
  await streamGit(['cat-file', '--batch'], root, {
    input: [...ids].map((id) => `${id}\n`).join(''),
    maxBytes: MAX_BYTES,
    onChunk: (chunk) => chunks.push(chunk),
  });
  const bytes = Buffer.concat(chunks);
  // Each answer is a line `id type size`, so many bytes and a line feed; a line that ends in `missing` has no bytes.
  for (let at = 0, end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, at)) {
    const [id = '', , size] = bytes.toString('latin1', at, end).split(' ');
    at = end + 1;
    const length = Number(size ?? Number.NaN);
    if (Number.isNaN(length)) {
      continue;
    }
    if (at + length < bytes.length) {
      found.set(id, bytes.subarray(at, at + length));
    }
    at += length + 1;
  }
  return found;
}

/** Every commit with its tree, newest first, one after the other: they are too large to be kept together. */
export function* treesOf({
  commits,
  newest,
  replaced,
}: ReplayHistory): Generator<readonly [ReplayCommit, Tree]> {
  let tree = newest;
  for (const commit of commits) {
    yield [commit, tree];
    const changes = replaced.get(commit.id);
    if (changes === undefined) {
      continue;
    }
    const before = new Map(tree);
    for (const [path, entry] of changes) {
      if (entry === undefined) {
        before.delete(path);
      } else {
        before.set(path, entry);
      }
    }
    tree = before;
  }
}

/** Lines `mode type id`, with `-l` the size, a tab and the path (git-ls-tree). */
function treeOf(text: string): Tree {
  const tree = new Map<string, TreeEntry>();
  for (const line of text.split('\0')) {
    const tab = line.indexOf('\t');
    const [mode = '', , id = '', size = ''] = line.slice(0, Math.max(tab, 0)).split(/ +/);
    if (tab > 0) {
      tree.set(line.slice(tab + 1), { mode, id, size: /^\d+$/.test(size) ? Number(size) : undefined });
    }
  }
  return tree;
}

/** A commit's name, then pairs of `:oldmode newmode oldid newid status` and a path (git-diff's raw format). */
function replacedOf(text: string): Map<string, Map<string, TreeEntry | undefined>> {
  const all = new Map<string, Map<string, TreeEntry | undefined>>();
  let current = new Map<string, TreeEntry | undefined>();
  const parts = text.split('\0');
  for (let at = 0; at < parts.length; at += 1) {
    const part = parts[at] ?? '';
    if (part.startsWith(':')) {
      const [mode = '', , id = ''] = part.slice(1).split(' ');
      at += 1;
      current.set(parts[at] ?? '', mode === '000000' ? undefined : { mode, id });
    } else if (part !== '') {
      current = new Map();
      all.set(part, current);
    }
  }
  return all;
}
