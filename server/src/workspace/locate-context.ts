import { contextPath } from '../context/facts.ts';
import { hasWildcards } from '../context/copy-wildcards.ts';
import { folderOf, join, relativeTo } from './files.ts';
import type { FileSystem } from './files.ts';

/** What is known when nobody says which context a Dockerfile is built with. */
export interface LocateOptions {
  readonly dockerfile: string;
  /** The workspace folder that holds the Dockerfile, or undefined for a file opened alone. */
  readonly workspaceRoot: string | undefined;
  /** The sources of its COPY and ADD instructions that read the context, as written; patterns among them are passed over. */
  readonly sources: readonly string[];
}

/** A context, and why it was taken. */
export interface Located {
  readonly root: string;
  /** A sentence for people. */
  readonly reason: string;
}

/** Sources that are looked for; a Dockerfile with more has shown enough. */
const MAX_SOURCES = 50;

/**
 * The likely context of a Dockerfile: its own folder, unless more of what it copies is found from the workspace's root or
 * from a folder in between (the nearest such folder wins).
 */
export async function locateContext(files: FileSystem, options: LocateOptions): Promise<Located> {
  const { dockerfile, workspaceRoot } = options;
  const own = folderOf(dockerfile);
  const sources = literalSources(options.sources);
  const candidates = foldersUpTo(own, workspaceRoot);
  const found = await Promise.all(candidates.map((folder) => countFound(files, folder, sources)));
  const most = Math.max(...found);
  const best = found.indexOf(most);
  const root = candidates[best] ?? own;
  if (root === own) {
    return { root, reason: "The Dockerfile's own folder." };
  }
  const name = relativeTo(workspaceRoot ?? root, root) ?? root;
  const folder = name === '.' ? "the workspace's root" : name;
  const missing = await firstOnlyIn(files, { there: root, here: own, sources });
  return {
    root,
    reason: `${missing ?? 'What it copies'} exists in ${folder}, not in the Dockerfile's own folder.`,
  };
}

function literalSources(sources: readonly string[]): string[] {
  const clean = sources.filter((source) => !hasWildcards(source)).map((source) => contextPath(source));
  return [...new Set(clean)].filter((source) => source !== '').slice(0, MAX_SOURCES);
}

/** A folder and those above it up to a root, nearest first; the folder alone when the root does not hold it. */
function foldersUpTo(folder: string, root: string | undefined): string[] {
  const folders = [folder];
  if (root === undefined || relativeTo(root, folder) === undefined) {
    return folders;
  }
  for (let current = folder; relativeTo(root, current) !== '.';) {
    current = folderOf(current);
    folders.push(current);
  }
  return folders;
}

async function countFound(files: FileSystem, folder: string, sources: readonly string[]): Promise<number> {
  const kinds = await Promise.all(sources.map((source) => files.kind(join(folder, source))));
  return kinds.filter((kind) => kind !== undefined).length;
}

async function firstOnlyIn(
  files: FileSystem,
  { there, here, sources }: { there: string; here: string; sources: readonly string[] },
): Promise<string | undefined> {
  for (const source of sources) {
    const [far, near] = await Promise.all([files.kind(join(there, source)), files.kind(join(here, source))]);
    if (far !== undefined && near === undefined) {
      return source;
    }
  }
  return undefined;
}
