import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { bridge } from './bridge.ts';
import {
  asOnScreen,
  configure,
  eventually,
  lensLines,
  lensesOnScreen,
  placeCursor,
  show,
  showUntitled,
  startAfresh,
  until,
  workspaceUri,
} from './support.ts';

const dockerfile = () => workspaceUri('node-copy-first', 'Dockerfile');

describe('code lenses', () => {
  beforeEach(startAfresh);
  after(startAfresh);

  it('stand above every instruction, on the screen too', async () => {
    await show(dockerfile());
    const expected = [
      /^1: ◆ Final image · .*node:22/,
      /^2: Layer 1 · .*\/app/,
      /^3: Layer 2 · .*reruns 1 step below/,
      /^4: Layer 3 · npm ci · rebuilt with line 3/,
      /^5: Metadata · documents 3000\/tcp, publishes nothing \| Copy docker run -p 3000:3000$/,
      /^6: Metadata · what the container runs by default/,
    ];
    const lines = await until('a lens for each instruction', async () => {
      const found = await lensLines(dockerfile());
      return found.length === expected.length && found;
    });
    for (const [i, pattern] of expected.entries()) {
      assert.match(lines[i] ?? '', pattern);
    }
    await sameOnScreen(dockerfile());
  });

  it('follow an edit', async () => {
    const editor = await showUntitled('FROM alpine:3.20\nRUN echo one\n');
    const { uri } = editor.document;
    await until('two lenses', async () => (await lensLines(uri)).length === 2);
    await editor.edit((edit) => {
      edit.insert(new vscode.Position(1, 0), 'RUN echo zero\n');
    });
    const lines = await until('three lenses', async () => {
      const found = await lensLines(uri);
      return found.length === 3 && found;
    });
    assert.match(lines[1] ?? '', /^2: Layer 1 · echo zero/);
    assert.match(lines[2] ?? '', /^3: Layer 2 · echo one/);
    await sameOnScreen(uri);
  });

  it('leave metadata out with strata.annotations = minimal, and come back', async () => {
    await show(dockerfile());
    await configure('annotations', 'minimal');
    await eventually(async () => lineNumbers(await lensLines(dockerfile())), [1, 2, 3, 4]);
    await sameOnScreen(dockerfile());
    await configure('annotations', undefined);
    await eventually(async () => lineNumbers(await lensLines(dockerfile())), [1, 2, 3, 4, 5, 6]);
    await sameOnScreen(dockerfile());
  });

  it('disappear with strata.annotations = off, without reopening the file', async () => {
    await show(dockerfile());
    await until('lenses', async () => (await lensLines(dockerfile())).length > 0);
    await sameOnScreen(dockerfile());
    await configure('annotations', 'off');
    await eventually(() => lensLines(dockerfile()), []);
    await sameOnScreen(dockerfile());
  });

  it('show the explanation of the instruction when they are clicked', async function () {
    if (bridge === undefined) {
      // Without a screen: the click's command exists, and its arguments lead to the instruction.
      await show(dockerfile());
      const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        'vscode.executeCodeLensProvider',
        dockerfile(),
        100,
      );
      const command = lenses[0]?.command;
      assert.ok(command && command.command !== '', 'The lens can be clicked.');
      await vscode.commands.executeCommand(command.command, ...((command.arguments ?? []) as unknown[]));
      return;
    }
    await show(dockerfile());
    await sameOnScreen(dockerfile());
    await bridge.click('.codelens-decoration a', 'Layer 3');
    await until('a hover about npm ci', async () => {
      const hovers = await bridge?.boxes('.monaco-hover');
      return hovers?.some(({ text }) => /layer 3/i.test(text));
    });
  });

  it('do not make a line jump while someone types', async function () {
    if (bridge === undefined) {
      // Without a screen: a half-typed instruction has a lens as well, so no line of lenses comes or goes.
      const { document } = await showUntitled('FROM alpine:3.20\nRU\nEXPOSE 80\n');
      await eventually(async () => lineNumbers(await lensLines(document.uri)), [1, 2, 3]);
      return;
    }
    const editor = await showUntitled('FROM alpine:3.20\nRUN echo\nEXPOSE 80\nCMD ["sh"]\n');
    await sameOnScreen(editor.document.uri);
    await until('four lenses', async () => (await lensesOnScreen())?.length === 4);
    await placeCursor(editor, 1, 'RUN echo'.length);
    await bridge.record('.view-line');
    // Ends of words, quotes, a continuation, a comment sign and a half-typed keyword: all of them change the parse.
    for (const text of [' "a b" && echo $HOME', ' \\', '']) {
      await bridge.type(text, 30);
    }
    await bridge.press('Backspace');
    await bridge.press('Home');
    for (let i = 0; i < 3; i++) {
      await bridge.press('Delete');
    }
    await bridge.type('RUN', 60);
    await eventually(() => editor.document.lineAt(1).text, 'RUN echo "a b" && echo $HOME ');
    await sameOnScreen(editor.document.uri);
    const places = new Set<string>();
    for (const state of await bridge.recorded()) {
      for (const line of state.filter((entry) => /^(FROM|EXPOSE|CMD)/.test(entry))) {
        places.add(line);
      }
    }
    assert.equal(places.size, 3, [...places].join('\n'));
  });
});

/** The lenses on the screen become those that the extension gives. Nothing to see in a desktop VS Code. */
async function sameOnScreen(uri: vscode.Uri): Promise<void> {
  if (bridge !== undefined) {
    // Both sides are asked each time: sizes and history arrive when they are known.
    await eventually(
      async () => difference((await lensesOnScreen()) ?? [], asOnScreen(await lensLines(uri))),
      [],
    );
  }
}

/** What only one side has. */
function difference(shown: readonly string[], told: readonly string[]): string[] {
  const length = Math.max(shown.length, told.length);
  return Array.from({ length }, (_, i) => i)
    .filter((i) => shown[i] !== told[i])
    .map((i) => `shown: ${shown[i] ?? ''}; told: ${told[i] ?? ''}`);
}

function lineNumbers(lines: readonly string[]): number[] {
  return lines.map((line) => parseInt(line, 10));
}
