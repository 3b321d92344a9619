import path from 'node:path';
import { URL, fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { keptProgram } from '../scripts/kept-program.mjs';
import { makeSmaller } from '../scripts/make-smaller.mjs';
import { nodeBundle } from '../scripts/node-bundle.mjs';

/**
 * Bundles what a benchmark runs in the way in which Strata is published. Entry points by the bundle's name, each a path from the
 * project's root; `folder` is where `<name>.cjs` goes. `kept` are programs that others run (`runCompiled`).
 */
export async function bundle(entryPoints, folder, logLevel, kept = {}) {
  const shared = {
    ...nodeBundle,
    absWorkingDir: fileURLToPath(new URL('..', import.meta.url)),
    outdir: folder,
    minify: true,
    logLevel,
  };
  await build({ ...shared, entryPoints });
  await build({ ...shared, ...keptProgram, entryPoints: kept });
  await Promise.all(Object.keys(kept).map(async (name) => makeSmaller(path.join(folder, `${name}.cjs`))));
}
