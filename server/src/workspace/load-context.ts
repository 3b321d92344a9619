import { compileIgnore } from '../context/ignore.ts';
import type { ContextEntry, ContextSnapshot } from '../context/types.ts';
import { isRequirementsName, isWantedText, MAX_TEXT_BYTES } from '../context/wanted-texts.ts';
import { join, relativeTo } from './files.ts';
import type { FileSystem, FolderItem } from './files.ts';
import { isAborted, walk } from './walk.ts';

/** Where a context is, and how much of it to look at. */
export interface LoadOptions {
  /** The context's root. */
  readonly root: string;
  /** The Dockerfile's place. */
  readonly dockerfile: string;
  /** A name of the root for people. `.` when not given. */
  readonly label?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Entries after which the walk gives up: 200,000 when not given. */
  readonly maxFiles?: number | undefined;
  /** Manifests whose text is loaded: 2,000 when not given. */
  readonly maxTexts?: number | undefined;
  /** UTF-16 units of all texts together: 16 million when not given. */
  readonly maxTextLength?: number | undefined;
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

/** Texts in flight at a time. */
const TEXT_BATCH = 32;

/** Folders of tools that hold many files that no analysis asks for: recorded, never entered. */
const NEVER_ENTERED: ReadonlySet<string> = new Set(['node_modules', '.git', '.hg', '.svn', '.venv', 'venv']);

/**
 * Reads what is on disk of a build context. Folders that the ignore file leaves out wholly are recorded and not entered.
 * Returns undefined when it was aborted; anything unreadable is a note, and makes the snapshot say what it does not know.
 */
export async function loadContext(
  files: FileSystem,
  options: LoadOptions,
): Promise<LoadedContext | undefined> {
  const { root, dockerfile, signal } = options;
  const notes: string[] = [];
  const ignore = await readIgnore(files, root, dockerfile);
  if (isAborted(signal)) {
    return undefined;
  }
  const tree = await readTree(files, options, ignore?.text ?? '', notes);
  if (tree === undefined) {
    return undefined;
  }
  const texts = await readTexts(files, options, tree.wanted);
  if (texts === undefined) {
    return undefined;
  }
  const inside = relativeTo(root, dockerfile);
  const { entries, closed, complete } = tree;
  const snapshot: ContextSnapshot = {
    label: options.label ?? '.',
    dockerfile: inside === '.' ? undefined : inside,
    entries,
    closed,
    complete,
    texts,
    ignore,
  };
  return { root, snapshot, notes };
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

interface Tree {
  readonly entries: Map<string, ContextEntry>;
  readonly closed: Set<string>;
  /** Files whose text is loaded, those near the root first. */
  readonly wanted: readonly string[];
  readonly complete: boolean;
}

/** Entries are alike but for their kind, so that a large context holds four objects and not 100,000. */
const ENTRIES: Readonly<Record<ContextEntry['kind'], ContextEntry>> = {
  file: { kind: 'file' },
  directory: { kind: 'directory' },
  symlink: { kind: 'symlink' },
  other: { kind: 'other' },
};

async function readTree(
  files: FileSystem,
  { root, signal, maxFiles = 200_000 }: LoadOptions,
  ignoreText: string,
  notes: string[],
): Promise<Tree | undefined> {
  const ignore = compileIgnore(ignoreText);
  const entries = new Map<string, ContextEntry>();
  const closed = new Set<string>();
  const wanted: string[] = [];
  let complete = true;

  const visit = (folder: string, items: readonly FolderItem[]): readonly string[] | undefined => {
    const enter: string[] = [];
    const besideRequirements = items.some((item) => isRequirementsName(item.name));
    for (const { name, kind } of items) {
      if (entries.size >= maxFiles) {
        complete = false;
        notes.push(`More than ${maxFiles} files: the rest of ${root} was not looked at.`);
        return undefined;
      }
      const path = folder === '' ? name : `${folder}/${name}`;
      entries.set(path, ENTRIES[kind]);
      if (kind === 'directory') {
        if (NEVER_ENTERED.has(name) || ignore.leavesOutWholly(path)) {
          closed.add(path);
        } else {
          enter.push(name);
        }
      } else if ((kind === 'file' || kind === 'symlink') && isWantedText(path, { besideRequirements })) {
        wanted.push(path);
      }
    }
    return enter;
  };

  const finished = await walk(files, root, {
    signal,
    visit: ({ path, items }) => {
      if (items !== undefined) {
        return visit(path, items);
      }
      notes.push(`${path === '' ? root : path} could not be read.`);
      if (path === '') {
        complete = false;
      } else {
        closed.add(path);
      }
      return [];
    },
  });
  return finished ? { entries, closed, wanted, complete } : undefined;
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
