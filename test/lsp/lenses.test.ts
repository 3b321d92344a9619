import assert from 'node:assert/strict';
import { DOCKER_RUN_REQUEST, SUMMARY_REQUEST, WHAT_IF_REQUEST } from '../../shared/wire.ts';
import type { DockerRunResult, SummaryResult, WhatIfResult } from '../../shared/wire.ts';
import type { TestClient } from './client.ts';
import { startClient } from './client.ts';

const TEXT = 'FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm ci\nEXPOSE 3000\n';

describe('code lenses', () => {
  let client: TestClient;
  before(async () => {
    client = await startClient();
  });
  after(() => client.stop());

  const lines = async (uri: string): Promise<readonly number[]> => {
    const lenses = await client.lenses(uri);
    return [...new Set(lenses.map(({ range }) => range.start.line))];
  };

  it('stand above each instruction, complete at once, and lead somewhere', async () => {
    const uri = client.open(TEXT);
    const lenses = await client.lenses(uri);
    assert.deepEqual(await lines(uri), [0, 1, 2, 3, 4]);
    for (const { command, range } of lenses) {
      assert.ok(command && command.title !== '');
      assert.equal(range.start.line, range.end.line);
      assert.ok(
        ['strata.explain', 'strata.copyText', 'strata.whatIf'].includes(command.command),
        command.command,
      );
    }
    assert.deepEqual(lenses[2]?.command?.arguments, [uri, 2, 0]);
    const copy = lenses.find(({ command }) => command?.command === 'strata.copyText');
    assert.deepEqual(copy?.command?.arguments, ['docker run -p 3000:3000 IMAGE']);
    assert.equal(copy.range.start.line, 4);
  });

  it('of other lines stay where they are while a line is typed', async () => {
    const uri = client.open(TEXT);
    const typed = 'RUN apt-get \\\n  update && [ -f "a';
    for (let end = 1; end <= typed.length; end++) {
      client.change(uri, `${TEXT}${typed.slice(0, end)}`);
      assert.deepEqual((await lines(uri)).slice(0, 5), [0, 1, 2, 3, 4], typed.slice(0, end));
    }
  });

  it('stay in number while a backslash is typed in the middle', async () => {
    const uri = client.open(TEXT);
    client.change(uri, ' \\', {
      range: { start: { line: 2, character: 8 }, end: { line: 2, character: 8 } },
    });
    assert.deepEqual(await lines(uri), [0, 1, 2, 3, 4]);
  });

  it('are none for a document that is closed or empty', async () => {
    const uri = client.open(TEXT);
    client.close(uri);
    assert.deepEqual(await client.lenses(uri), []);
    assert.deepEqual(await client.lenses(client.open('')), []);
  });
});

describe('hovers', () => {
  it('are Markdown about the whole instruction, and null between instructions', async () => {
    const client = await startClient();
    const uri = client.open(TEXT.replace('RUN', '\nRUN'));
    const hover = await client.hover(uri, 4, 5);
    assert.deepEqual(hover?.range, { start: { line: 4, character: 0 }, end: { line: 4, character: 10 } });
    assert.equal((hover.contents as { kind: string }).kind, 'markdown');
    assert.equal(await client.hover(uri, 3, 0), null);
    assert.equal(await client.hover('untitled:other', 0, 0), null);
    await client.stop();
  });
});

describe('settings', () => {
  it('choose between lenses, hints, steps only and nothing, and count at once', async () => {
    const client = await startClient();
    const uri = client.open(TEXT);
    const shown = async (annotations: unknown): Promise<readonly [number, number]> => {
      client.configure({ annotations });
      const lensLines = new Set((await client.lenses(uri)).map(({ range }) => range.start.line));
      return [lensLines.size, (await client.hints(uri)).length];
    };
    assert.deepEqual(await shown('codeLens'), [5, 0]);
    assert.deepEqual(await shown('minimal'), [4, 0]);
    assert.deepEqual(await shown('inlayHint'), [0, 5]);
    const [first] = await client.hints(uri);
    assert.deepEqual(first?.position, { line: 0, character: 12 });
    assert.deepEqual(await shown('off'), [0, 0]);
    assert.deepEqual(await shown(['nonsense']), [5, 0]);
    await client.stop();
  });

  it('choose the builder, and count at once', async () => {
    const client = await startClient();
    const uri = client.open('FROM a AS x\nRUN y\nFROM b\nLABEL a=b\nRUN z\n');
    const shown = async (builder: unknown): Promise<readonly unknown[]> => {
      client.configure({ builder });
      const titles = (await client.lenses(uri)).map(({ command }) => command?.title ?? '');
      const result = await client.request<WhatIfResult>(WHAT_IF_REQUEST, {
        uri,
        change: { kind: 'instruction', line: 3 },
      });
      const hover = await client.hover(uri, 3, 0);
      const summary = await client.request<SummaryResult>(SUMMARY_REQUEST, { uri });
      return [
        titles.filter((title) => /LABEL|label|rerun|Stage x/.test(title)),
        result.kind === 'verdicts' ? result.summary : result.message,
        ((hover?.contents as { value: string }).value.split('\n')[0] ?? '').includes('classic builder'),
        summary.text,
      ];
    };
    const buildkit = [
      [
        '◆ Stage x · not built for the final image · adds 1 layer · on a',
        'Metadata · 1 label · rebuilds nothing',
      ],
      "Nothing runs again: LABEL only changes the image's configuration",
      false,
      '1 layer · 2 stages',
    ];
    assert.deepEqual(await shown('buildkit'), buildkit);
    assert.deepEqual(await shown('classic'), [
      [
        '◆ Stage x · built, though the final image does not need it · adds 1 layer · on a',
        'Metadata · 1 label',
        'an edit reruns 1 step below',
      ],
      '2 of 3 steps run again, because line 4 changed',
      true,
      '1 layer · 2 stages · classic builder',
    ]);
    assert.deepEqual(await shown(['nonsense']), buildkit);
    await client.stop();
  });

  it('make the client ask again', async () => {
    const client = await startClient();
    await client.pull(client.open(TEXT));
    const asked = [
      'workspace/diagnostic/refresh',
      'workspace/codeLens/refresh',
      'workspace/inlayHint/refresh',
    ];
    const refreshed = Promise.all(asked.map((method) => client.nextRequest(method)));
    client.configure({ annotations: 'off' });
    await refreshed;
    await client.stop();
  });

  it('change the severity of a rule or switch it off', async () => {
    const client = await startClient({ settings: { rules: { 'ports/expose-maps-host-port': 'hint' } } });
    const uri = client.open('FROM nginx\nEXPOSE 8080:80\n');
    const severities = async (): Promise<readonly unknown[]> => {
      const report = await client.pull(uri);
      return report.kind === 'full' ? report.items.map(({ severity }) => severity) : [];
    };
    assert.deepEqual(await severities(), [4]);
    client.configure({ rules: { 'ports/expose-maps-host-port': 'off' } });
    assert.deepEqual(await severities(), []);
    client.configure({ rules: 'nonsense' });
    assert.deepEqual(await severities(), [2]);
    await client.stop();
  });

  it('come with initialize and with changes where a client can not be asked', async () => {
    const client = await startClient({
      capabilities: {},
      initializationOptions: { settings: { annotations: 'off' } },
    });
    const uri = client.open(TEXT);
    assert.deepEqual(await client.lenses(uri), []);
    client.notify('workspace/didChangeConfiguration', { settings: { strata: { annotations: 'codeLens' } } });
    assert.ok((await client.lenses(uri)).length >= 5);
    client.notify('workspace/didChangeConfiguration', null);
    assert.ok((await client.lenses(uri)).length >= 5);
    await client.stop();
  });
});

describe('strata/dockerRun', () => {
  it('answers with the ports that are exposed, or with those that a person chose', async () => {
    const client = await startClient();
    const ask = (uri: string, ports: unknown): Promise<DockerRunResult | null> =>
      client.request(DOCKER_RUN_REQUEST, { uri, ports });
    const uri = client.open(TEXT);
    const offered = { kind: 'command', command: 'docker run -p 3000:3000 IMAGE', ports: '3000:3000' };
    assert.deepEqual(await ask(uri, null), offered);
    assert.deepEqual(await ask(uri, ['nonsense']), offered);
    const chosen = { kind: 'command', command: 'docker run -p 8080:3000 IMAGE', ports: '8080:3000' };
    assert.deepEqual(await ask(uri, '8080:3000'), chosen);
    assert.equal((await ask(uri, '8080:x'))?.kind, 'refused');
    assert.equal((await ask(client.open('FROM a\n'), null))?.kind, 'refused');
    assert.equal(await ask('untitled:other', null), null);
    await client.stop();
  });
});

describe('strata/summary', () => {
  it('says what the status bar shows', async () => {
    const client = await startClient();
    const uri = client.open(TEXT);
    const summary = await client.request<Record<string, unknown>>('strata/summary', { uri });
    assert.equal(summary['text'], '3 layers · 1 stage');
    assert.equal(summary['dockerRun'], 'docker run -p 3000:3000 IMAGE');
    assert.equal(await client.request('strata/summary', { uri: client.open('# nothing\n') }), null);
    assert.equal(await client.request('strata/summary', {}), null);
    await client.stop();
  });
});
