import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import {
  configure,
  eventually,
  problems,
  show,
  startAfresh,
  strataDiagnostics,
  workspaceUri,
} from './support.ts';

const nodeApp = () => workspaceUri('node-copy-first', 'Dockerfile');
const hostPort = () => workspaceUri('host-port', 'Dockerfile');

const COPY = 'cache/copy-before-install';
/** What is left when the order is right. */
const CACHE = 'size/package-cache-left';
const ROOT = 'image/runs-as-root';
const PORT = 'ports/expose-maps-host-port';

describe('problems', () => {
  beforeEach(startAfresh);
  after(startAfresh);

  it('names the COPY that reinstalls dependencies and the install that it hurts', async () => {
    await show(nodeApp());
    await eventually(() => problems(nodeApp()), [`3 ${COPY}`, `4 ${CACHE}`, `6 ${ROOT}`]);
    const [problem] = strataDiagnostics(nodeApp());
    assert.equal(problem?.severity, vscode.DiagnosticSeverity.Warning);
    assert.match(problem.message, /npm ci/);
    assert.match(problem.message, /line 4/);
    assert.deepEqual(
      problem.relatedInformation?.map(({ location }) => location.range.start.line + 1),
      [4],
    );
  });

  it('names EXPOSE with a host port', async () => {
    await show(hostPort());
    await eventually(() => problems(hostPort()), [`3 ${PORT}`]);
    assert.match(strataDiagnostics(hostPort())[0]?.message ?? '', /8080/);
  });

  it('obeys strata.rules at once', async () => {
    await show(hostPort());
    await eventually(() => problems(hostPort()), [`3 ${PORT}`]);
    await configure('rules', { [PORT]: 'off' });
    await eventually(() => problems(hostPort()), []);
    await configure('rules', { [PORT]: 'error' });
    await eventually(
      () => strataDiagnostics(hostPort()).map(({ severity }) => severity),
      [vscode.DiagnosticSeverity.Error],
    );
    await configure('rules', undefined);
    await eventually(
      () => strataDiagnostics(hostPort()).map(({ severity }) => severity),
      [vscode.DiagnosticSeverity.Warning],
    );
  });

  it('goes away while the text is mended and comes back when it is not', async () => {
    const editor = await show(hostPort());
    await eventually(() => problems(hostPort()), [`3 ${PORT}`]);
    const word = new vscode.Range(2, 'EXPOSE '.length, 2, 'EXPOSE 8080:80'.length);
    await editor.edit((edit) => {
      edit.replace(word, '80');
    });
    await eventually(() => problems(hostPort()), []);
    await vscode.commands.executeCommand('undo');
    await eventually(() => problems(hostPort()), [`3 ${PORT}`]);
  });
});
