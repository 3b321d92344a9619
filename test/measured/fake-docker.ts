import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The line of a script that answers which buildx it is, as Debian's and Docker's do. */
export const VERSION = 'if [ "$2" = version ]; then echo "github.com/docker/buildx v0.29.1 abc"; exit; fi';

/** Writes a command into a folder that does what a script for `sh` says. Resolves to its path. */
export async function fakeDocker(folder: string, script: string): Promise<string> {
  const path = join(folder, 'docker');
  await writeFile(path, `#!/bin/sh\n${script}\n`);
  await chmod(path, 0o755);
  return path;
}
