import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { blockingFiles } from '../../../server/src/workspace/tree/blocking-files.ts';
import type { FileSystem } from '../../../server/src/workspace/files.ts';
import { nodeFiles } from '../../../server/src/workspace/tree/node-files.ts';

const NAMES = ['file', 'large', 'folder', 'link', 'gone-link', 'pipe', 'none', 'file/below', 'a\0b'];

/** Bytes of which a text is read at most. */
const MOST = 100;

describe('blockingFiles', () => {
  let folder = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'strata-files-'));
    writeFileSync(join(folder, 'file'), 'täxt\n');
    writeFileSync(join(folder, 'large'), 'x'.repeat(MOST + 1));
    mkdirSync(join(folder, 'folder'));
    writeFileSync(join(folder, 'folder', 'inside'), '');
    if (process.platform !== 'win32') {
      symlinkSync('file', join(folder, 'link'));
      symlinkSync('nowhere', join(folder, 'gone-link'));
      execFileSync('mkfifo', [join(folder, 'pipe')]);
    }
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  const said = async (files: FileSystem, path: string): Promise<unknown> => ({
    list: await files.list(path),
    details: await files.details?.(path),
    text: await files.readText(path, MOST),
    kind: await files.kind(path),
  });

  for (const name of NAMES) {
    it(`says of ${JSON.stringify(name)} what the other disk says`, async () => {
      const path = `${folder}/${name}`;
      assert.deepEqual(await said(blockingFiles(), path), await said(nodeFiles(), path));
    });
  }

  it('lists a folder', async () => {
    const listed = await blockingFiles().list(folder);
    assert.deepEqual(
      listed?.find(({ name }) => name === 'folder'),
      { name: 'folder', kind: 'directory' },
    );
    assert.equal(await blockingFiles().readText(`${folder}/file`, MOST), 'täxt\n');
  });
});
