import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Docker's command, without a network: nothing of what is built needs one, and the engine of the tests has none. */
const DOCKER = `#!/bin/sh
if [ "$1 $2" = "buildx build" ]; then shift 2; exec docker buildx build --network=none "$@"; fi
exec docker "$@"
`;

/** Writes that command into a folder. Returns its path. */
export async function networklessDocker(folder: string): Promise<string> {
  const path = join(folder, 'docker');
  await writeFile(path, DOCKER);
  await chmod(path, 0o755);
  return path;
}
