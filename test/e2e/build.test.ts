import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { copyFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import * as vscode from 'vscode';
import {
  lensLines,
  show,
  startAfresh,
  strataDiagnostics,
  until,
  workspaceUri,
  writeFile,
} from './support.ts';

/** Where busybox lies for images that start with nothing; set where an engine runs for the tests, to an image where that has one. */
const BUSYBOX = process.env['STRATA_ENGINE_BUSYBOX'];

/** Steps that need neither a base image nor a network. What is written differs in every run, so that nothing is cached at first. */
const TEXT = [
  'FROM scratch',
  'COPY busybox /bin/busybox',
  'COPY seed.txt /seed.txt',
  'RUN --network=none ["/bin/busybox", "sleep", "2"]',
  'RUN --network=none ["/bin/busybox", "dd", "if=/dev/zero", "of=/data", "bs=1000", "count=3000"]',
  '',
].join('\n');

describe('build and annotate', () => {
  const dockerfile = (): vscode.Uri => workspaceUri('measured', 'Dockerfile');

  before(async function () {
    if (BUSYBOX === undefined || BUSYBOX.includes('://')) {
      this.skip();
    }
    await writeFile(['measured', 'seed.txt'], `${Date.now()} ${process.pid}\n`);
    await copyFile(path.join(BUSYBOX, 'bin', 'busybox'), workspaceUri('measured', 'busybox').fsPath);
  });
  beforeEach(async () => {
    await startAfresh();
    await writeFile(['measured', 'Dockerfile'], TEXT);
    await show(dockerfile());
  });
  after(startAfresh);

  /** The last part of each lens line: what is measured. */
  async function measured(uri = dockerfile()): Promise<string[]> {
    const lines = await lensLines(uri);
    return lines
      .filter((line) => /last build|running|waiting|done in|CACHED|failed/.test(line))
      .map((line) => line.replace(/^(\d+): .* \| /, '$1: '));
  }

  it('shows what each step does while it runs, and what it took', async () => {
    await until(
      'the lens on FROM',
      async () => (await lensLines(dockerfile()))[0]?.endsWith('| Build') === true,
    );
    const building = vscode.commands.executeCommand('strata.build', dockerfile().toString());
    await until('a step that runs, and one that waits', async () => {
      const lines = await measured();
      return lines.some((line) => /^4: running \d s$/.test(line)) && lines.includes('5: waiting');
    });
    await building;
    const lines = await until('what each step took', async () => {
      const found = await measured();
      return found.every((line) => line.includes('last build')) && found.length === 4 && found;
    });
    assert.match(lines[2] ?? '', /^4: 2(\.\d)? s, 0 B · last build just now$/);
    assert.match(lines[3] ?? '', /^5: (< 0\.1|\d(\.\d)?) s, 3 MB · last build just now$/);
    assert.deepEqual(
      strataDiagnostics(dockerfile()).filter(({ code }) => code === 'build/failed'),
      [],
    );
  });

  it('shows what comes from the cache', async () => {
    await vscode.commands.executeCommand('strata.build', dockerfile().toString());
    const lines = await until('what was cached', async () => {
      const found = await measured();
      return found.length === 4 && found.every((line) => line.includes('CACHED')) && found;
    });
    assert.match(lines[3] ?? '', /^5: CACHED \(ran .* s\), 3 MB · last build just now$/);
  });

  it('reports the step that fails, with what it said', async () => {
    const failing = TEXT.replace('"sleep", "2"', '"ls", "/nowhere"');
    await writeFile(['measured', 'Dockerfile'], failing);
    await until('the new text', () => vscode.window.activeTextEditor?.document.getText() === failing);
    await vscode.commands.executeCommand('strata.build', dockerfile().toString());
    const diagnostic = await until('a diagnostic', () =>
      strataDiagnostics(dockerfile()).find(({ code }) => code === 'build/failed'),
    );
    assert.equal(diagnostic.range.start.line, 3);
    assert.match(diagnostic.message, /\/nowhere: No such file or directory/);
    assert.match((await measured()).find((line) => line.startsWith('4:')) ?? '', /^4: failed after/);
  });

  it('shows what a build did that was started in a terminal', async () => {
    const past = workspaceUri('measured', 'Past.Dockerfile');
    await writeFile(['measured', 'Past.Dockerfile'], TEXT);
    const args = ['buildx', 'build', '--quiet', '--no-cache', '--file=Past.Dockerfile', '.'];
    await promisify(execFile)('docker', args, { cwd: path.dirname(past.fsPath) });
    await show(past);
    await until('the lens on FROM', async () => (await lensLines(past))[0]?.endsWith('| Build') === true);
    assert.deepEqual(await measured(past), []);
    await vscode.commands.executeCommand('strata.showLastBuild', past.toString());
    const lines = await until('what each step took', async () => {
      const found = await measured(past);
      return found.length === 4 && found;
    });
    assert.match(lines[2] ?? '', /^4: 2(\.\d)? s, 0 B · last build just now$/);
    assert.match(lines[3] ?? '', /^5: (< 0\.1|\d(\.\d)?) s, 3 MB · last build just now$/);
  });
});
