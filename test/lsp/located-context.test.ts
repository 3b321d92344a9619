import assert from 'node:assert/strict';
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { SUMMARY_REQUEST } from '../../shared/wire.ts';
import type { SummaryResult } from '../../shared/wire.ts';
import { startClient } from './client.ts';

const REFRESH = 'workspace/diagnostic/refresh';
const DOCKERFILE = 'FROM node:22 AS dev\nRUN true\nFROM node:22 AS prod\nRUN true\nRUN true\n';

describe('the located build context', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'strata-lsp-'));
    await mkdir(path.join(folder, 'api'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('is what Compose says, with its stage, and another when the Compose file changes', async () => {
    const compose = path.join(folder, 'compose.yaml');
    const service =
      'services:\n  web: { build: { context: ., dockerfile: api/Dockerfile, target: STAGE } }\n';
    await writeFile(compose, service.replace('STAGE', 'dev'));
    const client = await startClient({ workspaceFolder: pathToFileURL(folder).href });
    const uri = pathToFileURL(path.join(folder, 'api', 'Dockerfile')).href;
    const summary = (): Promise<SummaryResult> => client.request(SUMMARY_REQUEST, { uri });
    const loaded = client.nextRequest(REFRESH);
    client.open(DOCKERFILE, { uri });
    await client.lenses(uri);
    await loaded;
    const first = await summary();
    assert.match(first.text, /^1 layer /);
    assert.ok(
      first.tooltip.endsWith(
        'Build context .: Compose service web (compose.yaml), which builds the stage dev.',
      ),
      first.tooltip,
    );

    await writeFile(compose, service.replace('STAGE', 'missing'));
    const again = client.nextRequest(REFRESH);
    client.notify('workspace/didChangeWatchedFiles', {
      changes: [{ uri: pathToFileURL(compose).href, type: 2 }],
    });
    await again;
    // The stage is not there: the last one is shown.
    assert.match((await summary()).text, /^2 layers /);
    await client.stop();
  });
});
