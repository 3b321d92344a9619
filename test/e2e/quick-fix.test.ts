import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { bridge } from './bridge.ts';
import {
  eventually,
  problems,
  quickFixes,
  show,
  startAfresh,
  until,
  workspaceUri,
  writeFile,
} from './support.ts';

const nodeApp = () => workspaceUri('node-copy-first', 'Dockerfile');

const COPY = 'cache/copy-before-install';
/** What is left when the order is right. */
const CACHE = 'size/package-cache-left';
const ROOT = 'image/runs-as-root';
const PORT = 'ports/expose-maps-host-port';

const REORDERED = [
  'FROM node:22',
  'WORKDIR /app',
  'COPY package.json package-lock.json ./',
  'RUN npm ci',
  'COPY . .',
  'EXPOSE 3000',
  'CMD ["node", "src/index.mjs"]',
  '',
].join('\n');

describe('quick fixes', () => {
  beforeEach(startAfresh);
  after(startAfresh);

  it('copies the manifests first, and one undo takes it back', async () => {
    const { document } = await show(nodeApp());
    const before = document.getText();
    await applyFirst(nodeApp(), COPY);
    assert.equal(document.getText(), REORDERED);
    await eventually(() => problems(nodeApp()), [`4 ${CACHE}`, `7 ${ROOT}`]);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), before);
    await eventually(() => problems(nodeApp()), [`3 ${COPY}`, `4 ${CACHE}`, `6 ${ROOT}`]);
  });

  it('keeps Windows line ends', async () => {
    const uri = await writeFile(['host-port', 'crlf.dockerfile'], 'FROM nginx:1.27\r\nEXPOSE 8080:80\r\n');
    const { document } = await show(uri);
    await applyFirst(uri, PORT);
    assert.equal(document.getText(), 'FROM nginx:1.27\r\nEXPOSE 80\r\n');
  });

  it('is offered at the keyboard: Ctrl+., Enter, Ctrl+Z', async () => {
    const uri = workspaceUri('host-port', 'Dockerfile');
    const editor = await show(uri);
    await eventually(() => problems(uri), [`3 ${PORT}`]);
    const [fix] = await quickFixes(uri, PORT);
    assert.ok(fix);
    if (bridge === undefined) {
      // Without a screen: VS Code applies it by its own command instead of keys.
      assert.ok(fix.edit && (await vscode.workspace.applyEdit(fix.edit)));
    } else {
      const screen = bridge;
      await screen.click('.view-line span span', '8080');
      await until('a light bulb', async () => (await screen.boxes('[class*="lightbulb" i]')).length > 0);
      await screen.press('ControlOrMeta+.');
      // The preferred fix has the focus already: Enter is all that is needed.
      await until('the fix in the menu', async () => {
        const rows = await screen.boxes('.action-widget .monaco-list-row.focused');
        return rows.some(({ text }) => text === fix.title);
      });
      await screen.press('Enter');
    }
    await eventually(() => editor.document.lineAt(2).text, 'EXPOSE 80');
    if (bridge === undefined) {
      await vscode.commands.executeCommand('undo');
    } else {
      await bridge.press('ControlOrMeta+z');
    }
    await eventually(() => editor.document.lineAt(2).text, 'EXPOSE 8080:80');
  });

  it('can silence a problem where it is', async () => {
    const uri = await writeFile(['host-port', 'silenced.dockerfile'], 'FROM nginx:1.27\nEXPOSE 8080:80\n');
    const { document } = await show(uri);
    await eventually(() => problems(uri), [`2 ${PORT}`]);
    const ignore = (await quickFixes(uri, PORT)).find(({ title }) => title.startsWith('Ignore'));
    assert.ok(ignore?.edit);
    assert.equal(await vscode.workspace.applyEdit(ignore.edit), true);
    await eventually(() => problems(uri), []);
    assert.match(document.getText(), /^FROM nginx:1\.27\n# .*\nEXPOSE 8080:80\n$/);
  });

  it('are applied on saving where codeActionsOnSave says so', async () => {
    const uri = await writeFile(['host-port', 'saved.dockerfile'], 'FROM nginx:1.27\nEXPOSE 8080:80\n');
    const editor = await show(uri);
    await eventually(() => problems(uri), [`2 ${PORT}`]);
    const section = vscode.workspace.getConfiguration('editor', uri);
    await section.update('codeActionsOnSave', { 'source.fixAll.strata': 'explicit' });
    try {
      await editor.edit((edit) => {
        edit.insert(new vscode.Position(2, 0), 'USER nginx\n');
      });
      await editor.document.save();
      await eventually(() => editor.document.getText(), 'FROM nginx:1.27\nEXPOSE 80\nUSER nginx\n');
    } finally {
      await section.update('codeActionsOnSave', undefined);
    }
  });

  it('does nothing to a file that has no problem', async () => {
    const { document } = await show(
      await writeFile(['host-port', 'fine.dockerfile'], 'FROM nginx:1.27\nEXPOSE 80\n'),
    );
    await eventually(() => problems(document.uri), []);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      new vscode.Range(0, 0, document.lineCount, 0),
      vscode.CodeActionKind.QuickFix.value,
    );
    assert.deepEqual(
      actions.map(({ title }) => title),
      [],
    );
  });
});

/** Applies the first fix for a rule's problem, the way VS Code does when it is chosen in the menu. */
async function applyFirst(uri: vscode.Uri, rule: string): Promise<void> {
  await until(`a problem ${rule}`, () => problems(uri).some((problem) => problem.endsWith(rule)));
  const [fix] = await quickFixes(uri, rule);
  assert.ok(fix?.edit, `There is a fix for ${rule}.`);
  assert.equal(await vscode.workspace.applyEdit(fix.edit), true);
}
