import assert from 'node:assert/strict';
import type { Diagnostic, Position } from 'vscode-languageserver-protocol';
import type { TestClient } from './client.ts';
import { PLAIN_CAPABILITIES, startClient } from './client.ts';

const TEXT = 'FROM node:22\nRUN true\nCMD ["node"]\n';
const RULE = 'image/exec-form-not-json';
const SAVED = 'textDocument/didSave';

/** Types a text at a place, as an editor tells it. */
function type(client: TestClient, uri: string, { text, at }: { text: string; at: Position }): void {
  client.change(uri, text, { range: { start: at, end: at } });
}

const COMMA = { text: ',', at: { line: 2, character: 11 } };

describe('an array while somebody writes in it', () => {
  let client: TestClient;
  before(async () => {
    client = await startClient();
  });
  after(() => client.stop());

  const rules = async (uri: string): Promise<readonly unknown[]> => {
    const report = await client.pull(uri);
    return report.kind === 'full'
      ? report.items.map(({ code }: Diagnostic) => code).filter((code) => code === RULE)
      : assert.fail('a full report was expected');
  };

  it('is told once that is saved', async () => {
    const uri = client.open(TEXT);
    type(client, uri, COMMA);
    assert.deepEqual(await rules(uri), []);
    const again = client.nextRequest('workspace/diagnostic/refresh');
    client.notify(SAVED, { textDocument: { uri } });
    await again;
    assert.deepEqual(await rules(uri), [RULE]);
  });

  it('is told once somebody writes elsewhere', async () => {
    const uri = client.open(TEXT);
    type(client, uri, COMMA);
    type(client, uri, { text: '  ', at: { line: 1, character: 8 } });
    assert.deepEqual(await rules(uri), [RULE]);
    type(client, uri, { text: ' ', at: { line: 2, character: 12 } });
    assert.deepEqual(await rules(uri), []);
  });

  it('is told where all of the text comes at once', async () => {
    const uri = client.open(TEXT);
    client.change(uri, TEXT.replace('"]', '",]'));
    assert.deepEqual(await rules(uri), [RULE]);
  });
});

describe('an array while somebody writes in it, for a client that asks for nothing', () => {
  it('is sent when that is saved', async () => {
    const client = await startClient({ capabilities: PLAIN_CAPABILITIES });
    const uri = client.open(TEXT);
    const rules = async (): Promise<unknown[]> =>
      (await client.published(uri)).map(({ code }) => code).filter((code) => code === RULE);
    await rules();
    type(client, uri, COMMA);
    assert.deepEqual(await rules(), []);
    client.notify(SAVED, { textDocument: { uri } });
    assert.deepEqual(await rules(), [RULE]);
    await client.stop();
  });
});
