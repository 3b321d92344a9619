import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { show, startAfresh, until, workspaceUri } from './support.ts';
import { extension } from './extension.ts';

describe('activation', () => {
  after(startAfresh);

  it('does not start before a Dockerfile is opened', async () => {
    await show(workspaceUri('node-copy-first', 'package.json'));
    assert.equal(extension().isActive, false);
  });

  it('starts when a Dockerfile is opened', async () => {
    const { document } = await show(workspaceUri('node-copy-first', 'Dockerfile'));
    assert.equal(document.languageId, 'dockerfile');
    await until('the extension is active', () => extension().isActive);
  });

  it('has every command that its package.json names', async () => {
    const { contributes } = extension().packageJSON as { contributes: { commands: { command: string }[] } };
    const known = new Set(await vscode.commands.getCommands(true));
    const missing = contributes.commands.map(({ command }) => command).filter((name) => !known.has(name));
    assert.deepEqual(missing, []);
  });
});
