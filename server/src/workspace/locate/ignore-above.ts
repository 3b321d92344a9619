import type { CandidateInput, ContextChoice } from '../../context/location/types.ts';
import { namedBuilds } from '../../context/location/named-builds.ts';
import { shownFolder } from '../../context/location/shown-place.ts';
import type { IgnoreAbove } from '../../context/types.ts';
import { relativeTo } from '../files.ts';
import type { FileSystem } from '../files.ts';
import { readIgnore } from '../load-context.ts';
import { foldersUpTo } from './sources-in.ts';

/**
 * The nearest `.dockerignore` of the workspace above a context that has none, where the project names the context: who wrote it may
 * believe that it counts there, too. Costs a look at each folder above.
 */
export async function ignoreAbove(
  files: FileSystem,
  input: CandidateInput,
  { chosen, named }: Pick<ContextChoice, 'chosen' | 'named'>,
): Promise<IgnoreAbove | undefined> {
  const { root } = chosen;
  const above = named === undefined ? [] : foldersUpTo(root, input.workspaceRoot).slice(1);
  if (above.length === 0 || (await readIgnore(files, root, input.dockerfile)) !== undefined) {
    return undefined;
  }
  for (const folder of above) {
    const text = (await readIgnore(files, folder, input.dockerfile))?.text;
    if (text !== undefined) {
      const isRead = isBuilt(input, folder) || (await holdsDockerfile(files, folder));
      return { shown: shownFolder(input, folder), inner: relativeTo(folder, root) ?? '', text, isRead };
    }
  }
  return undefined;
}

/** Whether anything that is known has a folder as its context. */
function isBuilt(input: CandidateInput, folder: string): boolean {
  return input.setting.size > 0 || namedBuilds(input).some(({ context }) => context === folder);
}

/** Whether somebody may build in a folder. */
async function holdsDockerfile(files: FileSystem, folder: string): Promise<boolean> {
  const items = await files.list(folder);
  return items?.some(({ name }) => /dockerfile|containerfile/i.test(name)) ?? true;
}
