import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { bridge } from './bridge.ts';
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

  it('is drawn for the width that there is, and again when that changes', async function () {
    if (bridge === undefined) {
      this.skip();
    }
    const screen = bridge;
    const width = async (selector: string): Promise<number> =>
      Math.floor((await screen.webviewBoxes(selector))[0]?.width ?? 0);
    const drawn = async (): Promise<number | false> => {
      const [page, picture] = [await width('html'), await width('svg.strata')];
      return picture > 0 && picture === page && page;
    };
    await show(workspaceUri('node-copy-first', 'Dockerfile'));
    await vscode.commands.executeCommand('strata.showLayerStack');
    const before = await until('a picture as wide as the panel', drawn);
    await vscode.commands.executeCommand('workbench.action.splitEditorRight');
    await until('one for the narrower panel', async () => {
      const now = await drawn();
      return now !== false && now < before;
    });
  });

  it('is one stop of the tab key, however many layers there are', async function () {
    if (bridge === undefined) {
      this.skip();
    }
    const screen = bridge;
    await show(workspaceUri('node-copy-first', 'Dockerfile'));
    await vscode.commands.executeCommand('strata.showLayerStack');
    await until('the rows', async () => (await screen.webviewBoxes('[role=listitem]')).length > 3);
    assert.equal((await screen.webviewBoxes('[tabindex="0"]')).length, 1);
  });
});

function panels(): vscode.Tab[] {
  return vscode.window.tabGroups.all.flatMap(({ tabs }) =>
    tabs.filter(
      ({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith('strata.layerStack'),
    ),
  );
}
