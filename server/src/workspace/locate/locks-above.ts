import { leavesOut } from '../../context/git-ignored.ts';
import type { CandidateInput } from '../../context/location/types.ts';
import { shownFolder } from '../../context/location/shown-place.ts';
import type { LocksAbove } from '../../context/types.ts';
import { NEEDED_LOCKS } from '../../ecosystems/lock-needs.ts';
import { join, relativeTo } from '../files.ts';
import type { FileSystem } from '../files.ts';
import { MAX_TEXT_BYTES } from '../../context/wanted-texts.ts';
import { foldersUpTo } from './sources-in.ts';

/** What the workspace's folders above a context say of lock files: a project in the context may go by one of theirs, or keep none. */
export async function locksAbove(
  files: FileSystem,
  input: Pick<CandidateInput, 'workspaceRoot'>,
  root: string,
): Promise<readonly LocksAbove[]> {
  const above = foldersUpTo(root, input.workspaceRoot).slice(1);
  const all = await Promise.all(
    above.map(async (folder): Promise<LocksAbove> => {
      const names = new Set((await files.list(folder))?.map(({ name }) => name));
      const text = names.has('.gitignore')
        ? await files.readText(join(folder, '.gitignore'), MAX_TEXT_BYTES)
        : undefined;
      const inner = relativeTo(folder, root) ?? '';
      return {
        shown: shownFolder(input, folder),
        held: [...NEEDED_LOCKS].filter((name) => names.has(name)),
        unkept:
          text === undefined ? [] : [...NEEDED_LOCKS].filter((name) => leavesOut(text, `${inner}/${name}`)),
      };
    }),
  );
  return all.filter(({ held, unkept }) => held.length > 0 || unkept.length > 0);
}
