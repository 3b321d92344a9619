import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { BUNDLE, bundleText, clientWords, wordsOf } from './client-words.ts';

describe('texts that the extension shows', () => {
  it('can be translated: each goes through vscode.l10n.t', () => {
    assert.deepEqual(clientWords().problems, []);
  });

  it(`are in ${BUNDLE}, as npm run docs writes it`, () => {
    assert.equal(readFileSync(new URL(`../../${BUNDLE}`, import.meta.url), 'utf8'), bundleText());
  });

  it('are found by VS Code in the package', () => {
    const textOf = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
    assert.equal((JSON.parse(textOf('package.json')) as { l10n?: string }).l10n, './l10n');
    assert.match(textOf('.vscodeignore'), /^!l10n\/\*\.json$/m);
  });

  const bypasses: readonly (readonly [string, string])[] = [
    ['a message', "vscode.window.showInformationMessage('Again.')"],
    ['a template', 'confirm(`Copied ${text}`)'],
    ['one word as a label', "const item = { label: '$(play) Build' }"],
    ['one of two labels', "const item = { label: on ? 'Hide' : name }"],
    ['what stands in for nothing', "pick.title = given ?? 'Title'"],
    ['words beside a translation', "pick.title = `${vscode.l10n.t('Title')}: all of it`"],
    ['a value of a translation', "vscode.l10n.t('Saved {0}', 'all files')"],
    ['a message that is put together', 'vscode.l10n.t(`Saved ${name}`)'],
    ['a sentence anywhere', "const words = 'No file is copied'"],
  ];
  for (const [name, source] of bypasses) {
    it(`are missed by none: ${name}`, () => {
      assert.equal(wordsOf('a.ts', source).problems.length, 1);
    });
  }

  const silent: readonly (readonly [string, string])[] = [
    ['an icon', "const item = { label: `$(play) ${vscode.l10n.t('Build')}` }"],
    ['a name', "showQuickPick(items, { placeHolder: 'Strata' })"],
    ['the log', "output.error('The server did not start')"],
    ['an identifier', "const choice = { kind: 'files', command: 'strata.build' }"],
    ['a comparison', "const item = { label: kind === 'files' ? name : other }"],
  ];
  for (const [name, source] of silent) {
    it(`are not taken for ${name}`, () => {
      assert.deepEqual(wordsOf('a.ts', source).problems, []);
    });
  }
});
