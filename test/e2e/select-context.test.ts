import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { bridge } from './bridge.ts';
import { configure, eventually, show, startAfresh, until, workspaceUri, writeFile } from './support.ts';

const ROWS = '.quick-input-list .monaco-list-row';
const dockerfile = () => workspaceUri('two-ways', 'api', 'Dockerfile');

describe('select build context', () => {
  before(async () => {
    await writeFile(['two-ways', 'api', 'Dockerfile'], 'FROM alpine AS dev\nCOPY . .\nRUN make\n');
    await writeFile(['two-ways', 'api', 'main.c'], 'int main;\n');
    await writeFile(
      ['two-ways', 'compose.yaml'],
      'services:\n  web: { build: { context: ., dockerfile: api/Dockerfile, target: dev } }\n  job: { build: { context: api, target: dev } }\n',
    );
  });
  beforeEach(startAfresh);
  after(async () => {
    await startAfresh();
    await configure('context.folders', undefined);
    await vscode.workspace.fs.delete(workspaceUri('two-ways'), { recursive: true });
  });

  it('from the status bar, which then shows it, also after a restart of the server', async function () {
    if (bridge === undefined) {
      this.skip();
    }
    await show(dockerfile());
    await eventually(contextInStatusBar, 'Compose web → dev +1');
    await bridge.click('.statusbar-item', 'Compose web → dev +1');
    const rows = await rowsOnScreen();
    assert.match(
      rows[0] ?? '',
      /Compose service web \(two-ways\/compose\.yaml\).*context: \.\/two-ways · target: dev/,
    );
    assert.match(rows.join('\n'), /Automatic/);
    assert.match(rows.join('\n'), /Choose a folder…/);
    await bridge.screenshot('select-context');
    await choose('own folder');
    await eventually(contextInStatusBar, 'context ./two-ways/api');
    await vscode.commands.executeCommand('strata.restartServer');
    await eventually(contextInStatusBar, 'context ./two-ways/api');
    void vscode.commands.executeCommand('strata.selectContext');
    await rowsOnScreen();
    await choose('Automatic');
    await eventually(contextInStatusBar, 'Compose web → dev +1');
  });

  it('from the hover on FROM', async function () {
    if (bridge === undefined) {
      this.skip();
    }
    const screen = bridge;
    await show(dockerfile());
    await eventually(contextInStatusBar, 'Compose web → dev +1');
    await until('the link in the hover', async () => {
      await screen.hover('.view-line span span', 'FROM');
      return (await screen.boxes('.monaco-hover a')).some(({ text }) => text === 'Choose another…');
    });
    await screen.screenshot('hover-from');
    await screen.click('.monaco-hover a', 'Choose another…');
    assert.match((await rowsOnScreen()).join('\n'), /Compose service job/);
    await screen.press('Escape');
  });

  it('and save its folder in the settings', async function () {
    if (bridge === undefined) {
      this.skip();
    }
    await show(dockerfile());
    await eventually(contextInStatusBar, 'Compose web → dev +1');
    void vscode.commands.executeCommand('strata.selectContext');
    await rowsOnScreen();
    await bridge.hover(ROWS, 'Compose service job');
    await bridge.click(`${ROWS}:has-text("Compose service job") .action-label.codicon-save`);
    const folders = () => vscode.workspace.getConfiguration('strata').get('context.folders');
    await eventually(folders, { 'two-ways/api/Dockerfile': 'two-ways/api' });
    await eventually(contextInStatusBar, 'context ./two-ways/api');
  });
});

describe('strata.builder', () => {
  beforeEach(startAfresh);
  after(async () => {
    await startAfresh();
    await vscode.workspace.fs.delete(workspaceUri('classic'), { recursive: true });
  });

  it('classic: lenses and the summary follow at once', async function () {
    await writeFile(['classic', 'Dockerfile'], 'FROM alpine\nLABEL a=b\nRUN one\nEXPOSE 80\nRUN two\n');
    const uri = workspaceUri('classic', 'Dockerfile');
    await show(uri);
    await eventually(() => titlesAt(uri, 1), ['Metadata · 1 label · rebuilds nothing']);
    await configure('builder', 'classic');
    await eventually(() => titlesAt(uri, 1), ['Metadata · 1 label', 'an edit reruns 3 steps below']);
    if (bridge !== undefined) {
      await eventually(async () => {
        const items = (await bridge?.boxes('.statusbar-item')) ?? [];
        return items.some(({ text }) => text.includes('2 layers · 1 stage · classic builder'));
      }, true);
      await eventually(
        async () =>
          (await bridge?.boxes('.codelens-decoration a'))?.some(
            ({ text }) => text === 'an edit reruns 3 steps below',
          ),
        true,
      );
      await bridge.click('.codelens-decoration a', 'an edit reruns 3 steps below');
      await until('the summary', async () => {
        const items = (await bridge?.boxes('.statusbar-item')) ?? [];
        return items.some(({ text }) => text.includes('4 of 4 steps run again, because line 2 changed'));
      });
      await bridge.screenshot('builder-classic');
      await vscode.commands.executeCommand('strata.clearWhatIf');
    }
    await configure('builder', undefined);
    await eventually(() => titlesAt(uri, 1), ['Metadata · 1 label · rebuilds nothing']);
  });
});

async function titlesAt(uri: vscode.Uri, line: number): Promise<string[]> {
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
    'vscode.executeCodeLensProvider',
    uri,
    100,
  );
  return lenses.filter(({ range }) => range.start.line === line).map(({ command }) => command?.title ?? '');
}

/** What the item of the status bar says of the build context. */
async function contextInStatusBar(): Promise<string | undefined> {
  const items = (await bridge?.boxes('.statusbar-item')) ?? [];
  return items.map(({ text }) => text).find((text) => /^(Compose|Bake|context) /.test(text));
}

async function rowsOnScreen(): Promise<string[]> {
  return until('rows of the quick pick', async () => {
    const rows = (await bridge?.boxes(ROWS)) ?? [];
    return rows.length > 3 && rows.map(({ text }) => text);
  });
}

async function choose(text: string): Promise<void> {
  await bridge?.type(text);
  await until('the row that is left', async () => (await bridge?.boxes(ROWS))?.[0]?.text.includes(text));
  await bridge?.press('Enter');
}
