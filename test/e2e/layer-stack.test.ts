import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { show, startAfresh, until, workspaceUri } from './support.ts';

describe('the layer stack', () => {
  beforeEach(startAfresh);
  after(startAfresh);

  it('opens beside the Dockerfile, once, and closes again', async () => {
    await show(workspaceUri('node-copy-first', 'Dockerfile'));
    await vscode.commands.executeCommand('strata.showLayerStack');
    await vscode.commands.executeCommand('strata.showLayerStack');
    await until('the panel', () => panels().length > 0);
    assert.deepEqual(
      panels().map(({ label, group }) => [label, group.viewColumn]),
      [['Layer Stack', vscode.ViewColumn.Two]],
    );
    await vscode.window.tabGroups.close(panels());
    assert.deepEqual(panels(), []);
  });
});

function panels(): vscode.Tab[] {
  return vscode.window.tabGroups.all.flatMap(({ tabs }) =>
    tabs.filter(
      ({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith('strata.layerStack'),
    ),
  );
}
