import { mkdir, readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { URL, fileURLToPath } from 'node:url';
import { deflateRawSync } from 'node:zlib';
import { createVSIX } from '@vscode/vsce';

/** Bytes that the packaged extension may have, without what only browsers load: that is most of the code once more. */
const LIMIT = 700_000;

/** Bytes that browsers' part may have in the package (docs/decisions/0006-two-hosts-one-package.md). */
const BROWSER_LIMIT = 600_000;

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
  const forBrowsers = await packedSize(path.join(PROJECT, 'dist', 'browser'));
  const name = path.relative(PROJECT, file);
  check(`${name} without dist/browser`, size - forBrowsers, LIMIT);
  check(`${name}, dist/browser`, forBrowsers, BROWSER_LIMIT);
  return file;
}

function check(what, size, limit) {
  process.stdout.write(`${what}: ${size} bytes of ${limit}\n`);
  if (size > limit) {
    throw new Error(`${what} has ${size} bytes; at most ${limit} are allowed.`);
  }
}

/** What the programs of a folder take in a package. */
async function packedSize(folder) {
  const programs = (await readdir(folder)).filter((name) => name.endsWith('.js'));
  const texts = await Promise.all(programs.map((name) => readFile(path.join(folder, name))));
  return texts.reduce((sum, text) => sum + deflateRawSync(text).length, 0);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await buildPackage();
}
