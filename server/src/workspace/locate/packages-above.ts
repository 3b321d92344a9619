import { join } from '../files.ts';
import type { FileSystem } from '../files.ts';

/** A larger package.json is not read, in bytes. */
const MAX_BYTES = 128 * 1024;

/**
 * The folder above a package from which alone it can be installed: its package.json names packages by `workspace:`, as pnpm, Yarn and
 * Bun find in the folder that declares the workspace. `folders`: the package's own first, then those above it. Undefined for others.
 */
export async function packagesAbove(
  files: FileSystem,
  [own, ...above]: readonly string[],
): Promise<string | undefined> {
  if (own === undefined || above.length === 0 || !(await manifestIn(files, own)).includes('"workspace:')) {
    return undefined;
  }
  for (const folder of above) {
    const isPnpm = (await files.kind(join(folder, 'pnpm-workspace.yaml'))) === 'file';
    if (isPnpm || /"workspaces"\s*:/.test(await manifestIn(files, folder))) {
      return folder;
    }
  }
  return undefined;
}

/** The text of a folder's package.json; empty where there is none. No symbolic link is followed. */
async function manifestIn(files: FileSystem, folder: string): Promise<string> {
  const path = join(folder, 'package.json');
  return (await files.kind(path)) === 'file' ? ((await files.readText(path, MAX_BYTES)) ?? '') : '';
}
