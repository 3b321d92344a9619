import { isWithin } from '../ecosystems/paths.ts';
import { hasWildcards } from '../context/copy-wildcards.ts';
import type { CandidateInput, ContextChoice } from '../context/location/candidates.ts';
import { contextRemedy } from '../context/location/context-remedy.ts';
import { shownFolder } from '../context/location/shown-place.ts';
import type { Elsewhere } from '../context/types.ts';
import { relativeTo } from './files.ts';
import type { FileSystem } from './files.ts';
import { foldersUpTo, sourcesIn } from './sources-in.ts';
import { submodulesBelow } from './submodules.ts';

/**
 * Where the sources are that the chosen context lacks: in the workspace's folders above it, or in a submodule. Costs a look at each
 * source, and where one is missing as much for each folder above.
 */
export async function findElsewhere(
  files: FileSystem,
  input: Pick<CandidateInput, 'dockerfile' | 'workspaceRoot'>,
  { choice, sources: named }: { readonly choice: ContextChoice; readonly sources: readonly string[] },
): Promise<Elsewhere | undefined> {
  const { root } = choice.chosen;
  const sources = named.filter((source) => !hasWildcards(source));
  const here = await sourcesIn(files, root, sources);
  const missing = sources.filter((source) => !here.found.has(source));
  if (missing.length === 0) {
    return undefined;
  }
  const folders = foldersUpTo(root, input.workspaceRoot);
  const [submodules, ...above] = await Promise.all([
    submodulesBelow(files, folders),
    ...folders.slice(1).map((folder) => sourcesIn(files, folder, sources)),
  ]);
  return {
    above: above.flatMap(({ folder, found }) =>
      missing.some((source) => found.has(source))
        ? [
            {
              shown: shownFolder(input, folder),
              inner: relativeTo(folder, root) ?? '',
              found: [...found],
              remedy: contextRemedy(input, choice, folder),
            },
          ]
        : [],
    ),
    submodules: submodules.filter((path) => missing.some((source) => isWithin(source, path))),
  };
}
