import type { CandidateInput } from '../../context/location/types.ts';
import type { GitIgnoreAbove } from '../../context/types.ts';
import { MAX_TEXT_BYTES } from '../../context/wanted-texts.ts';
import { join, relativeTo } from '../files.ts';
import type { FileSystem } from '../files.ts';
import { kindInside } from '../stays-inside.ts';
import { foldersUpTo } from './sources-in.ts';

/** The `.gitignore` files of the workspace's folders above a context: what they leave out there, no clone has. None through a symbolic link. */
export async function gitIgnoresAbove(
  files: FileSystem,
  { workspaceRoot }: Pick<CandidateInput, 'workspaceRoot'>,
  root: string,
): Promise<readonly GitIgnoreAbove[]> {
  const above = foldersUpTo(root, workspaceRoot).slice(1);
  const all = await Promise.all(
    above.map(async (folder): Promise<readonly GitIgnoreAbove[]> => {
      const place = join(folder, '.gitignore');
      const isFile = (await kindInside(files, workspaceRoot ?? folder, place)) === 'file';
      const text = isFile ? await files.readText(place, MAX_TEXT_BYTES) : undefined;
      const inner = relativeTo(folder, root);
      return text === undefined || inner === undefined ? [] : [{ inner, text }];
    }),
  );
  return all.flat();
}
