import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { bridge } from './bridge.ts';
import { eventually, show, startAfresh, until, workspaceUri } from './support.ts';

const dockerfile = () => workspaceUri('node-copy-first', 'Dockerfile');

describe('hover', () => {
  beforeEach(startAfresh);
  after(startAfresh);

  it('says what EXPOSE does and does not do', async () => {
    await show(dockerfile());
    const text = await until('a hover', () => hoverText(dockerfile(), 4));
    assert.match(text, /3000/);
    assert.match(text, /publish/);
  });

  it('says what a COPY drags along', async () => {
    await show(dockerfile());
    const text = await until('a hover', () => hoverText(dockerfile(), 2));
    assert.match(text, /layer 2/i);
    assert.match(text, /1 step below/);
  });

  it('says nothing on an empty line', async () => {
    const document = await vscode.workspace.openTextDocument({
      language: 'dockerfile',
      content: 'FROM alpine:3.20\n\nRUN echo hi\n',
    });
    await until('a hover on the instruction below', () => hoverText(document.uri, 2));
    await eventually(() => hoverText(document.uri, 1), undefined);
  });

  it('appears under the mouse', async () => {
    await show(dockerfile());
    const text = await until('a hover', () => hoverText(dockerfile(), 4));
    if (bridge === undefined) {
      assert.ok(text.length > 0);
      return;
    }
    const screen = bridge;
    await until('a hover on the screen', async () => {
      await screen.hover('.view-line span span', 'EXPOSE');
      const hovers = await screen.boxes('.monaco-hover');
      return hovers.some((hover) => hover.text.includes('publish'));
    });
  });
});

/** The hover at the beginning of a line that is counted from 0, or undefined. */
async function hoverText(uri: vscode.Uri, line: number): Promise<string | undefined> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    uri,
    new vscode.Position(line, 0),
  );
  const parts = hovers.flatMap(({ contents }) => contents);
  const text = parts.map((part) => (part instanceof vscode.MarkdownString ? part.value : '')).join('\n');
  return text === '' ? undefined : text;
}
