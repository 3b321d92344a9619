import assert from 'node:assert/strict';
import type { CodeAction } from 'vscode-languageserver-protocol';
import type { TestClient } from './client.ts';
import { startClient, VSCODE_CAPABILITIES } from './client.ts';
import { textAfter } from './workspace-edits.ts';

const RULE = 'ports/expose-maps-host-port';
const TEXT = 'FROM nginx\nEXPOSE 8080:80\n';

describe('code actions', () => {
  let client: TestClient;
  before(async () => {
    client = await startClient();
  });
  after(() => client.stop());

  const only = async (
    uri: string,
    line: number,
    title: RegExp,
    kinds?: readonly string[],
  ): Promise<CodeAction> => {
    const matching = (await client.actions(uri, line, kinds)).filter((action) => title.test(action.title));
    assert.equal(matching.length, 1);
    return matching[0] ?? assert.fail();
  };

  it('mend what is found, by one versioned edit that is made when it is asked for', async () => {
    const uri = client.open(TEXT);
    const action = await only(uri, 1, /EXPOSE 80/);
    assert.equal(action.kind, 'quickfix');
    assert.equal(action.isPreferred, true);
    assert.equal(action.edit, undefined);
    assert.deepEqual(
      action.diagnostics?.map(({ code }) => code),
      [RULE],
    );
    const { edit } = await client.resolve(action);
    assert.equal(textAfter(TEXT, uri, edit), 'FROM nginx\nEXPOSE 80\n');
    assert.deepEqual(
      edit?.documentChanges?.map((change) => 'textDocument' in change && change.textDocument),
      [{ uri, version: 1 }],
    );
  });

  it('say what they are for to clients that show it before an edit is made', async () => {
    const capabilities = structuredClone(VSCODE_CAPABILITIES) as {
      workspace: { workspaceEdit: Record<string, unknown> };
    };
    capabilities.workspace.workspaceEdit['changeAnnotationSupport'] = { groupsOnLabel: true };
    const annotating = await startClient({ capabilities });
    const uri = annotating.open(TEXT);
    const [action] = await annotating.actions(uri, 1);
    assert.ok(action);
    const { edit } = await annotating.resolve(action);
    assert.deepEqual(edit?.changeAnnotations, { strata: { label: 'Replace with EXPOSE 80' } });
    assert.equal(textAfter(TEXT, uri, edit), 'FROM nginx\nEXPOSE 80\n');
    await annotating.stop();
  });

  it('are offered whatever else a client calls a diagnostic', async () => {
    const uri = client.open(TEXT);
    const [ours] = (await only(uri, 1, /EXPOSE 80/)).diagnostics ?? [];
    const shown = { ...ours, message: 'as it is shown' };
    const place = { line: 1, character: 0 };
    const actions = await client.request<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri },
      range: { start: place, end: place },
      context: { diagnostics: [null, 7, { source: 'strata', code: RULE }, shown] },
    });
    assert.deepEqual(actions[0]?.diagnostics, [shown]);
  });

  it('mend what is found anywhere on its line', async () => {
    const uri = client.open('FROM nginx\nEXPOSE 443 \\\n  8080:80 53/udp\nEXPOSE 90:90\n');
    const titles = async (line: number, character: number): Promise<readonly string[]> => {
      const at = { line, character };
      const found = await client.request<readonly CodeAction[]>('textDocument/codeAction', {
        textDocument: { uri },
        range: { start: at, end: at },
        context: { diagnostics: [], only: ['quickfix'] },
      });
      return found.map(({ title }) => title).filter((title) => !/^(Ignore|Show) /.test(title));
    };
    assert.deepEqual(await titles(1, 0), []);
    for (const character of [0, 2, 5, 16]) {
      assert.deepEqual(await titles(2, character), ['Replace with EXPOSE 443 80 53/udp']);
    }
    for (const character of [0, 3, 12]) {
      assert.deepEqual(await titles(3, character), ['Replace with EXPOSE 90']);
    }
  });

  it('are none where nothing is found', async () => {
    assert.deepEqual(await client.actions(client.open(TEXT), 0), []);
  });

  const IGNORED: readonly (readonly [string, string, string])[] = [
    ['a comment of its own', TEXT, `FROM nginx\n# strata: ignore=${RULE}\nEXPOSE 8080:80\n`],
    [
      'indentation and CRLF',
      'FROM nginx\r\n  EXPOSE 8080:80\r\n',
      `FROM nginx\r\n  # strata: ignore=${RULE}\r\n  EXPOSE 8080:80\r\n`,
    ],
    [
      'a comment that is there',
      'FROM nginx\n# strata: ignore=other/rule -- why\nEXPOSE 8080:80\n',
      `FROM nginx\n# strata: ignore=other/rule, ${RULE} -- why\nEXPOSE 8080:80\n`,
    ],
  ];
  for (const [name, before, after] of IGNORED) {
    it(`silence a rule: ${name}`, async () => {
      const uri = client.open(before);
      const line = before.slice(0, before.indexOf('EXPOSE')).split('\n').length - 1;
      const action = await only(uri, line, /^Ignore/);
      assert.equal(action.title, `Ignore ${RULE} for this instruction`);
      assert.equal(action.isPreferred, undefined);
      const { edit } = await client.resolve(action);
      assert.equal(textAfter(before, uri, edit), after);
      client.change(uri, after);
      const report = await client.pull(uri);
      assert.deepEqual(report.kind === 'full' && report.items, []);
    });
  }

  it('lead to the page of each rule, once, below what changes something', async () => {
    const uri = client.open('FROM nginx\nEXPOSE 8080:80 8443:443 $PORT\n');
    const actions = await client.actions(uri, 1);
    const pages = actions.filter(({ title }) => title.startsWith('Show documentation'));
    assert.deepEqual(
      pages.map(({ diagnostics, ...action }) => ({ ...action, codes: diagnostics?.map(({ code }) => code) })),
      [RULE, 'ports/unset-variable'].map((rule) => ({
        title: `Show documentation for ${rule}`,
        kind: 'quickfix',
        command: {
          title: `Show documentation for ${rule}`,
          command: 'strata.showRule',
          arguments: [rule],
        },
        codes: [rule],
      })),
    );
    assert.deepEqual(actions.slice(-pages.length), pages);
    const [page] = pages;
    assert.ok(page);
    assert.deepEqual(await client.resolve(page), page);
  });

  it('lead to no page in editors that have none', async () => {
    for (const initializationOptions of [undefined, { commands: ['strata.explain'] }]) {
      const other = await startClient({ initializationOptions });
      const titles = (await other.actions(other.open(TEXT), 1)).map(({ title }) => title);
      assert.deepEqual(titles, ['Replace with EXPOSE 80', `Ignore ${RULE} for this instruction`]);
      await other.stop();
    }
  });

  it('honour the kinds that a client asks for', async () => {
    const uri = client.open(TEXT);
    const kinds = async (wanted: readonly string[]): Promise<readonly unknown[]> =>
      (await client.actions(uri, 1, wanted)).map(({ kind }) => kind);
    assert.deepEqual(await kinds(['quickfix']), ['quickfix', 'quickfix', 'quickfix']);
    assert.deepEqual(await kinds(['source']), ['source.fixAll.strata']);
    assert.deepEqual(await kinds(['source.fixAll']), ['source.fixAll.strata']);
    assert.deepEqual(await kinds(['source.fixAll.strata']), ['source.fixAll.strata']);
    assert.deepEqual(await kinds(['source.fixAll.other']), []);
    assert.deepEqual(await kinds(['source.organizeImports', 'refactor']), []);
  });

  it('apply all safe fixes at once', async () => {
    const before = 'FROM nginx\nEXPOSE 8080:80\nEXPOSE 443\nEXPOSE 127.0.0.1:53:53/udp 8:9\n';
    const uri = client.open(before);
    const action = await only(uri, 0, /all safe/, ['source.fixAll']);
    const { edit } = await client.resolve(action);
    assert.equal(textAfter(before, uri, edit), 'FROM nginx\nEXPOSE 80\nEXPOSE 443\nEXPOSE 53/udp 9\n');
    assert.deepEqual(await client.actions(client.open('FROM nginx\n'), 0, ['source.fixAll']), []);
  });

  it('are refused when the document has changed meanwhile', async () => {
    const uri = client.open(TEXT);
    const action = await only(uri, 1, /EXPOSE 80/);
    client.change(uri, `# new\n${TEXT}`);
    await assert.rejects(client.resolve(action), { code: -32801 });
    client.close(uri);
    await assert.rejects(client.resolve(action), { code: -32801 });
  });

  it('with foreign data come back as they are', async () => {
    for (const data of [undefined, null, 7, [], { uri: 1 }, { uri: 'x', version: 1, act: 'other' }]) {
      const action = { title: 'x', ...(data === undefined ? {} : { data }) };
      assert.deepEqual(await client.resolve(action), action);
    }
  });

  it('carry their edit at once for clients that do not resolve, unversioned where those want it so', async () => {
    const { textDocument } = VSCODE_CAPABILITIES;
    const capabilities = {
      textDocument: { ...textDocument, codeAction: { codeActionLiteralSupport: {} } },
    };
    const plain = await startClient({ capabilities });
    const uri = plain.open(TEXT);
    const [action] = await plain.actions(uri, 1);
    assert.ok(action?.edit?.changes);
    assert.equal(textAfter(TEXT, uri, action.edit), 'FROM nginx\nEXPOSE 80\n');
    await plain.stop();
  });
});
