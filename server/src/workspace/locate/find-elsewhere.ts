import { isWithin } from '../../ecosystems/paths.ts';
import { literalPart } from '../../context/copy-wildcards.ts';
import type { CandidateInput, ContextChoice, FolderSources } from '../../context/location/types.ts';
import { contextRemedy } from '../../context/location/context-remedy.ts';
import { shownFolder } from '../../context/location/shown-place.ts';
import type { Elsewhere } from '../../context/types.ts';
import { relativeTo } from '../files.ts';
import type { FileSystem } from '../files.ts';
import { foldersUpTo, sourcesIn } from './sources-in.ts';
import { submodulesBelow } from './submodules.ts';

/**
 * Where the sources are that the chosen context lacks: in the workspace's folders above it, or in a submodule. All of them are among
 * the sources of the input, so that only folders which it does not know cost looks.
 */
export async function findElsewhere(
  files: FileSystem,
  input: Pick<CandidateInput, 'dockerfile' | 'workspaceRoot' | 'folders'>,
  { choice, sources: named }: { readonly choice: ContextChoice; readonly sources: readonly string[] },
): Promise<Elsewhere | undefined> {
  const { root } = choice.chosen;
  // Nothing misses what wildcards in a context's root do not match.
  const sources = named.filter((source) => literalPart(source) !== '');
  const lookIn = async (folder: string): Promise<FolderSources> => {
    const known = input.folders.find((one) => one.folder === folder);
    return known === undefined
      ? sourcesIn(files, folder, sources)
      : { folder, found: new Set(sources.filter((source) => known.found.has(source))) };
  };
  const here = await lookIn(root);
  const missing = sources.filter((source) => !here.found.has(source));
  if (missing.length === 0) {
    return undefined;
  }
  const folders = foldersUpTo(root, input.workspaceRoot);
  const [submodules, ...above] = await Promise.all([
    submodulesBelow(files, folders),
    ...folders.slice(1).map(lookIn),
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
