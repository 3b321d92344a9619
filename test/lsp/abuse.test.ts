import assert from 'node:assert/strict';
import type { TestClient } from './client.ts';
import { startClient } from './client.ts';

describe('what no client should send', () => {
  let client: TestClient;
  before(async () => {
    client = await startClient();
  });
  after(() => client.stop());

  const isEmpty = async (uri: string): Promise<void> => {
    assert.deepEqual(await client.pull(uri), { kind: 'full', items: [] });
    assert.deepEqual(await client.lenses(uri), []);
    assert.deepEqual(await client.hints(uri), []);
    assert.equal(await client.hover(uri, 0, 0), null);
    assert.deepEqual(await client.actions(uri, 0), []);
    assert.equal(await client.request('strata/summary', { uri }), null);
  };

  const worksStill = async (): Promise<void> => {
    assert.ok((await client.lenses(client.open('FROM scratch\nCOPY a /\n'))).length > 0);
  };

  it('binary documents are left alone, with one line in the log', async () => {
    const uri = client.open('FROM a\n\0\u0001\u0002');
    await isEmpty(uri);
    assert.equal(client.log.filter((line) => line.includes(uri)).length, 1);
    client.change(uri, 'FROM scratch\nCOPY a /\n');
    assert.ok((await client.lenses(uri)).length > 0);
  });

  it('documents with very many lines are left alone', async () => {
    await isEmpty(client.open('\n'.repeat(300_000)));
    await worksStill();
  });

  it('a document of 50 MB is left alone and can be edited and closed', async () => {
    const uri = client.open(`FROM a\n${'RUN echo 0123456789\n'.repeat(2_500_000)}`);
    await isEmpty(uri);
    client.change(uri, 'x', { range: { start: { line: 1, character: 0 }, end: { line: 1, character: 0 } } });
    await isEmpty(uri);
    client.close(uri);
    assert.equal(client.log.filter((line) => line.includes(uri)).length, 1);
    await worksStill();
  }).timeout(60_000);

  it('malformed parameters get empty answers or an error, and the server goes on', async () => {
    const uri = client.open('FROM nginx\nEXPOSE 8080:80\n');
    const methods = [
      'textDocument/hover',
      'textDocument/codeLens',
      'textDocument/codeAction',
      'textDocument/inlayHint',
      'textDocument/diagnostic',
      'codeAction/resolve',
      'strata/summary',
    ];
    const malformed: readonly unknown[] = [
      {},
      { textDocument: null },
      { textDocument: { uri: 7 } },
      { textDocument: { uri } },
      { textDocument: { uri }, position: null, range: null, context: null },
      { textDocument: { uri }, position: { line: -5, character: 1e99 }, range: {}, context: {} },
      {
        textDocument: { uri },
        position: { line: 'a', character: {} },
        range: 1,
        context: { only: 'quickfix' },
      },
      [],
      null,
    ];
    for (const method of methods) {
      for (const params of malformed) {
        await client.request(method, params).catch((error: unknown) => {
          assert.ok(error instanceof Error, String(error));
        });
      }
    }
    await worksStill();
  });

  it('malformed notifications are survived', async () => {
    client.notify('textDocument/didOpen', { textDocument: { uri: 'untitled:no-text' } });
    client.notify('textDocument/didOpen', {});
    client.notify('textDocument/didOpen', null);
    client.notify('textDocument/didChange', {
      textDocument: { uri: 'untitled:never' },
      contentChanges: [{ text: '' }],
    });
    client.notify('textDocument/didChange', {
      textDocument: { uri: 'untitled:no-text' },
      contentChanges: [null],
    });
    client.notify('textDocument/didClose', { textDocument: { uri: 'untitled:never' } });
    client.notify('workspace/didChangeWatchedFiles', { changes: null });
    client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: 'file://%00', type: 9 }] });
    client.notify('workspace/didChangeWorkspaceFolders', {});
    await isEmptyText('untitled:no-text');
    await worksStill();
  });

  const isEmptyText = async (uri: string): Promise<void> => {
    assert.deepEqual(await client.lenses(uri), []);
  };

  it('names of Object.prototype are names like others', async () => {
    const uri = client.open(
      'FROM a AS constructor\nFROM __proto__\nENV toString=x\nCOPY --from=constructor $valueOf /\n',
      {
        uri: 'untitled:constructor',
      },
    );
    assert.ok((await client.lenses(uri)).length >= 4);
  });

  it('a cancelled request is answered as cancelled', async () => {
    const uri = client.open('FROM scratch\n'.repeat(2000));
    const { connection } = client;
    const { CancellationTokenSource } = await import('vscode-languageserver-protocol');
    const source = new CancellationTokenSource();
    const first = client.lenses(uri);
    const second = connection.sendRequest('textDocument/codeLens', { textDocument: { uri } }, source.token);
    source.cancel();
    await assert.rejects(second, { code: -32800 });
    assert.ok((await first).length >= 2000);
  });

  it('is not called a bug of ours in the log', () => {
    assert.deepEqual(
      client.log.filter((line) => line.startsWith('A bug')),
      [],
    );
  });
});
