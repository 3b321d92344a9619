import { cleanPath } from '../../model/paths.ts';
import { join, relativeTo } from '../files.ts';
import type { FileSystem } from '../files.ts';

/** A larger file of git's is not read, in bytes. */
const MAX_BYTES = 64 * 1024;

/**
 * The submodules of git below a context, by their paths in it, as the `.gitmodules` of its root and of the folders above names them.
 * `folders`: its root first, then those above it.
 */
export async function submodulesBelow(
  files: FileSystem,
  folders: readonly string[],
): Promise<readonly string[]> {
  const [root = ''] = folders;
  const found: string[] = [];
  for (const folder of folders) {
    const place = join(folder, '.gitmodules');
    const text = (await files.kind(place)) === 'file' ? await files.readText(place, MAX_BYTES) : undefined;
    for (const [, path = ''] of (text ?? '').matchAll(/^[ \t]*path[ \t]*=[ \t]*(\S[^\r\n]*)/gm)) {
      const inside = relativeTo(root, join(folder, cleanPath(path.trim().replace(/^"(.*)"$/, '$1'))));
      if (inside !== undefined && inside !== '.') {
        found.push(inside);
      }
    }
  }
  return found;
}
