import assert from 'node:assert/strict';
import type { TestClient } from './client.ts';
import { PLAIN_CAPABILITIES, startClient } from './client.ts';

const MAPPED = 'FROM nginx\nEXPOSE 8080:80\n';
const RULE = 'ports/expose-maps-host-port';

describe('pulled diagnostics', () => {
  let client: TestClient;
  before(async () => {
    client = await startClient();
  });
  after(() => client.stop());

  const items = async (uri: string): Promise<readonly unknown[]> => {
    const report = await client.pull(uri);
    return report.kind === 'full' ? report.items : assert.fail('a full report was expected');
  };

  it('have our source, the rule as code, and the exact range', async () => {
    const [diagnostic, ...others] = await items(client.open(MAPPED));
    assert.equal(others.length, 0);
    const { range, severity, code, source } = diagnostic as Record<string, unknown>;
    assert.deepEqual(
      { range, severity, code, source },
      {
        range: { start: { line: 1, character: 7 }, end: { line: 1, character: 14 } },
        severity: 2,
        code: RULE,
        source: 'strata',
      },
    );
  });

  it('lead from their code to the page of the rule, where a client runs commands of links', async () => {
    const commands = ['strata.showRule'];
    const link = 'command:strata.showRule?%5B%22ports%2Fexpose-maps-host-port%22%5D';
    const cases: readonly (readonly [unknown, unknown])[] = [
      [{ commands, commandLinks: true }, { href: link }],
      [{ commands }, undefined],
      [{ commands: ['strata.explain'], commandLinks: true }, undefined],
      [undefined, undefined],
    ];
    for (const [initializationOptions, expected] of cases) {
      const other = await startClient({ initializationOptions });
      const report = await other.pull(other.open(MAPPED));
      const [diagnostic] = report.kind === 'full' ? report.items : [];
      assert.deepEqual([diagnostic?.code, diagnostic?.codeDescription], [RULE, expected]);
      await other.stop();
    }
  });

  it('are unchanged while nothing changes them', async () => {
    const uri = client.open(MAPPED);
    const first = await client.pull(uri);
    const { resultId } = first;
    assert.deepEqual(await client.pull(uri, resultId), { kind: 'unchanged', resultId });
    client.change(uri, '\n# a comment behind everything', {
      range: { start: { line: 2, character: 0 }, end: { line: 2, character: 0 } },
    });
    assert.deepEqual(await client.pull(uri, resultId), { kind: 'unchanged', resultId });
    client.change(uri, 'EXPOSE 80\n', {
      range: { start: { line: 1, character: 0 }, end: { line: 2, character: 0 } },
    });
    const mended = await client.pull(uri, resultId);
    assert.notEqual(mended.resultId, resultId);
    assert.deepEqual(mended.kind === 'full' && mended.items, []);
  });

  it('follow edits, also with CRLF and astral characters in front', async () => {
    const uri = client.open('# 🐳🐳\r\nFROM nginx\r\nEXPOSE 8080:80\r\n');
    client.change(uri, '# 🐳\r\n', {
      range: { start: { line: 1, character: 0 }, end: { line: 1, character: 0 } },
    });
    const [diagnostic] = await items(uri);
    assert.deepEqual((diagnostic as { range: unknown }).range, {
      start: { line: 3, character: 7 },
      end: { line: 3, character: 14 },
    });
  });

  it('are empty for documents that are closed or were never open', async () => {
    const uri = client.open(MAPPED);
    client.close(uri);
    assert.deepEqual(await items(uri), []);
    assert.deepEqual(await items('file:///nowhere/Dockerfile'), []);
  });

  it('are empty for the other side of a diff', async () => {
    assert.deepEqual(await items(client.open(MAPPED, { uri: 'git:/w/Dockerfile?ref' })), []);
  });

  it('are silenced by a comment', async () => {
    assert.deepEqual(await items(client.open(`FROM nginx\n# strata: ignore=${RULE}\nEXPOSE 8080:80\n`)), []);
  });
});

describe('pushed diagnostics, for clients that do not pull', () => {
  it('come on opening and changing, and go on closing', async () => {
    const client = await startClient({ capabilities: PLAIN_CAPABILITIES });
    assert.equal(client.initialized.capabilities.diagnosticProvider, undefined);
    const uri = client.open(MAPPED);
    assert.deepEqual(
      (await client.published(uri)).map(({ code }) => code),
      [RULE],
    );
    client.change(uri, 'FROM nginx\nEXPOSE 80\n');
    assert.deepEqual(await client.published(uri), []);
    client.change(uri, MAPPED);
    assert.equal((await client.published(uri)).length, 1);
    client.close(uri);
    assert.deepEqual(await client.published(uri), []);
    await client.stop();
  });
});
