import assert from 'node:assert/strict';
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { startClient } from './client.ts';

const REFRESH = 'workspace/diagnostic/refresh';

describe('the build context', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'strata-lsp-'));
    await mkdir(path.join(folder, 'src'));
    await writeFile(path.join(folder, 'package.json'), '{"name":"a","version":"1.0.0"}');
    await writeFile(path.join(folder, 'src', 'index.js'), '');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('is loaded beside the first answers, and again when its files change; the client is asked to ask again', async () => {
    const client = await startClient({ workspaceFolder: pathToFileURL(folder).href });
    const uri = pathToFileURL(path.join(folder, 'Dockerfile')).href;
    const loaded = client.nextRequest(REFRESH);
    client.open('FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm install\n', { uri });
    assert.ok((await client.lenses(uri)).length >= 4);
    await loaded;
    const ignore = path.join(folder, '.dockerignore');
    await writeFile(ignore, 'src\n');
    const again = client.nextRequest(REFRESH);
    client.notify('workspace/didChangeWatchedFiles', {
      changes: [{ uri: pathToFileURL(ignore).href, type: 1 }],
    });
    await again;
    assert.ok((await client.lenses(uri)).length >= 4);
    await client.stop();
  });

  it('is looked at again when any of its files comes, changes or goes', async () => {
    const client = await startClient({ workspaceFolder: pathToFileURL(folder).href });
    const uri = pathToFileURL(path.join(folder, 'Dockerfile')).href;
    const loaded = client.nextRequest(REFRESH);
    client.open('FROM node:22\nCOPY src /src\n', { uri });
    await client.lenses(uri);
    await loaded;
    const added = path.join(folder, 'src', 'generated.bin');
    const shown = async (): Promise<string> => {
      const titles = (await client.lenses(uri)).map(({ command }) => command?.title ?? '');
      return titles.find((title) => title.startsWith('Layer')) ?? '';
    };
    assert.match(await shown(), /src\/index\.js, 0 B/);
    const STEPS: readonly (readonly [type: 1 | 2 | 3, change: () => Promise<void>, expected: RegExp])[] = [
      [1, () => writeFile(added, 'x'.repeat(100)), /2 files, 100 B/],
      [2, () => writeFile(added, 'x'.repeat(200)), /2 files, 200 B/],
      [3, () => rm(added), /src\/index\.js, 0 B/],
    ];
    for (const [type, change, expected] of STEPS) {
      await change();
      const again = client.nextRequest(REFRESH);
      client.notify('workspace/didChangeWatchedFiles', {
        changes: [
          { uri: pathToFileURL(path.join(folder, 'node_modules', 'x', 'y')).href, type: 1 },
          { uri: pathToFileURL(added).href, type },
        ],
      });
      await again;
      assert.match(await shown(), expected);
    }
    await client.stop();
  });

  it('that can not be read leaves the answers that need none', async () => {
    const client = await startClient();
    const uri = pathToFileURL(path.join(folder, 'nowhere', 'Dockerfile')).href;
    client.open('FROM node:22\nCOPY . .\nRUN npm install\n', { uri });
    assert.ok((await client.lenses(uri)).length >= 3);
    await client.stop();
  });
});
