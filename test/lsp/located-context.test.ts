import assert from 'node:assert/strict';
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  ClientCommand,
  CONTEXT_CHOICES_REQUEST,
  PICK_CONTEXT_REQUEST,
  SUMMARY_CHANGED_NOTIFICATION,
  SUMMARY_REQUEST,
} from '../../shared/wire.ts';
import type {
  ContextChoices,
  PickContextParams,
  PickContextResult,
  SummaryResult,
} from '../../shared/wire.ts';
import type { TestClient } from './client.ts';
import { startClient } from './client.ts';

const REFRESH = 'workspace/diagnostic/refresh';
const DOCKERFILE = 'FROM node:22 AS dev\nRUN true\nFROM node:22 AS prod\nRUN true\nRUN true\n';

/** A client with `api/Dockerfile` of a workspace open, whose context is loaded. */
async function opened(
  folder: string,
): Promise<{ readonly client: TestClient; readonly summary: () => Promise<SummaryResult> }> {
  const client = await startClient({ workspaceFolder: pathToFileURL(folder).href });
  const uri = pathToFileURL(path.join(folder, 'api', 'Dockerfile')).href;
  const loaded = client.nextRequest(REFRESH);
  client.open(DOCKERFILE, { uri });
  await client.lenses(uri);
  await loaded;
  return { client, summary: () => client.request(SUMMARY_REQUEST, { uri }) };
}

/** Tells the server that the text of a file is another, and waits until it has looked. */
async function rewritten(client: TestClient, file: string): Promise<void> {
  const again = client.nextRequest(REFRESH);
  client.notify('workspace/didChangeWatchedFiles', {
    changes: [{ uri: pathToFileURL(file).href, type: 2 }],
  });
  await again;
}

describe('the located build context', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'strata-lsp-'));
    await mkdir(path.join(folder, 'api'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('is what a workflow builds with, and another when the workflow changes', async () => {
    const workflows = path.join(folder, '.github', 'workflows');
    const file = path.join(workflows, 'ci.yml');
    const step =
      'jobs:\n  push:\n    steps:\n      - uses: docker/build-push-action@v6\n        with: { context: ., file: api/Dockerfile, target: STAGE }\n';
    await mkdir(workflows, { recursive: true });
    await writeFile(file, step.replace('STAGE', 'dev'));
    const { client, summary } = await opened(folder);
    const { tooltip } = await summary();
    assert.match(
      tooltip,
      /Build context \.: Workflow job push \(\.github\/workflows\/ci\.yml\), which builds the stage dev\.$/,
    );

    await writeFile(file, step.replace('STAGE', 'prod'));
    await rewritten(client, file);
    assert.match((await summary()).tooltip, /which builds the stage prod\.$/);
    await client.stop();
  });

  it('is what Compose says, with its stage, and another when the Compose file changes', async () => {
    const compose = path.join(folder, 'compose.yaml');
    const service =
      'services:\n  web: { build: { context: ., dockerfile: api/Dockerfile, target: STAGE } }\n';
    await writeFile(compose, service.replace('STAGE', 'dev'));
    const { client, summary } = await opened(folder);
    const first = await summary();
    assert.match(first.text, /^1 layer /);
    assert.ok(
      first.tooltip.endsWith(
        'Build context .: Compose service web (compose.yaml), which builds the stage dev.',
      ),
      first.tooltip,
    );

    await writeFile(compose, service.replace('STAGE', 'missing'));
    await rewritten(client, compose);
    // The stage is not there: the last one is shown.
    const second = await summary();
    assert.match(second.text, /^2 layers /);
    assert.ok(
      second.tooltip.endsWith(', which asks for the stage missing that this Dockerfile does not have.'),
      second.tooltip,
    );
    await client.stop();
  });

  it('tells the lens on EXPOSE what Compose publishes, and again when the Compose file changes', async () => {
    const compose = path.join(folder, 'compose.yaml');
    const service = (port: string, target: string): string =>
      `services:\n  web: { build: { context: ., dockerfile: api/Dockerfile, target: ${target} }, ports: ["${port}"] }\n`;
    await writeFile(compose, service('8080:3000', 'prod'));
    const client = await startClient({ workspaceFolder: pathToFileURL(folder).href });
    const uri = pathToFileURL(path.join(folder, 'api', 'Dockerfile')).href;
    const loaded = client.nextRequest(REFRESH);
    client.open(`${DOCKERFILE}EXPOSE 3000\n`, { uri });
    const exposed = async (): Promise<string | undefined> =>
      (await client.lenses(uri)).find(({ range }) => range.start.line === 5)?.command?.title;
    assert.equal(await exposed(), 'Metadata · documents 3000/tcp, publishes nothing');
    await loaded;
    const published = 'Metadata · documents 3000/tcp · Compose web publishes it as';
    assert.equal(await exposed(), `${published} 8080`);
    // Anything else that was loaded meanwhile asks for lenses, too: what counts is what they say in the end.
    const changed = async (text: string, expected: RegExp): Promise<void> => {
      await writeFile(compose, text);
      let again = client.nextRequest(REFRESH);
      client.notify('workspace/didChangeWatchedFiles', {
        changes: [{ uri: pathToFileURL(compose).href, type: 2 }],
      });
      for (let title = ''; !expected.test(title); title = (await exposed()) ?? '') {
        await again;
        again = client.nextRequest(REFRESH);
      }
    };
    await changed(service('9090:3000', 'prod'), /3000\/tcp · Compose web publishes it as 9090$/);
    // A stage that is not there: another image is published then than the one that is shown.
    await changed(service('9090:3000', 'missing'), /publishes nothing$/);
    await changed(service('9090:3000', 'prod'), /publishes it as 9090$/);
    await changed('services: [broken', /publishes nothing$/);
    await client.stop();
  });
});

describe('a picked build context', () => {
  let folder: string;
  let uri: string;
  let client: TestClient | undefined;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'strata-lsp-'));
    await mkdir(path.join(folder, 'api'));
    await mkdir(path.join(folder, 'lib'));
    await writeFile(
      path.join(folder, 'compose.yaml'),
      'services:\n  web: { build: { context: ., dockerfile: api/Dockerfile, target: dev } }\n  job: { build: { context: api, target: dev } }\n',
    );
    uri = pathToFileURL(path.join(folder, 'api', 'Dockerfile')).href;
  });
  afterEach(async () => {
    await client?.stop();
    client = undefined;
    await rm(folder, { recursive: true, force: true });
  });

  const start = async (pickedContexts: Record<string, string> = {}): Promise<TestClient> => {
    client = await startClient({
      workspaceFolder: pathToFileURL(folder).href,
      initializationOptions: {
        commands: Object.values(ClientCommand),
        commandLinks: true,
        summaryChanges: true,
        pickedContexts,
      },
    });
    client.open(DOCKERFILE, { uri });
    return client;
  };
  const choices = (to: TestClient): Promise<ContextChoices> => to.request(CONTEXT_CHOICES_REQUEST, { uri });
  const pick = (to: TestClient, picked: PickContextParams['pick']): Promise<PickContextResult> =>
    to.request(PICK_CONTEXT_REQUEST, { uri, pick: picked });
  const shown = async (to: TestClient): Promise<string | undefined> =>
    (await to.request<SummaryResult>(SUMMARY_REQUEST, { uri })).context?.text;

  it('is one of those that are offered, each with what says so', async () => {
    const { options, ...rest } = await choices(await start());
    assert.deepEqual(
      options.map(({ title, build, detail, folder: place, chosen }) => [title, build, detail, place, chosen]),
      [
        [
          'Compose service web (compose.yaml)',
          'context: . · target: dev',
          'Used now: found by Strata',
          '.',
          true,
        ],
        ['Compose service job (compose.yaml)', 'context: ./api · target: dev', '', 'api', false],
        ["The Dockerfile's own folder", 'context: ./api · the last stage', '', 'api', false],
        ["The workspace's root", 'context: . · the last stage', '', '.', false],
      ],
    );
    assert.deepEqual(rest, {
      automatic: 'Compose service web (compose.yaml)',
      picked: false,
      lost: null,
      workspace: pathToFileURL(folder).href,
      settingPattern: 'api/Dockerfile',
    });
  });

  it('counts at once, in the summary and the hover, until it is forgotten', async () => {
    const to = await start();
    const { options } = await choices(to);
    assert.equal(await shown(to), 'Compose web → dev +1');
    const id = options[2]?.id ?? '';
    assert.deepEqual(await pick(to, { id }), { kind: 'picked', id });
    assert.equal(await shown(to), 'context ./api');
    assert.equal((await choices(to)).options[0]?.detail, 'Used now: picked by you');
    const hover = await to.hover(uri, 0, 0);
    const { value } = hover?.contents as { value: string };
    assert.match(
      value,
      /Build context: `api`\. Picked by you: the Dockerfile's own folder\. \[Choose another…\]/,
    );
    const link = /\(command:strata\.selectContext\?([^)]*)\)/.exec(value)?.[1] ?? '';
    assert.deepEqual(JSON.parse(decodeURIComponent(link)), [uri]);
    assert.deepEqual(await pick(to, null), { kind: 'picked', id: null });
    assert.equal(await shown(to), 'Compose web → dev +1');
  });

  it('may be a folder of the workspace and no other', async () => {
    const to = await start();
    const lib = pathToFileURL(path.join(folder, 'lib')).href;
    assert.deepEqual(await pick(to, { folder: lib }), { kind: 'picked', id: 'folder lib' });
    assert.equal(await shown(to), 'context ./lib');
    const outside = await pick(to, { folder: pathToFileURL(tmpdir()).href });
    assert.equal(outside.kind, 'refused');
    assert.equal(await shown(to), 'context ./lib');
  });

  it('is remembered by the client; one that is gone is told', async () => {
    const to = await start({ [uri]: 'folder lib' });
    await choices(to);
    assert.equal(await shown(to), 'context ./lib');
    await to.stop();
    const again = await start({ [uri]: 'compose old in compose.yaml' });
    const { lost, picked, options } = await choices(again);
    assert.deepEqual([picked, options[0]?.title], [true, 'Compose service web (compose.yaml)']);
    assert.match(lost ?? '', /not there any more/);
    const summary = await again.request<SummaryResult>(SUMMARY_REQUEST, { uri });
    assert.match(summary.context?.tooltip ?? '', /\(compose old in compose\.yaml\) is not there any more/);
  });

  it('makes the client ask for the summary again', async () => {
    const to = await start();
    const changed = new Promise<void>((resolve) => {
      to.connection.onNotification(SUMMARY_CHANGED_NOTIFICATION, resolve);
    });
    await to.lenses(uri);
    await changed;
  });

  it('is nothing for a document that lies nowhere', async () => {
    const to = await start();
    assert.equal(await to.request(CONTEXT_CHOICES_REQUEST, { uri: to.open('FROM a\n') }), null);
  });
});
