import { spawn } from 'node:child_process';
import process from 'node:process';
import { clearTimeout, setTimeout } from 'node:timers';
import { URL, fileURLToPath } from 'node:url';

/**
 * Runs a Node program in the project's folder with this terminal. Rejects unless it ends with 0.
 * @param {string[]} args the program and its arguments
 * @param {{ limit?: number, env?: Record<string, string> }} [options] seconds after which it is killed and has failed; variables
 *   beside those of this process
 */
export async function runNode(args, { limit, env } = {}) {
  const cwd = fileURLToPath(new URL('..', import.meta.url));
  const child = spawn(process.execPath, args, {
    cwd,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  let late = false;
  const timer =
    limit === undefined
      ? undefined
      : setTimeout(() => {
          late = true;
          child.kill('SIGKILL');
        }, limit * 1000);
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (exitCode, signal) => {
      resolve(exitCode ?? signal);
    });
  });
  clearTimeout(timer);
  if (late) {
    throw new Error(`${args[0]} did not end within ${limit} s.`);
  }
  if (code !== 0) {
    throw new Error(`${args[0]} ended with ${code}.`);
  }
}
