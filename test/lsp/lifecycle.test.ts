import assert from 'node:assert/strict';
import type { TestClient } from './client.ts';
import { PLAIN_CAPABILITIES, startClient } from './client.ts';

describe('the server process', () => {
  let client: TestClient;
  beforeEach(async () => {
    client = await startClient();
  });
  afterEach(() => {
    client.process.kill('SIGKILL');
  });

  it('names itself and what it can do', () => {
    const { capabilities, serverInfo } = client.initialized;
    assert.equal(serverInfo?.name, 'strata');
    assert.equal(capabilities.hoverProvider, true);
    assert.deepEqual(capabilities.textDocumentSync, { openClose: true, change: 2, save: true });
    assert.deepEqual(capabilities.diagnosticProvider, {
      identifier: 'strata',
      interFileDependencies: false,
      workspaceDiagnostics: false,
    });
    assert.deepEqual(capabilities.codeActionProvider, {
      codeActionKinds: ['quickfix', 'refactor.rewrite', 'refactor.extract', 'source.fixAll.strata'],
      resolveProvider: true,
    });
    assert.equal(capabilities.completionProvider, undefined);
    assert.equal(capabilities.documentFormattingProvider, undefined);
  });

  it('asks to be told of settings and of context files', async () => {
    await client.pull(client.open('FROM scratch\n'));
    assert.equal(client.asked.filter((method) => method === 'client/registerCapability').length, 2);
  });

  it('exits with 0 after shutdown', async () => {
    await client.stop();
  });

  it('exits with 1 without shutdown', async () => {
    client.notify('exit', undefined);
    assert.equal(await client.exited, 1);
  });

  it('ends when its input ends', async () => {
    client.process.stdin?.end();
    assert.equal(await client.exited, 1);
  });

  it('refuses to be initialized twice and goes on', async () => {
    await assert.rejects(client.request('initialize', { processId: null, rootUri: null, capabilities: {} }), {
      code: -32600,
    });
    const uri = client.open('FROM scratch\nWORKDIR /a\n');
    assert.ok((await client.lenses(uri)).length > 0);
  });

  it('answers unknown requests with "method not found", and passes over unknown notifications', async () => {
    client.notify('strata/unknown', { a: 1 });
    await assert.rejects(client.request('textDocument/nonsense', {}), { code: -32601 });
  });
});

describe('a client that says nothing about itself', () => {
  const CAPABILITIES: readonly (readonly [string, unknown])[] = [
    ['plain', PLAIN_CAPABILITIES],
    ['empty', {}],
    ['null', { workspace: null, textDocument: null }],
    [
      'malformed',
      {
        workspace: { workspaceEdit: { resourceOperations: 7 } },
        textDocument: {
          hover: { contentFormat: {} },
          codeAction: { codeActionLiteralSupport: {}, dataSupport: true, resolveSupport: {} },
        },
      },
    ],
  ];
  for (const [name, capabilities] of CAPABILITIES) {
    it(`is asked for nothing and still gets hovers and lenses (${name})`, async () => {
      const client = await startClient({ capabilities, initializationOptions: null });
      const uri = client.open('FROM scratch\nCOPY a /\n');
      assert.ok(await client.hover(uri, 1, 1));
      const lenses = await client.lenses(uri);
      assert.ok(lenses.length >= 2);
      assert.ok(lenses.every(({ command }) => command?.title !== '' && command?.command === ''));
      assert.deepEqual(client.asked, []);
      await client.stop();
    });
  }
});
