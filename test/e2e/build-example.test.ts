import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { copyFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type * as vscode from 'vscode';
import { commands } from 'vscode';
import { lensLines, show, startAfresh, until, workspaceUri } from './support.ts';

const IMAGE = 'strata-e2e-site';

describe('an example, built', () => {
  const dockerfile = (): vscode.Uri => workspaceUri('examples', 'busybox-site', 'Dockerfile');

  before(async function () {
    // Set where an engine runs for the tests.
    if (process.env['STRATA_ENGINE_BUSYBOX'] === undefined) {
      this.skip();
    }
    await startAfresh();
    await show(dockerfile());
  });
  after(async () => {
    await startAfresh();
    await promisify(execFile)('docker', ['image', 'rm', IMAGE]).catch(() => undefined);
  });

  it('carries seconds, bytes and CACHED beside its instructions', async () => {
    await commands.executeCommand('strata.build', dockerfile().toString());
    const first = await until('what each step took', () => measured(dockerfile()));
    // What the steps of a builder add is in no image, so that nobody measures their bytes.
    assert.deepEqual(first.map(withoutTime), [
      '2: TIME · last build just now',
      '3: TIME · last build just now',
      '5: TIME · last build just now',
      '6: TIME · last build just now',
      '7: TIME · last build just now',
      '10: TIME, 0 B · last build just now',
      '11: TIME, 24 MB · last build just now',
    ]);
    // One second a page.
    assert.match(first[4] ?? '', /^7: [3-9](\.\d)? s /);
    await commands.executeCommand('strata.build', dockerfile().toString());
    const second = await until('what was cached', async () => {
      const found = await measured(dockerfile());
      return found?.every((line) => line.includes('CACHED')) === true && found;
    });
    assert.deepEqual(
      second.map(withoutTime),
      first.map((line) => withoutTime(line).replace('TIME', 'CACHED (ran TIME)')),
    );
  });

  it('carries the sizes of an image that was built from it', async () => {
    const folder = path.dirname(dockerfile().fsPath);
    await promisify(execFile)('docker', ['buildx', 'build', '--quiet', '--tag', IMAGE, folder]);
    // Another file, of which nothing was measured yet.
    const other = workspaceUri('examples', 'busybox-site', 'Other.Dockerfile');
    await copyFile(dockerfile().fsPath, other.fsPath);
    await show(other);
    const compared = commands.executeCommand('strata.compareWithImage', other.toString());
    const lines = await until('sizes', async () => {
      // The image is the newest one, and so the first that is offered.
      await commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      const found = await lensLines(other);
      return found.some((line) => line.includes(IMAGE)) && found;
    });
    assert.deepEqual(
      lines.filter((line) => line.includes(IMAGE)),
      [
        `10: Layer 1 · working directory /www | 0 B in ${IMAGE}:latest`,
        `11: Layer 2 · copies /site/out/ from stage site | 24 MB in ${IMAGE}:latest`,
      ],
    );
    await commands.executeCommand('notifications.clearAll');
    await compared;
    await rm(other.fsPath);
  });
});

async function measured(uri: vscode.Uri): Promise<string[] | undefined> {
  const lines = await lensLines(uri);
  const found = lines
    .filter((line) => line.includes('last build'))
    .map((line) => line.replace(/^(\d+): .* \| /, '$1: '));
  return found.length > 0 ? found : undefined;
}

function withoutTime(line: string): string {
  return line.replace(/(< )?\d+(\.\d)? s/, 'TIME');
}
