import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { commands } from 'vscode';
import { lensLines, show, startAfresh, until, workspaceUri } from './support.ts';

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
  after(startAfresh);

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
