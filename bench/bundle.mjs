import { URL, fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { keptProgram } from '../scripts/kept-program.mjs';
import { lazyBuiltins } from '../scripts/lazy-builtins.mjs';

/**
 * Bundles what a benchmark runs in the way in which Strata is published. Entry points by the bundle's name, each a path from the
 * project's root; `folder` is where `<name>.cjs` goes. `kept` are programs that others run (`runCompiled`).
 */
export async function bundle(entryPoints, folder, logLevel, kept = {}) {
  const shared = {
    absWorkingDir: fileURLToPath(new URL('..', import.meta.url)),
    outdir: folder,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    mainFields: ['module', 'main'],
    minify: true,
    logLevel,
    plugins: [lazyBuiltins],
  };
  await build({ ...shared, entryPoints });
  await build({ ...shared, ...keptProgram, entryPoints: kept });
}
