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

  it('that can not be read leaves the answers that need none', async () => {
    const client = await startClient();
    const uri = pathToFileURL(path.join(folder, 'nowhere', 'Dockerfile')).href;
    client.open('FROM node:22\nCOPY . .\nRUN npm install\n', { uri });
    assert.ok((await client.lenses(uri)).length >= 3);
    await client.stop();
  });
});
