import assert from 'node:assert/strict';
import type { CodeAction } from 'vscode-languageserver-protocol';
import type { TestClient } from './client.ts';
import { startClient, VSCODE_CAPABILITIES } from './client.ts';
import { textAfter } from './workspace-edits.ts';

const TEXT = 'FROM nginx\nRUN a && b\nRUN c\nCOPY x /y/\n';
const REWRITE = 'refactor.rewrite';

describe('refactorings', () => {
  let client: TestClient;
  before(async () => {
    client = await startClient();
  });
  after(() => client.stop());

  const titles = async (uri: string, line: number, only?: readonly string[]): Promise<readonly string[]> =>
    (await client.actions(uri, line, only)).filter(({ kind }) => kind === REWRITE).map(({ title }) => title);

  it('are offered on an instruction, without a diagnostic, never preferred', async () => {
    const uri = client.open(TEXT);
    const actions = await client.actions(uri, 1);
    assert.deepEqual(
      actions.map(({ title }) => title),
      ['Merge 2 RUNs into one (fewer layers)', 'Split into 2 RUNs (more layers)', 'Convert to a heredoc'],
    );
    for (const action of actions) {
      assert.equal(action.kind, REWRITE);
      assert.equal(action.isPreferred, undefined);
      assert.equal(action.diagnostics, undefined);
      assert.equal(action.edit, undefined);
    }
    assert.deepEqual(await titles(uri, 0), []);
    assert.deepEqual(await titles(uri, 3), [
      'Add --link (review: no part of `/y` is a symlink; its folders become 0755 of root)',
    ]);
  });

  it('honour the kinds that a client asks for', async () => {
    const uri = client.open(TEXT);
    for (const kinds of [['refactor'], [REWRITE], ['']]) {
      assert.equal((await titles(uri, 1, kinds)).length, 3, kinds[0]);
    }
    for (const kinds of [['quickfix'], ['source'], ['source.fixAll'], ['refactor.extract'], []]) {
      assert.deepEqual(await titles(uri, 1, kinds), [], kinds[0]);
    }
  });

  it('make one versioned edit when it is asked for', async () => {
    const uri = client.open(TEXT);
    const found = (await client.actions(uri, 1, ['refactor'])).find(({ title }) => title.startsWith('Merge'));
    assert.ok(found);
    const { edit } = await client.resolve(found);
    assert.equal(textAfter(TEXT, uri, edit), 'FROM nginx\nRUN a && b && \\\n    c\nCOPY x /y/\n');
    client.change(uri, `# new\n${TEXT}`);
    await assert.rejects(client.resolve(found), { code: -32801 });
  });

  it('take what is selected', async () => {
    const text = 'FROM nginx\nRUN a\nRUN b\nRUN c\n';
    const uri = client.open(text);
    const [action, ...others] = await client.request<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri },
      range: { start: { line: 1, character: 2 }, end: { line: 3, character: 1 } },
      context: { diagnostics: [], only: ['refactor'] },
    });
    assert.ok(action && others.length === 0);
    const { edit } = await client.resolve(action);
    assert.equal(textAfter(text, uri, edit), 'FROM nginx\nRUN a && \\\n    b && \\\n    c\n');
  });

  it('extract a stage for what is selected, by a kind of its own', async () => {
    const text = 'FROM nginx\nWORKDIR /app\nCOPY . .\nRUN make\n';
    const uri = client.open(text);
    const extracting = async (only: readonly string[] | undefined): Promise<readonly CodeAction[]> => {
      const actions = await client.request<CodeAction[]>('textDocument/codeAction', {
        textDocument: { uri },
        range: { start: { line: 2, character: 0 }, end: { line: 4, character: 0 } },
        context: { diagnostics: [], only },
      });
      return actions.filter(({ title }) => title.startsWith('Extract'));
    };
    const [action, ...others] = await extracting(undefined);
    assert.ok(action && others.length === 0);
    assert.equal(action.kind, 'refactor.extract');
    assert.deepEqual(await extracting(['refactor']), [action]);
    assert.deepEqual(await extracting(['refactor.extract']), [action]);
    assert.deepEqual(await extracting([REWRITE]), []);
    const { edit } = await client.resolve(action);
    assert.equal(
      textAfter(text, uri, edit),
      'FROM nginx AS build\nWORKDIR /app\nCOPY . .\nRUN make\n\nFROM nginx\nWORKDIR /app\nCOPY --from=build /app /app\n',
    );
  });

  it('carry their edit at once for clients that do not resolve', async () => {
    const { textDocument } = VSCODE_CAPABILITIES;
    const plain = await startClient({
      capabilities: { textDocument: { ...textDocument, codeAction: { codeActionLiteralSupport: {} } } },
    });
    const uri = plain.open(TEXT);
    const split = (await plain.actions(uri, 1, ['refactor'])).find(({ title }) => title.startsWith('Split'));
    assert.equal(textAfter(TEXT, uri, split?.edit), TEXT.replace(' && ', '\nRUN '));
    await plain.stop();
  });

  it('with foreign data come back as they are', async () => {
    const data = { uri: 'x', version: 1, act: 'refactor', id: 'merge-runs' };
    assert.deepEqual(await client.resolve({ title: 'x', data }), { title: 'x', data });
  });
});
