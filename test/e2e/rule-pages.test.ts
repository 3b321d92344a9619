import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { bridge } from './bridge.ts';
import {
  eventually,
  problems,
  quickFixes,
  show,
  startAfresh,
  strataDiagnostics,
  until,
  workspaceUri,
} from './support.ts';

const dockerfile = () => workspaceUri('host-port', 'Dockerfile');

const RULE = 'ports/expose-maps-host-port';

describe('the page of a rule', () => {
  beforeEach(startAfresh);
  after(startAfresh);

  it('is a document that VS Code opens', async () => {
    const document = await vscode.workspace.openTextDocument(pageOf(RULE));
    assert.equal(document.languageId, 'markdown');
    assert.equal(document.lineAt(0).text, `# ${RULE}`);
    assert.ok(document.lineCount > 20);
  });

  it('is there for rules alone', async () => {
    for (const name of ['ports/no-such-rule', 'constructor', '../package', `${RULE}.md`, '']) {
      await assert.rejects(async () => vscode.workspace.openTextDocument(pageOf(name)), name);
    }
    for (const given of ['ports/no-such-rule', 'constructor', 7, {}]) {
      await vscode.commands.executeCommand('strata.showRule', given);
      assert.deepEqual(tabs(), []);
    }
  });

  it('is the last entry of the light bulb, and is shown as a preview', async () => {
    await show(dockerfile());
    await eventually(() => problems(dockerfile()), [`3 ${RULE}`]);
    const actions = await quickFixes(dockerfile(), RULE);
    const { title, command, isPreferred, edit } = actions.at(-1) ?? assert.fail();
    assert.deepEqual(
      { title, isPreferred, edit },
      { title: `Show documentation for ${RULE}`, isPreferred: undefined, edit: undefined },
    );
    assert.ok(command);
    await vscode.commands.executeCommand(command.command, ...((command.arguments ?? []) as unknown[]));
    await eventually(tabs, ['Dockerfile', 'Preview expose-maps-host-port.md']);
  });

  it('opens at a click on the code of a problem, which says what it said', async () => {
    await show(dockerfile());
    await eventually(() => problems(dockerfile()), [`3 ${RULE}`]);
    const code = strataDiagnostics(dockerfile())[0]?.code;
    assert.ok(typeof code === 'object');
    assert.equal(code.value, RULE);
    if (bridge === undefined) {
      // Without a screen: what VS Code does with such a link.
      const given = JSON.parse(decodeURIComponent(code.target.query)) as unknown[];
      await vscode.commands.executeCommand(code.target.path, ...given);
    } else {
      await vscode.commands.executeCommand('workbench.actions.view.problems');
      await bridge.click('.markers-panel a', RULE);
    }
    await eventually(tabs, ['Dockerfile', 'Preview expose-maps-host-port.md']);
    await vscode.commands.executeCommand('workbench.action.closePanel');
  });

  it('can be chosen among those of all rules', async () => {
    if (bridge === undefined) {
      return;
    }
    const screen = bridge;
    void vscode.commands.executeCommand('strata.showRule');
    await until(
      'the rules',
      async () => (await screen.boxes('.quick-input-list .monaco-list-row')).length > 0,
    );
    await screen.type('maps-host');
    await until('the rule', async () => {
      const [row, ...others] = await screen.boxes('.quick-input-list .monaco-list-row');
      return others.length === 0 && row?.text.includes(RULE) === true;
    });
    await screen.press('Enter');
    await eventually(tabs, ['Preview expose-maps-host-port.md']);
  });
});

function pageOf(rule: string): vscode.Uri {
  return vscode.Uri.from({ scheme: 'strata-rule', path: `/${rule}.md` });
}

/** What the editor's tabs say. */
function tabs(): string[] {
  return vscode.window.tabGroups.all.flatMap((group) => group.tabs.map(({ label }) => label));
}
