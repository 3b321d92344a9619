import { spawn } from 'node:child_process';
import process from 'node:process';
import { URL, fileURLToPath } from 'node:url';

/**
 * Runs a Node program in the project's folder with this terminal. Rejects unless it ends with 0.
 * @param {string[]} args the program and its arguments
 */
export async function runNode(args) {
  const cwd = fileURLToPath(new URL('..', import.meta.url));
  const child = spawn(process.execPath, args, { cwd, stdio: 'inherit' });
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (exitCode, signal) => {
      resolve(exitCode ?? signal);
    });
  });
  if (code !== 0) {
    throw new Error(`${args[0]} ended with ${code}.`);
  }
}
