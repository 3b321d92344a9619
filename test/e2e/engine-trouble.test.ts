import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { bridge } from './bridge.ts';
import { eventually, nameOf, show, showUntitled, startAfresh, until, workspaceUri } from './support.ts';

/** What shows a message with its buttons. */
const TOAST = '.notification-toast .notification-list-item';

describe('a build without Docker', () => {
  const path = (value: string | undefined): Thenable<void> =>
    vscode.workspace
      .getConfiguration('strata')
      .update('engine.path', value, vscode.ConfigurationTarget.Global);

  before(async function () {
    if (bridge === undefined) {
      this.skip();
    }
    await path('/nowhere/docker');
  });
  beforeEach(startAfresh);
  afterEach(() => vscode.commands.executeCommand('notifications.clearAll'));
  after(async () => {
    await path(undefined);
    await startAfresh();
  });

  it('says why, with ways to the setting and to the output', async () => {
    const screen = bridge;
    assert.ok(screen);
    await show(workspaceUri('node-copy-first', 'Dockerfile'));
    await vscode.commands.executeCommand('strata.build');
    const [toast] = await until('a message', async () => {
      const found = await screen.boxes(TOAST);
      return found.some(({ text }) => text.includes('There is no command')) && found;
    });
    assert.match(toast?.text ?? '', /There is no command \/nowhere\/docker here.*strata\.engine\.path/);
    // That of what goes on may still be there.
    await eventually(
      async () => (await screen.boxes(`${TOAST} .monaco-button`)).map(({ text }) => text),
      ['Open Settings', 'Show Output'],
    );
    await screen.click(`${TOAST} .monaco-button`, 'Open Settings');
    await until('the setting', async () => {
      const found = await screen.boxes('.settings-editor .setting-item-contents');
      return found.length === 1 && found[0]?.text.includes('Engine: Path');
    });
  });

  it('of what was never saved proposes a name that Docker takes', async () => {
    const screen = bridge;
    assert.ok(screen);
    await showUntitled('FROM node:22\n');
    const building = vscode.commands.executeCommand('strata.build');
    await until('the dialog', async () => (await screen.boxes('.quick-input-widget')).length > 0);
    await screen.press('Enter');
    await building;
    const document = vscode.window.activeTextEditor?.document;
    assert.ok(document);
    assert.equal(nameOf(document.uri), 'Dockerfile');
    assert.equal(document.getText(), 'FROM node:22\n');
    assert.deepEqual(
      vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label)),
      ['Dockerfile'],
    );
    await vscode.workspace.fs.delete(document.uri);
  });
});
