import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { bridge } from './bridge.ts';
import {
  eventually,
  nameOf,
  placeCursor,
  show,
  showUntitled,
  startAfresh,
  until,
  workspaceUri,
} from './support.ts';

const dockerfile = () => workspaceUri('node-copy-first', 'Dockerfile');
const source = () => workspaceUri('node-copy-first', 'src', 'index.mjs');

/** Signs in the gutter: one a step. */
const SIGNS = '.glyph-margin-widgets .cgmr.codicon, .glyph-margin-widgets .cgmr';

describe('what rebuilds if I change', () => {
  beforeEach(startAfresh);
  after(startAfresh);

  it('an instruction: each step has a sign, the status bar the summary, until it is dismissed', async function () {
    await show(dockerfile());
    await vscode.commands.executeCommand('strata.whatIf', dockerfile().toString(), 3, 0);
    if (bridge === undefined) {
      this.skip();
    }
    // COPY . . copies the Dockerfile too.
    await eventually(summaryOnScreen, '2 of 3 steps run again, because Dockerfile is copied by line 3');
    await eventually(signsOnScreen, 3);
    await bridge.click('.statusbar-item', 'steps run again');
    await eventually(summaryOnScreen, undefined);
    await eventually(signsOnScreen, 0);
  });

  it('a file that is picked by its name', async function () {
    if (bridge === undefined) {
      this.skip();
    }
    await show(dockerfile());
    void vscode.commands.executeCommand('strata.whatIf');
    await rowsOnScreen(/uncommitted|An instruction/);
    await bridge.type('index.mjs');
    await rowsOnScreen(/^src\/index\.mjs/);
    await bridge.press('Enter');
    await eventually(summaryOnScreen, '2 of 3 steps run again, because src/index.mjs is copied by line 3');
    await bridge.press('Escape');
    await eventually(summaryOnScreen, undefined);
  });

  it('a file of the Explorer, in the Dockerfile near it, and again after an edit', async function () {
    if (bridge === undefined) {
      this.skip();
    }
    const done = vscode.commands.executeCommand('strata.whichLayers', source(), [source()]);
    // Where VS Code can search the workspace it finds other Dockerfiles too: the nearest is first.
    await until('the summary, or a question for the Dockerfile', async () => {
      if (
        (await bridge?.boxes('.quick-input-list .monaco-list-row'))?.[0]?.text.startsWith('node-copy-first')
      ) {
        await bridge?.press('Enter');
      }
      return (await summaryOnScreen()) !== undefined;
    });
    await done;
    await eventually(summaryOnScreen, '2 of 3 steps run again, because src/index.mjs is copied by line 3');
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor);
    assert.equal(nameOf(editor.document.uri), 'node-copy-first/Dockerfile');
    await editor.edit((edit) => {
      edit.insert(new vscode.Position(1, 0), 'RUN echo first\n');
    });
    await eventually(summaryOnScreen, '2 of 4 steps run again, because src/index.mjs is copied by line 4');
    await eventually(signsOnScreen, 4);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await eventually(summaryOnScreen, undefined);
  });

  it('nothing is shown of a document that was left for another', async function () {
    if (bridge === undefined) {
      this.skip();
    }
    await show(dockerfile());
    await vscode.commands.executeCommand('strata.whatIf', dockerfile().toString(), 3, 0);
    await eventually(signsOnScreen, 3);
    await showUntitled('FROM alpine:3.20\nRUN echo one\n');
    await eventually(signsOnScreen, 0);
    await show(dockerfile());
    await eventually(signsOnScreen, 3);
    await vscode.commands.executeCommand('strata.clearWhatIf');
    await eventually(signsOnScreen, 0);
  });
});

describe('show files this instruction copies', () => {
  beforeEach(startAfresh);
  after(startAfresh);

  it('lists them and opens the one that is chosen', async function () {
    if (bridge === undefined) {
      this.skip();
    }
    const editor = await show(dockerfile());
    await placeCursor(editor, 2, 0);
    await vscode.commands.executeCommand('strata.showCopiedFiles');
    await rowsOnScreen(/^package\.json/);
    await bridge.type('src/index');
    await rowsOnScreen(/^src\/index\.mjs/, 1);
    await bridge.press('Enter');
    await eventually(() => {
      const uri = vscode.window.activeTextEditor?.document.uri;
      return uri && nameOf(uri);
    }, 'node-copy-first/src/index.mjs');
  });
});

async function summaryOnScreen(): Promise<string | undefined> {
  const items = await bridge?.boxes('.statusbar-item');
  return items?.map(({ text }) => text).find((text) => text.includes('again'));
}

async function signsOnScreen(): Promise<number | undefined> {
  return (await bridge?.boxes(SIGNS))?.length;
}

/** Waits until the quick pick has a row that matches, and no more rows than a number. */
async function rowsOnScreen(pattern: RegExp, most = Infinity): Promise<void> {
  await until(`a row ${String(pattern)}`, async () => {
    const rows = (await bridge?.boxes('.quick-input-list .monaco-list-row')) ?? [];
    return rows.length <= most && rows.some(({ text }) => pattern.test(text));
  });
}
