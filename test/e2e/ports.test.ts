import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import {
  eventually,
  lensLines,
  problems,
  quickFixes,
  show,
  startAfresh,
  strataDiagnostics,
  workspaceUri,
  writeFile,
} from './support.ts';

const dockerfile = () => workspaceUri('ports', 'Dockerfile');
const compose = () => workspaceUri('ports', 'compose.yaml');

const TARGET = 'ports/compose-targets-other-port';

/** Replaces a part of an open document, as typing does. */
async function type(uri: vscode.Uri, from: string, to: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uri);
  const start = document.getText().indexOf(from);
  assert.ok(start >= 0, `${from} is in the document.`);
  const edit = new vscode.WorkspaceEdit();
  const range = new vscode.Range(document.positionAt(start), document.positionAt(start + from.length));
  edit.replace(uri, range, to);
  await vscode.workspace.applyEdit(edit);
}

async function exposed(): Promise<string | undefined> {
  return (await lensLines(dockerfile())).find((line) => line.startsWith('2: '));
}

describe('ports in the Dockerfile and in Compose', () => {
  beforeEach(async () => {
    await startAfresh();
    await writeFile(['ports', 'Dockerfile'], 'FROM node:22\nEXPOSE 3000\nCMD ["node", "server.js"]\n');
    await writeFile(
      ['ports', 'compose.yaml'],
      'services:\n  web:\n    build: .\n    ports:\n      - "3000:80" # the site\n',
    );
  });
  after(async () => {
    await startAfresh();
    await vscode.workspace.fs.delete(workspaceUri('ports'), { recursive: true });
  });

  it('agree, or the file that is wrong says so; an edit of either counts at once, saved or not', async () => {
    await show(compose());
    await show(dockerfile());
    await eventually(() => problems(compose()), [`5 ${TARGET}`]);
    assert.deepEqual(
      problems(dockerfile()).filter((line) => line.includes('ports/')),
      [],
    );
    const [problem] = strataDiagnostics(compose());
    assert.ok(
      problem?.relatedInformation?.some(
        ({ location }) => location.uri.toString() === dockerfile().toString(),
      ),
    );
    await type(compose(), '3000:80', '8080:3000');
    await eventually(() => problems(compose()), []);
    await eventually(exposed, '2: Metadata · documents 3000/tcp · Compose web publishes it as 8080');
    await type(dockerfile(), 'EXPOSE 3000', 'EXPOSE 4000');
    await eventually(() => problems(compose()), [`5 ${TARGET}`]);
    await type(dockerfile(), 'EXPOSE 4000', 'EXPOSE 3000');
    await eventually(() => problems(compose()), []);
  });

  it('are mended by a quick fix in the Compose file, which keeps its comment', async () => {
    await show(dockerfile());
    await show(compose());
    await eventually(() => problems(compose()), [`5 ${TARGET}`]);
    const [fix] = await quickFixes(compose(), TARGET);
    assert.match(fix?.title ?? '', /^Publish 80:3000/);
    assert.ok(fix?.edit);
    await vscode.workspace.applyEdit(fix.edit);
    const document = await vscode.workspace.openTextDocument(compose());
    assert.equal(document.lineAt(4).text, '      - "80:3000" # the site');
    await eventually(() => problems(compose()), []);
  });

  it('are published in Compose by a command, in one step that is not saved', async () => {
    await writeFile(['ports', 'compose.yaml'], 'services:\n  web:\n    build: . # ours\n');
    await show(dockerfile());
    await eventually(
      exposed,
      '2: Metadata · documents 3000/tcp, publishes nothing | Copy docker run -p 3000:3000 | Publish in Compose',
    );
    await vscode.commands.executeCommand('strata.publishPortInCompose', dockerfile().toString(), 1, 0);
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.document.uri.toString(), compose().toString());
    assert.equal(
      editor.document.getText(),
      'services:\n  web:\n    build: . # ours\n    ports:\n      - "3000:3000"\n',
    );
    assert.equal(editor.document.isDirty, true);
    assert.equal(editor.selection.active.line, 4);
    await eventually(exposed, '2: Metadata · documents 3000/tcp · Compose web publishes it as 3000');
    await vscode.commands.executeCommand('undo');
    assert.equal(editor.document.getText(), 'services:\n  web:\n    build: . # ours\n');
  });
});
