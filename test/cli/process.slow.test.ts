import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fakeDocker } from '../measured/fake-docker.ts';
import { repository, type Outcome } from './terminal.ts';

const PROGRAM = ['--import=tsx', 'server/src/cli/main.ts'];

/** Runs `strata` as a process of its own; `close` shuts the reading end of its output at the first byte. */
async function runProcess(args: readonly string[], { stdin = '', close = false } = {}): Promise<Outcome> {
  // The libraries beneath take CI for a wish for colours; a pipe there gets plain text all the same.
  const child = spawn(process.execPath, [...PROGRAM, ...args], {
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

  it('says why what it prints could not be written', async function () {
    if (!existsSync('/dev/full')) {
      this.skip();
    }
    const full = openSync('/dev/full', 'w');
    const child = spawn(process.execPath, [...PROGRAM, 'check', '-'], {
      cwd: repository,
      stdio: ['pipe', full, 'pipe'],
    });
    closeSync(full);
    const ended = once(child, 'close') as Promise<[number | null]>;
    child.stdin?.end('FROM a\n');
    const error = child.stderr === null ? '' : await textOf(child.stderr);
    assert.deepEqual((await ended)[0], 2);
    assert.match(error, /^strata: can't write to standard output: .*no space left[^\n]*\n$/);
  });

  it('takes Docker along when it is interrupted', async function () {
    if (process.platform === 'win32') {
      this.skip();
    }
    const home = await mkdtemp(join(tmpdir(), 'strata-interrupted-'));
    try {
      const started = join(home, 'pid');
      await fakeDocker(home, `echo $$ > '${started}.new'; mv '${started}.new' '${started}'; exec sleep 600`);
      const child = spawn(process.execPath, [...PROGRAM, 'layers', '-', '--image', 'x'], {
        cwd: repository,
        env: { ...process.env, PATH: `${home}${delimiter}${process.env['PATH'] ?? ''}` },
      });
      const ended = once(child, 'exit') as Promise<[number | null, string | null]>;
      child.stdin.end('FROM a\n');
      while (!existsSync(started)) {
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      child.kill('SIGINT');
      assert.deepEqual(await ended, [null, 'SIGINT']);
      await untilGone(Number(readFileSync(started, 'utf8')));
    } finally {
      await rm(home, { recursive: true, force: true });
    }
  });
});

async function textOf(stream: NodeJS.ReadableStream): Promise<string> {
  let text = '';
  for await (const chunk of stream) {
    text += String(chunk);
  }
  return text;
}

/** Nobody may be there to look at the end of a process whose parent is gone: such a one counts as ended. */
async function untilGone(pid: number): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    if (existsSync('/proc') && readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ')) {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  process.kill(pid, 'SIGKILL');
  assert.fail('The process runs on.');
}
