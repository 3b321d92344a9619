import { contextPath } from '../../context/facts.ts';
import { hasWildcards } from '../../context/copy-wildcards.ts';
import type { FolderSources } from '../../context/location/types.ts';
import { folderOf, relativeTo } from '../files.ts';
import type { FileSystem } from '../files.ts';
import { firstMatch } from './first-match.ts';

/** Sources that are looked for; a Dockerfile with more has shown enough. */
export const MAX_SOURCES = 50;

/** Patterns among them: each may cost several looks. */
const MAX_PATTERNS = 10;

/**
 * What a Dockerfile copies, as paths and patterns of a context: each once, without the context itself. A pattern that is there for what
 * may be missing (`yarn.lock*`) tells nothing.
 */
export function namedSources(sources: readonly string[]): string[] {
  const clean = [...new Set(sources.map((source) => contextPath(source)))].filter((source) => source !== '');
  const patterns = new Set(
    clean
      .filter((source) => hasWildcards(source) && !source.includes('\\') && !OPTIONAL.test(source))
      .slice(0, MAX_PATTERNS),
  );
  return clean.filter((source) => !hasWildcards(source) || patterns.has(source)).slice(0, MAX_SOURCES);
}

/** A whole name, an ending or a dot in front included, and a wildcard behind it, or for its last letter. */
const OPTIONAL = /(^|\/)([^/*?[.]*\.[^/*?[]*)(\*|\?|\[[^\]]\])$/;

/** Which of these are in a folder. */
export async function sourcesIn(
  files: FileSystem,
  folder: string,
  sources: readonly string[],
): Promise<FolderSources> {
  const matches = await Promise.all(sources.map((source) => firstMatch(files, folder, source)));
  return { folder, found: new Set(sources.filter((_source, index) => matches[index] !== undefined)) };
}

/** A folder and those above it up to a root, nearest first; the folder alone when the root does not hold it. */
export function foldersUpTo(folder: string, root: string | undefined): string[] {
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
