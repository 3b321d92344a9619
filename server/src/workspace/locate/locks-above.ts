import type { CandidateInput } from '../../context/location/types.ts';
import { shownFolder } from '../../context/location/shown-place.ts';
import type { LocksAbove } from '../../context/types.ts';
import { NEEDED_LOCKS } from '../../ecosystems/lock-needs.ts';
import type { FileSystem } from '../files.ts';
import { foldersUpTo } from './sources-in.ts';

/** What the workspace's folders above a context hold of lock files: a project in the context may go by one of theirs. */
export async function locksAbove(
  files: FileSystem,
  input: Pick<CandidateInput, 'workspaceRoot'>,
  root: string,
): Promise<readonly LocksAbove[]> {
  const above = foldersUpTo(root, input.workspaceRoot).slice(1);
  const all = await Promise.all(
    above.map(async (folder): Promise<LocksAbove> => {
      const names = new Set((await files.list(folder))?.map(({ name }) => name));
      return {
        shown: shownFolder(input, folder),
        held: [...NEEDED_LOCKS].filter((name) => names.has(name)),
      };
    }),
  );
  return all.filter(({ held }) => held.length > 0);
}
