import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync, realpathSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { extension } from './extension.ts';
import { eventually, lensLines, problems, show, startAfresh, until, workspaceUri } from './support.ts';

const dockerfile = () => workspaceUri('node-copy-first', 'Dockerfile');

interface Manifest {
  readonly main: string;
  readonly browser?: string;
  readonly icon?: string;
  readonly l10n: string;
  readonly contributes: {
    readonly grammars?: readonly { readonly path: string }[];
    readonly commands: readonly { readonly icon?: string | Readonly<Record<string, string>> }[];
  };
}

describe('the packaged extension', () => {
  after(startAfresh);

  it('is the one that was installed, not the project', () => {
    const installed = process.env['STRATA_E2E_EXTENSIONS'];
    assert.ok(installed);
    assert.equal(path.dirname(realpathSync(extension().extensionPath)), realpathSync(installed));
  });

  it('has every file that its package.json and its bundles name, and neither sources nor tests', () => {
    const { main, browser, icon, l10n, contributes } = extension().packageJSON as Manifest;
    const grammars = (contributes.grammars ?? []).map((grammar) => grammar.path);
    // A name such as `$(layers)` is one of VS Code's own icons.
    const icons = contributes.commands.flatMap((command) =>
      typeof command.icon === 'object' ? Object.values(command.icon) : [],
    );
    const named = [
      main,
      // VS Code adds what makes it a file's name.
      ...(browser === undefined ? [] : [`${browser}.js`, 'dist/browser/server.js']),
      icon,
      ...grammars,
      ...icons,
      ...bundlesNamedIn(main),
      ...bundlesNamedIn('dist/client-main.cjs'),
      ...bundlesNamedIn('dist/server.cjs'),
      ...bundlesNamedIn('dist/server-main.cjs'),
      'dist/rule-pages.json',
      'package.nls.json',
      `${l10n}/bundle.l10n.json`,
      'README.md',
      'LICENSE',
      'CHANGELOG.md',
    ];
    const present = new Set(filesOf(extension().extensionPath).map((file) => file.toLowerCase()));
    const missing = named
      .filter((file) => file !== undefined)
      .map((file) => path.posix.normalize(file))
      // vsce gives documents names of its own: readme.md, LICENSE.txt.
      .filter((file) => !present.has(file.toLowerCase()) && !present.has(`${file.toLowerCase()}.txt`));
    assert.deepEqual(missing, []);
    const unwanted = [...present].filter((file) => /(^|\/)(test|src|node_modules)\/|\.(ts|map)$/.test(file));
    assert.deepEqual(unwanted, []);
  });

  it('activates, and shows lenses and problems', async () => {
    assert.equal(extension().isActive, false);
    await show(dockerfile());
    await until('the extension is active', () => extension().isActive);
    await until('a problem', () => problems(dockerfile()).includes('3 cache/copy-before-install'));
    await until('lenses', async () => (await lensLines(dockerfile())).length === 6);
  });

  it('keeps what V8 compiled of it in the folder that VS Code gives it', async () => {
    const userData = process.env['STRATA_E2E_USER_DATA'];
    assert.ok(userData);
    const id = extension().id.toLowerCase();
    const folder = path.join(userData, 'User', 'globalStorage', id, 'code');
    for (const program of ['client', 'server']) {
      await until(`the ${program} is kept compiled`, () => existsSync(path.join(folder, program)));
    }
  });

  it('has commands that work', async () => {
    await show(dockerfile());
    await vscode.commands.executeCommand('strata.copyDockerRun');
    await eventually(async () => vscode.env.clipboard.readText(), 'docker run -p 3000:3000 IMAGE');
  });
});

/** Other bundles that a bundle starts, such as the server and its workers: they lie beside it. */
function bundlesNamedIn(bundle: string): string[] {
  const text = readFileSync(path.join(extension().extensionPath, bundle), 'utf8');
  return [...text.matchAll(/["'`]([\w-]+\.cjs)["'`]/g)].map(([, name = '']) =>
    path.posix.join(path.posix.dirname(bundle), name),
  );
}

/** Files below a folder, as paths with slashes. */
function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
}
