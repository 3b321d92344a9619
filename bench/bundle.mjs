import { URL, fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { lazyBuiltins } from '../scripts/lazy-builtins.mjs';

/**
 * Bundles what a benchmark runs in the way in which Strata is published. Entry points by the bundle's name, each a path from the
 * project's root; `folder` is where `<name>.cjs` goes.
 */
export async function bundle(entryPoints, folder, logLevel) {
  await build({
    absWorkingDir: fileURLToPath(new URL('..', import.meta.url)),
    entryPoints,
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
  });
}
