import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually, lensLines, problems, show, startAfresh, until, workspaceUri } from './support.ts';
import { serverProcesses } from './processes.ts';

const hostPort = () => workspaceUri('host-port', 'Dockerfile');
const PORT = 'ports/expose-maps-host-port';

describe('the server', () => {
  beforeEach(startAfresh);
  after(startAfresh);

  it('is one process', async () => {
    await show(hostPort());
    await eventually(() => problems(hostPort()), [`3 ${PORT}`]);
    assert.equal((await serverProcesses()).length, 1);
  });

  it('comes back when it is killed, and knows the open files', async () => {
    await show(hostPort());
    await eventually(() => problems(hostPort()), [`3 ${PORT}`]);
    const [killed] = await serverProcesses();
    assert.ok(killed);
    process.kill(killed, 'SIGKILL');
    await works(killed);
  });

  it('is replaced by Restart server', async () => {
    await show(hostPort());
    await eventually(() => problems(hostPort()), [`3 ${PORT}`]);
    const [old] = await serverProcesses();
    assert.ok(old);
    await vscode.commands.executeCommand('strata.restartServer');
    await works(old);
  });
});

/** Another process than `old` runs, and an edit changes problems and lenses. */
async function works(old: number): Promise<void> {
  await until('another server process', async () => {
    const [now, ...others] = await serverProcesses();
    return now !== undefined && now !== old && others.length === 0;
  });
  await until('lenses', async () => (await lensLines(hostPort()).catch(() => [])).length === 3);
  await eventually(() => problems(hostPort()), [`3 ${PORT}`]);
  const editor = vscode.window.activeTextEditor;
  assert.ok(editor);
  await editor.edit((edit) => {
    edit.insert(new vscode.Position(0, 0), '# a comment\n');
  });
  await eventually(() => problems(hostPort()), [`4 ${PORT}`]);
}
