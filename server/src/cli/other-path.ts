import type { Facts, OtherFile } from '../rules/types.ts';
import { join } from '../workspace/files.ts';
import { shownPlace } from './places.ts';

/** Another file than the Dockerfile as a person would type it in the working directory. */
export function otherPath(file: OtherFile, { context }: Pick<Facts, 'context'>, cwd: string): string {
  if (file.kind === 'compose') {
    return shownPlace(cwd, file.place);
  }
  // A context's label is its folder as it is shown.
  const folder = context?.label ?? '.';
  return folder === '.' || file.path.startsWith('/') ? file.path : join(folder, file.path);
}
