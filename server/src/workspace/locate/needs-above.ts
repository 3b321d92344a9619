import type { FileSystem } from '../files.ts';
import { firstMatch } from './first-match.ts';

/**
 * Of what a Dockerfile needs of its context, as `neededOfContext` tells it: the paths that are in a folder above and not in its own.
 * `folders`: its own first, then those above it.
 */
export async function needsAbove(
  files: FileSystem,
  [own, ...above]: readonly string[],
  needed: readonly (readonly string[])[],
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const need of own === undefined || above.length === 0 ? [] : needed) {
    const isHere = own !== undefined && (await firstIn(files, own, need)) !== undefined;
    for (const folder of isHere ? [] : above) {
      const path = await firstIn(files, folder, need);
      if (path !== undefined) {
        found.push(path);
        break;
      }
    }
  }
  return found;
}

/** The first of these paths that a folder holds. */
export async function firstIn(
  files: FileSystem,
  folder: string,
  need: readonly string[],
): Promise<string | undefined> {
  for (const path of need) {
    const found = await firstMatch(files, folder, path);
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}
