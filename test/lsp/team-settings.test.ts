import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { DEFAULT_SETTINGS } from '../../server/src/lsp/settings/settings.ts';
import { withTeamSettings } from '../../server/src/lsp/settings/team-settings.ts';
import type { FileSystem } from '../../server/src/workspace/files.ts';
import { memoryFiles } from '../support/memory-files.ts';
import { startClient } from './client.ts';

const REFRESH = 'workspace/diagnostic/refresh';

describe("a team's settings", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'strata-lsp-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('go before those of the editor, and are read again when the file changes or comes back right', async () => {
    const team = path.join(folder, '.strata.yaml');
    await writeFile(team, 'rules:\n  ports: hint\n');
    const client = await startClient({ workspaceFolder: pathToFileURL(folder).href });
    const uri = pathToFileURL(path.join(folder, 'Dockerfile')).href;
    const severity = async (): Promise<number | undefined> => {
      const report = await client.pull(uri);
      return report.kind === 'full' ? report.items[0]?.severity : undefined;
    };
    const loaded = client.nextRequest(REFRESH);
    client.open('FROM scratch\nEXPOSE 8080:80\n', { uri });
    assert.equal(await severity(), 4);
    await loaded;

    const follows = async (text: string, wanted: number | undefined): Promise<void> => {
      await writeFile(team, text);
      client.notify('workspace/didChangeWatchedFiles', {
        changes: [{ uri: pathToFileURL(team).href, type: 2 }],
      });
      // The file is a part of the build context as well, which is looked at again on its own account.
      for (let found: number | undefined | 'waiting' = 'waiting'; found !== wanted;) {
        const again = client.nextRequest(REFRESH);
        found = await severity();
        if (found !== wanted) {
          await again;
        }
      }
    };
    await follows('rules:\n  ports: error\n', 1);
    await follows('rules: [', 2);
    await follows('rules: { ports: off }', undefined);
    await client.stop();
  });

  it('of a folder that joins the workspace count from then on', async () => {
    await writeFile(path.join(folder, '.strata.yaml'), 'rules:\n  ports: hint\n');
    const client = await startClient();
    const uri = client.open('FROM scratch\nEXPOSE 8080:80\n', {
      uri: pathToFileURL(path.join(folder, 'web', 'Dockerfile')).href,
    });
    const severity = async (): Promise<number | undefined> => {
      const report = await client.pull(uri);
      return report.kind === 'full' ? report.items[0]?.severity : undefined;
    };
    assert.equal(await severity(), 2);
    client.notify('workspace/didChangeWorkspaceFolders', {
      event: { added: [{ uri: pathToFileURL(folder).href, name: 'workspace' }], removed: [] },
    });
    assert.equal(await severity(), 4);
    await client.stop();
  });
});

describe("a team's file", () => {
  it('that changes while it is read is not taken for the new one', async () => {
    const files = memoryFiles({ '/w/.strata.yaml': '', '/w/Dockerfile': '' });
    let release: ((text: string) => void)[] = [];
    const slow: FileSystem = {
      ...files,
      readText: () =>
        new Promise((resolve) => {
          release.push(resolve);
        }),
    };
    const team = withTeamSettings({
      configuration: {
        of: () => Promise.resolve(DEFAULT_SETTINGS),
        forget: () => undefined,
        register: () => undefined,
      },
      disk: { files: slow, placeOf: (uri) => uri, uriOf: (place) => place },
      folders: () => ['/w'],
      log: { note: () => undefined, forget: () => undefined, bug: () => undefined },
    });
    const answer = async (text: string): Promise<void> => {
      while (release.length === 0) {
        await new Promise(setImmediate);
      }
      const [first] = release;
      release = release.slice(1);
      first?.(text);
    };
    const before = team.of('/w/Dockerfile');
    await new Promise(setImmediate);
    team.reread();
    await answer('rules: { ports: hint }');
    assert.equal((await before).rules.get('ports'), 'hint');
    const after = team.of('/w/Dockerfile');
    await answer('rules: { ports: error }');
    assert.equal((await after).rules.get('ports'), 'error');
  });
});
