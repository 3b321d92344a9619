import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { repository, type Outcome } from './terminal.ts';

/** Runs `strata` as a process of its own; `close` shuts the reading end of its output at the first byte. */
async function runProcess(args: readonly string[], { stdin = '', close = false } = {}): Promise<Outcome> {
  // The libraries beneath take CI for a wish for colours; a pipe there gets plain text all the same.
  const child = spawn(process.execPath, ['--import=tsx', 'server/src/cli/main.ts', ...args], {
    cwd: repository,
    env: { ...process.env, CI: 'true', NO_COLOR: undefined, FORCE_COLOR: undefined },
  });
  let out = '';
  let error = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
    if (close) {
      child.stdout.destroy();
    }
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    error += text;
  });
  child.stdin.end(stdin);
  const [code] = (await once(child, 'close')) as [number];
  return { code, out, error };
}

describe('the process', function () {
  // Each run compiles the sources first.
  this.timeout(20_000);

  it('prints its version', async () => {
    const { version } = JSON.parse(readFileSync(`${repository}/package.json`, 'utf8')) as { version: string };
    assert.deepEqual(await runProcess(['--version']), { code: 0, out: `${version}\n`, error: '' });
  });

  it('reads standard input and exits with what was found', async () => {
    const { code, out, error } = await runProcess(['check', '-'], { stdin: 'FROM a\nEXPOSE 1:2\n' });
    assert.equal(error, '');
    assert.equal(code, 1);
    assert.match(out, /1 warning in 1 file\n$/);
  });

  it('says nothing when its reader goes away', async () => {
    const stdin = `FROM a\n${'RUN echo a line of some length\n'.repeat(3_000)}`;
    const { code, error } = await runProcess(['layers', '-'], { stdin, close: true });
    assert.equal(error, '');
    assert.equal(code, 0);
  });
});
