import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { listFiles, PackageManager } from '@vscode/vsce';

/** What is in the package besides bundles. */
const FILES = [
  'CHANGELOG.md',
  'LICENSE',
  'README.md',
  ...['cached', 'depends', 'rebuilt', 'unused'].flatMap((verdict) =>
    ['dark', 'light'].map((theme) => `client/icons/${verdict}-${theme}.svg`),
  ),
  'icon.png',
  'l10n/bundle.l10n.json',
  'package.json',
  'package.nls.json',
  'schemas/strata.schema.json',
  'syntaxes/strata-comments.tmLanguage.json',
];

/** Bundles, and what the build gathers beside them; which of them are there depends on what was built. */
const BUNDLES = [
  'dist/browser/client.cjs.js',
  'dist/browser/server.js',
  'dist/client-main.cjs',
  'dist/client.cjs',
  'dist/context-worker.cjs',
  'dist/layer-stack.js',
  'dist/rule-pages.json',
  'dist/server-main.cjs',
  'dist/server.cjs',
];

describe('the packaged extension', () => {
  it('contains what it needs and nothing else', async function () {
    // The packager takes seconds to load, many of them on a busy machine.
    this.timeout(60_000);
    const listed = await listFiles({
      cwd: fileURLToPath(new URL('../../', import.meta.url)),
      // No dependency is packed: bundles hold what they need.
      packageManager: PackageManager.None,
    });
    const files = listed.map((path) => path.replaceAll('\\', '/')).sort();
    assert.deepEqual(
      files.filter((path) => !path.startsWith('dist/')),
      FILES,
    );
    assert.deepEqual(
      files.filter((path) => path.startsWith('dist/') && !BUNDLES.includes(path)),
      [],
    );
  });
});
