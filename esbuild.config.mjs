import { chmod } from 'node:fs/promises';
import process from 'node:process';
import { build } from 'esbuild';
import { keptProgram } from './scripts/kept-program.mjs';
import { makeSmaller } from './scripts/make-smaller.mjs';
import { nodeBundle } from './scripts/node-bundle.mjs';
import { writeRulePages } from './scripts/rule-pages.mjs';

const production = process.argv.includes('--production');

/** What every bundle shares. */
const shared = {
  ...nodeBundle,
  minify: production,
  sourcemap: production ? false : 'linked',
  logLevel: 'warning',
};

/**
 * VS Code's web worker takes what a package of modules names for CommonJS only if the name ends in `.cjs`, and then adds `.js`.
 * So package.json says `client.cjs` for the file `client.cjs.js`.
 */
const EXTENSION_IN_BROWSER = { '.js': '.cjs.js' };

/** The same for a browser, which has neither Node's modules nor its globals. */
const browser = {
  ...shared,
  platform: 'browser',
  plugins: [],
  target: 'es2022',
  mainFields: ['browser', 'module', 'main'],
  outdir: 'dist/browser',
};

try {
  await Promise.all([
    writeRulePages('dist/rule-pages.json'),
    build({
      ...shared,
      ...keptProgram,
      entryPoints: {
        'client-main': 'client/src/node/main.ts',
        'server-main': 'server/src/node/main.ts',
        'strata-main': 'server/src/cli/main.ts',
      },
      outdir: 'dist',
      external: ['vscode'],
    }),
    build({
      ...shared,
      entryPoints: {
        client: 'client/src/node/launch.ts',
        server: 'server/src/node/launch.ts',
        'context-worker': 'server/src/node/context-worker.ts',
      },
      outdir: 'dist',
    }),
    build({
      ...shared,
      entryPoints: { strata: 'server/src/cli/launch.ts' },
      outdir: 'dist',
      banner: { js: '#!/usr/bin/env node' },
    }).then(() => chmod('dist/strata.cjs', 0o755)),
    build({
      ...browser,
      entryPoints: { client: 'client/src/browser/main.ts' },
      external: ['vscode'],
      outExtension: EXTENSION_IN_BROWSER,
    }),
    build({
      ...browser,
      entryPoints: { server: 'server/src/browser/main.ts' },
      format: 'iife',
      outExtension: {},
    }),
    build({
      ...browser,
      entryPoints: { 'layer-stack': 'client/webview/layer-stack.ts' },
      outdir: 'dist',
      format: 'iife',
      outExtension: {},
    }),
    ...(production
      ? []
      : [
          build({
            ...shared,
            entryPoints: { index: 'test/e2e/index.ts', packaged: 'test/e2e/packaged.ts' },
            outdir: 'dist/test/e2e',
            external: ['vscode', 'mocha'],
          }),
          build({
            ...browser,
            entryPoints: { index: 'test/web/index.ts' },
            outdir: 'dist/test/web',
            outExtension: EXTENSION_IN_BROWSER,
            external: ['vscode'],
          }),
        ]),
  ]);
} catch {
  // esbuild has printed each error with its place; the exit code is what npm and CI see.
  process.exit(1);
}

// These are nearly all that is packaged.
const PACKAGED = ['server-main.cjs', 'client-main.cjs', 'browser/server.js', 'browser/client.cjs.js'];
for (const program of production ? PACKAGED : []) {
  await makeSmaller(`dist/${program}`);
}
