import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { LAYER_STACK_REQUEST } from '../../shared/wire.ts';
import type { LayerStackResult } from '../../shared/wire.ts';
import type { TestClient } from './client.ts';
import { startClient } from './client.ts';

const REFRESH = 'workspace/diagnostic/refresh';

const DOCKERFILE = [
  'FROM node:22',
  'WORKDIR /app',
  'COPY package.json ./',
  'RUN npm ci',
  'COPY . .',
  'RUN npm run build',
];

const SERVICES = [
  'services:',
  '  api: { build: { context: ., dockerfile: api/Dockerfile } }',
  '  web: { build: { context: ., dockerfile: web/Dockerfile } }',
  '',
].join('\n');

describe('layers that Dockerfiles of the workspace share', () => {
  let folder: string;
  let client: TestClient;
  let api: string;
  let web: string;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'strata-shared-'));
    api = pathToFileURL(path.join(folder, 'api', 'Dockerfile')).href;
    web = pathToFileURL(path.join(folder, 'web', 'Dockerfile')).href;
    await writeFile(path.join(folder, 'compose.yaml'), SERVICES);
    await writeFile(path.join(folder, 'package.json'), '{}');
    for (const name of ['api', 'web']) {
      await mkdir(path.join(folder, name));
      await writeFile(path.join(folder, name, 'Dockerfile'), textOf(name));
    }
    client = await startClient({ workspaceFolder: pathToFileURL(folder).href });
    const loaded = client.nextRequest(REFRESH);
    client.open(textOf('api'), { uri: api });
    await client.lenses(api);
    await loaded;
  });
  afterEach(async () => {
    await client.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** The zero-based lines of the layers that are marked in the stack. */
  const marked = async (): Promise<number[]> => {
    const { svg } = await client.request<LayerStackResult>(LAYER_STACK_REQUEST, { uri: api });
    return [
      ...svg.matchAll(/aria-label="[^"]*Shared with web\/Dockerfile \(line \d+\)[^"]*" data-line="(\d+)"/g),
    ]
      .map(([, line]) => Number(line) - 1)
      .sort((a, b) => a - b);
  };
  const hover = async (line: number): Promise<string> => {
    const { value } = (await client.hover(api, line, 0))?.contents as { value: string };
    return value;
  };
  const changed = (name: string): void => {
    const uri = pathToFileURL(path.join(folder, name)).href;
    client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri, type: 2 }] });
  };

  it('are marked in the stack and told by the hover, up to the first that differs', async () => {
    assert.deepEqual(await marked(), [1, 2, 3, 4]);
    assert.ok(
      (await hover(3)).endsWith(
        `Shared with \`web/Dockerfile\` ([line 4](${web}#L4)): built and stored once.`,
      ),
    );
    for (const line of [0, 5]) {
      assert.doesNotMatch(await hover(line), /Shared/);
    }
  });

  it('follow an edit of the other one before it is saved, and its closing', async () => {
    assert.deepEqual(await marked(), [1, 2, 3, 4]);
    client.open(textOf('web').replace('npm ci', 'npm install'), { uri: web });
    assert.deepEqual(await marked(), [1, 2]);
    client.close(web);
    assert.deepEqual(await marked(), [1, 2, 3, 4]);
  });

  it('follow an edit of this one', async () => {
    assert.deepEqual(await marked(), [1, 2, 3, 4]);
    client.change(api, textOf('api').replace('WORKDIR /app', 'WORKDIR /srv'));
    assert.deepEqual(await marked(), []);
  });

  it('follow what happens on the disk', async () => {
    assert.deepEqual(await marked(), [1, 2, 3, 4]);
    // Files of another folder are others, whatever they are called.
    await writeFile(
      path.join(folder, 'compose.yaml'),
      SERVICES.replace('{ context: ., dockerfile: web/Dockerfile }', '{ context: web }'),
    );
    const again = client.nextRequest(REFRESH);
    changed('compose.yaml');
    await again;
    assert.deepEqual(await marked(), [1]);
  });
});

function textOf(name: string): string {
  return `${DOCKERFILE.join(' \n')}:${name}\n`;
}
