import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { bridge } from './bridge.ts';
import { configure, eventually, lensLines, show, startAfresh, until, workspaceUri } from './support.ts';

const dockerfile = () => workspaceUri('node-copy-first', 'Dockerfile');

describe('inlay hints', () => {
  beforeEach(startAfresh);
  after(startAfresh);

  it('replace the lenses with strata.annotations = inlayHint, and go again', async () => {
    const { document } = await show(dockerfile());
    assert.deepEqual(await hints(document), []);
    await configure('annotations', 'inlayHint');
    const shown = await until('hints', async () => {
      const found = await hints(document);
      return found.length > 0 && found;
    });
    assert.match(shown[0] ?? '', /^1: ◆ Final image/);
    assert.match(shown[3] ?? '', /^4: Layer 3 · npm ci/);
    assert.equal(shown.length, 6);
    await eventually(() => lensLines(dockerfile()), []);
    if (bridge !== undefined) {
      await until('a hint behind npm ci on the screen', async () =>
        (await lineOnScreen('RUN npm ci'))?.includes('Layer 3'),
      );
    }
    await configure('annotations', undefined);
    await eventually(() => hints(document), []);
    await until('lenses', async () => (await lensLines(dockerfile())).length > 0);
  });
});

async function hints(document: vscode.TextDocument): Promise<string[]> {
  const all = await vscode.commands.executeCommand<vscode.InlayHint[]>(
    'vscode.executeInlayHintProvider',
    document.uri,
    new vscode.Range(0, 0, document.lineCount, 0),
  );
  return all.map(({ position, label }) => {
    const text = typeof label === 'string' ? label : label.map(({ value }) => value).join('');
    return `${position.line + 1}: ${text}`;
  });
}

async function lineOnScreen(start: string): Promise<string | undefined> {
  const lines = await bridge?.boxes('.view-line');
  return lines?.find(({ text }) => text.startsWith(start))?.text;
}
