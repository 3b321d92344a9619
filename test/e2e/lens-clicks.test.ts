import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { bridge } from './bridge.ts';
import { configure, eventually, show, startAfresh, until, workspaceUri, writeFile } from './support.ts';

/** Every kind of lens. Nobody has to scroll to see them. */
const EVERYTHING = `ARG TAG=3
FROM alpine:$TAG AS base
WORKDIR /app
COPY a.txt ./
RUN make
FROM base
ENV A=1
ADD b.txt /
EXPOSE 80
ONBUILD RUN x
FOO bar
RUN x \\
COPY y z
CMD a
CMD b
`;

const LENS = '.codelens-decoration a';
/** A hover of the editor, not a lens's own tooltip; or a quick pick. */
const SHOWN = '.monaco-editor .monaco-hover, .quick-input-widget';

describe('every lens', () => {
  before(async () => {
    await writeFile(['lenses', 'Dockerfile'], EVERYTHING);
    await writeFile(['lenses', 'a.txt'], 'a');
    await writeFile(['lenses', 'b.txt'], 'b');
  });
  beforeEach(startAfresh);
  after(async () => {
    await startAfresh();
    await configure('builder', undefined);
    await vscode.workspace.fs.delete(workspaceUri('lenses'), { recursive: true });
  });

  for (const builder of ['buildkit', 'classic']) {
    it(`leads somewhere when it is clicked, ${builder}`, async function () {
      if (bridge === undefined) {
        this.skip();
      }
      this.timeout(120_000);
      const screen = bridge;
      await configure('builder', builder);
      await show(workspaceUri('lenses', 'Dockerfile'));
      // Sizes have arrived: from here on the lenses stay as they are.
      await until('sizes', async () =>
        (await screen.boxes(LENS)).some(({ text }) => text.includes('a.txt, 1 B')),
      );
      const texts = (await screen.boxes(LENS)).map(({ text }) => text);
      assert.ok(texts.length >= 16, texts.join('\n'));
      for (const text of new Set(texts)) {
        await vscode.env.clipboard.writeText('nothing');
        await screen.click(LENS, text);
        await until(`something after a click on “${text}”`, async () => {
          const boxes = await screen.boxes(SHOWN);
          const answers = (await screen.boxes('.statusbar-item')).filter((item) =>
            item.text.includes(' again'),
          );
          const copied = (await vscode.env.clipboard.readText()) !== 'nothing';
          return boxes.some((box) => box.text !== '') || answers.length > 0 || copied;
        });
        await screen.press('Escape');
        await screen.press('Escape');
        await vscode.commands.executeCommand('strata.clearWhatIf');
        await eventually(async () => (await screen.boxes(SHOWN)).filter((box) => box.text !== '').length, 0);
      }
    });
  }
});
