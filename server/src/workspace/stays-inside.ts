import { folderOf, relativeTo } from './files.ts';
import type { FileSystem } from './files.ts';

/**
 * What stands at a place below a root, or undefined where nothing does, where the place lies elsewhere, and where a
 * symbolic link is on the way: what it leads to may lie outside the workspace, which is never read.
 */
export async function kindInside(
  files: FileSystem,
  root: string,
  place: string,
): Promise<'file' | 'directory' | 'symlink' | undefined> {
  const inside = relativeTo(root, place);
  if (inside === undefined || inside.split('/').includes('..')) {
    return undefined;
  }
  if (inside === '.') {
    return 'directory';
  }
  const above: string[] = [];
  for (let folder = folderOf(place); relativeTo(root, folder) !== '.'; folder = folderOf(folder)) {
    above.push(folder);
  }
  const [own, ...kinds] = await Promise.all([place, ...above].map((path) => files.kind(path)));
  if (own === undefined || own === 'other' || kinds.includes(undefined)) {
    return undefined;
  }
  return kinds.includes('symlink') ? 'symlink' : own;
}
