import type { CandidateInput } from '../../context/location/types.ts';
import type { GitIgnoreAbove } from '../../context/types.ts';
import { MAX_TEXT_BYTES } from '../../context/wanted-texts.ts';
import { join, relativeTo } from '../files.ts';
import type { FileSystem } from '../files.ts';
import { foldersUpTo } from './sources-in.ts';

/** The `.gitignore` files of the workspace's folders above a context: what they leave out there, no clone has. */
export async function gitIgnoresAbove(
  files: FileSystem,
  { workspaceRoot }: Pick<CandidateInput, 'workspaceRoot'>,
  root: string,
): Promise<readonly GitIgnoreAbove[]> {
  const above = foldersUpTo(root, workspaceRoot).slice(1);
  const all = await Promise.all(
    above.map(async (folder): Promise<readonly GitIgnoreAbove[]> => {
      const text = await files.readText(join(folder, '.gitignore'), MAX_TEXT_BYTES);
      const inner = relativeTo(folder, root);
      return text === undefined || inner === undefined ? [] : [{ inner, text }];
    }),
  );
  return all.flat();
}
