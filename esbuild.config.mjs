import { chmod } from 'node:fs/promises';
import process from 'node:process';
import { build } from 'esbuild';

const production = process.argv.includes('--production');

/** What every bundle shares. `module` first: jsonc-parser's UMD main can't be bundled (its requires are computed). */
const shared = {
  bundle: true,
  format: 'cjs',
  platform: 'node',
  target: 'node20',
  mainFields: ['module', 'main'],
  minify: production,
  sourcemap: production ? false : 'linked',
  logLevel: 'warning',
  outExtension: { '.js': '.cjs' },
};

try {
  await Promise.all([
    build({
      ...shared,
      entryPoints: { client: 'client/src/node/main.ts' },
      outdir: 'dist',
      external: ['vscode'],
    }),
    build({
      ...shared,
      entryPoints: {
        server: 'server/src/node/main.ts',
        'context-worker': 'server/src/node/context-worker.ts',
      },
      outdir: 'dist',
    }),
    build({
      ...shared,
      entryPoints: { strata: 'server/src/cli/main.ts' },
      outdir: 'dist',
      banner: { js: '#!/usr/bin/env node' },
    }).then(() => chmod('dist/strata.cjs', 0o755)),
    ...(production
      ? []
      : [
          build({
            ...shared,
            entryPoints: { index: 'test/e2e/index.ts', packaged: 'test/e2e/packaged.ts' },
            outdir: 'dist/test/e2e',
            external: ['vscode', 'mocha'],
          }),
        ]),
  ]);
} catch {
  // esbuild has printed each error with its place; the exit code is what npm and CI see.
  process.exit(1);
}
