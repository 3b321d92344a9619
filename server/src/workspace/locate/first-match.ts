import { hasWildcards } from '../../context/copy-wildcards.ts';
import { compileName } from '../../context/match.ts';
import { join } from '../files.ts';
import type { FileSystem } from '../files.ts';

/** Folders that a pattern leads into at a time; who has more has shown none of what is looked for in the first of them. */
const MAX_FOLDERS = 8;

/** The path in a folder that a COPY's source names, or the first that its pattern does; undefined where it names nothing. */
export async function firstMatch(
  files: FileSystem,
  folder: string,
  source: string,
): Promise<string | undefined> {
  if (!hasWildcards(source)) {
    return (await files.kind(join(folder, source))) === undefined ? undefined : source;
  }
  const segments = source.split('/');
  let found = [''];
  for (const [index, segment] of segments.entries()) {
    const isLast = index === segments.length - 1;
    const next = await Promise.all(
      found.slice(0, MAX_FOLDERS).map((path) => matchesIn(files, { folder, path, segment, isLast })),
    );
    found = next.flat();
  }
  return found[0];
}

/** The paths below one that a segment names: folders, and anything for the last one. Symbolic links lead nowhere. */
async function matchesIn(
  files: FileSystem,
  {
    folder,
    path,
    segment,
    isLast,
  }: { readonly folder: string; readonly path: string; readonly segment: string; readonly isLast: boolean },
): Promise<string[]> {
  const below = path === '' ? '' : `${path}/`;
  if (!hasWildcards(segment)) {
    const kind = await files.kind(join(folder, below + segment));
    return kind === 'directory' || (isLast && kind !== undefined) ? [below + segment] : [];
  }
  const matches = compileName(segment);
  const items = (await files.list(path === '' ? folder : join(folder, path))) ?? [];
  return items
    .filter(({ name, kind }) => (isLast || kind === 'directory') && matches(name) === true)
    .map(({ name }) => below + name)
    .sort();
}
