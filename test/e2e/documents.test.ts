import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import {
  eventually,
  lensLines,
  nameOf,
  problems,
  show,
  showUntitled,
  startAfresh,
  strataDiagnostics,
  until,
  workspaceUri,
  writeFile,
} from './support.ts';

const PORT = 'ports/expose-maps-host-port';
const WRONG = 'FROM nginx:1.27\nEXPOSE 8080:80\n';

describe('documents', () => {
  beforeEach(startAfresh);
  after(startAfresh);

  it('that were never saved have lenses and problems', async () => {
    const { document } = await showUntitled(WRONG);
    await eventually(() => problems(document.uri), [`2 ${PORT}`]);
    assert.equal((await lensLines(document.uri)).length, 2);
  });

  it('of 5,000 lines have a lens for each instruction and a problem at the end', async () => {
    const runs = Array.from({ length: 4_998 }, (_, i) => `RUN echo ${i}`);
    const text = ['FROM nginx:1.27', ...runs, 'EXPOSE 8080:80', ''].join('\n');
    const uri = await writeFile(['long', 'Dockerfile'], text);
    const editor = await show(uri);
    await eventually(() => problems(uri), [`5000 ${PORT}`]);
    const lines = await lensLines(uri);
    assert.equal(lines.length, 5_000);
    assert.match(lines[4_998] ?? '', /^4999: Layer 4998 · /);
    await editor.edit((edit) => {
      edit.insert(new vscode.Position(1, 0), 'RUN true\n');
    });
    await eventually(() => problems(uri), [`5001 ${PORT}`]);
    await until('the last layer has its new number', async () =>
      (await lensLines(uri))[4_999]?.startsWith('5000: Layer 4999 · '),
    );
  });

  it('leave no problem behind when they are closed, deleted or renamed', async () => {
    const uris: vscode.Uri[] = [];
    for (let i = 0; i < 20; i++) {
      uris.push(await writeFile(['many', `service-${i}`, 'Dockerfile'], WRONG));
    }
    for (const uri of uris) {
      await show(uri);
    }
    for (const uri of uris) {
      await eventually(() => problems(uri), [`2 ${PORT}`]);
    }
    // As in the explorer, which closes the editors of what it deletes.
    const edit = new vscode.WorkspaceEdit();
    for (const uri of uris.slice(0, 5)) {
      edit.deleteFile(uri);
    }
    for (const uri of uris.slice(5, 10)) {
      edit.renameFile(uri, vscode.Uri.joinPath(uri, '..', 'Dockerfile.renamed'));
    }
    assert.equal(await vscode.workspace.applyEdit(edit), true);
    await eventually(stillReported, [
      ...[5, 6, 7, 8, 9].map((i) => `many/service-${i}/Dockerfile.renamed`),
      ...[10, 11, 12, 13, 14, 15, 16, 17, 18, 19].map((i) => `many/service-${i}/Dockerfile`),
    ]);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(workspaceUri('many'), { recursive: true });
    await eventually(stillReported, []);
  });

  it('stop being reported when they turn into another language', async () => {
    const { document } = await showUntitled(WRONG);
    await eventually(() => problems(document.uri), [`2 ${PORT}`]);
    await vscode.languages.setTextDocumentLanguage(document, 'plaintext');
    await eventually(() => problems(document.uri), []);
  });
});

/** Files under many/ that have a problem of ours, by the number in their name. */
function stillReported(): string[] {
  return vscode.languages
    .getDiagnostics()
    .map(([uri]) => uri)
    .filter((uri) => nameOf(uri).startsWith('many') && strataDiagnostics(uri).length > 0)
    .map((uri) => nameOf(uri).replaceAll('\\', '/'))
    .sort((a, b) => Number(/\d+/.exec(a)?.[0]) - Number(/\d+/.exec(b)?.[0]));
}
