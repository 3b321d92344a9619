import { mkdir, stat } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { URL, fileURLToPath } from 'node:url';
import { createVSIX } from '@vscode/vsce';

/** Bytes that the packaged extension may have (docs/architecture.md, budgets). */
const LIMIT = 700_000;

const PROJECT = fileURLToPath(new URL('..', import.meta.url));

/**
 * Packages the extension with production bundles (`vscode:prepublish` makes them).
 * @returns {Promise<string>} the .vsix file's path
 */
export async function buildPackage() {
  const file = path.join(PROJECT, 'dist', 'strata-dockerfile.vsix');
  await mkdir(path.dirname(file), { recursive: true });
  await createVSIX({
    cwd: PROJECT,
    packagePath: file,
    dependencies: false,
    // Without a `repository` in package.json there is no address that relative links could lead to.
    allowMissingRepository: true,
    rewriteRelativeLinks: false,
  });
  const { size } = await stat(file);
  process.stdout.write(`${path.relative(PROJECT, file)}: ${size} bytes of ${LIMIT}\n`);
  if (size > LIMIT) {
    throw new Error(`The packaged extension has ${size} bytes; at most ${LIMIT} are allowed.`);
  }
  return file;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await buildPackage();
}
