import type { ContextChoice } from '../../context/location/types.ts';
import type { FileSystem } from '../files.ts';
import { firstIn } from './needs-above.ts';
import { sourcesIn } from './sources-in.ts';

/**
 * How much of what a Dockerfile copies and needs lies in each of the folders that equally good projects build it with; undefined where
 * they name one folder, so that nothing is looked for.
 */
export async function heldByEquals(
  files: FileSystem,
  { chosen, rivals }: Pick<ContextChoice, 'chosen' | 'rivals'>,
  {
    sources,
    needed,
  }: { readonly sources: readonly string[]; readonly needed: readonly (readonly string[])[] },
): Promise<ReadonlyMap<string, number> | undefined> {
  const roots = [...new Set([chosen, ...rivals].map(({ root }) => root))].slice(0, MAX_ROOTS);
  if (roots.length < 2) {
    return undefined;
  }
  const counts = roots.map(async (root): Promise<[string, number]> => {
    const { found } = await sourcesIn(files, root, sources);
    const needs = await Promise.all(needed.map((need) => firstIn(files, root, need)));
    return [root, found.size + needs.filter((path) => path !== undefined).length];
  });
  return new Map(await Promise.all(counts));
}

/** Folders that are looked at: nobody builds one Dockerfile with more. */
const MAX_ROOTS = 10;
