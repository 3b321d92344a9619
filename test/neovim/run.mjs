import { spawn } from 'node:child_process';
import { cp } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { URL, fileURLToPath } from 'node:url';

const here = (name) => fileURLToPath(new URL(name, import.meta.url));

/** Milliseconds after which an editor that hangs is ended. */
const TIME_LIMIT_MS = 60_000;

/** How many checks strata.lua has: an editor that ends early has not made all of them. */
const CHECKS = 4;

/**
 * Edits a Dockerfile in the Neovim of this machine, with `strata lsp --stdio` as its language server.
 * @param {string} home an empty folder
 * @returns {Promise<{ passed: number, failed: number, notRun?: string }>}
 */
export async function runInNeovim(home) {
  const version = await run(home, ['--version']).catch(() => undefined);
  if (version === undefined) {
    return { passed: 0, failed: 0, notRun: 'there is no Neovim (nvim) on this machine' };
  }
  process.stdout.write(`${version.split('\n')[0]}\n`);
  const folder = path.join(home, 'app');
  await cp(here('../e2e/fixtures/workspace/node-copy-first'), folder, { recursive: true });
  const output = await run(
    folder,
    ['--headless', '--clean', 'Dockerfile', '-c', `luafile ${here('strata.lua')}`],
    [process.execPath, here('../../dist/strata.cjs'), 'lsp', '--stdio'],
  );
  const results = output.split(/\r?\n/).filter((line) => line.startsWith('✔') || line.startsWith('✖'));
  process.stdout.write(results.map((line) => `    ${line}\n`).join(''));
  const passed = results.filter((line) => line.startsWith('✔')).length;
  if (passed < CHECKS) {
    process.stderr.write(`${output}\n`);
  }
  return { passed, failed: CHECKS - passed };
}

function run(cwd, args, server = []) {
  return new Promise((resolve, reject) => {
    const child = spawn('nvim', args, {
      cwd,
      // Nothing of the person's own Neovim is read or written.
      env: { ...process.env, HOME: cwd, XDG_STATE_HOME: cwd, XDG_CACHE_HOME: cwd, STRATA: server.join('\n') },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: TIME_LIMIT_MS,
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8');
      stream.on('data', (text) => (output += text));
    }
    child.once('error', reject);
    child.once('close', () => resolve(output));
  });
}
