import { spawn } from 'node:child_process';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { startOwnEngine } from './engine-own.mjs';
import { enginePackages } from './engine-packages.mjs';
import { runningEngine } from './engine-running.mjs';

/**
 * A Docker engine with BuildKit for tests: the one that runs on this machine, else one of our own (root on Debian).
 * `node scripts/engine.mjs COMMAND…` runs a command with it, for a look at a single case.
 */
export async function startEngine() {
  try {
    const engine = (await runningEngine()) ?? (await startOwnEngine(await enginePackages()));
    return { engine, why: undefined };
  } catch (error) {
    return { engine: undefined, why: error.message };
  }
}

/** What a test needs to know, as variables of its environment. */
export function engineEnv({ env, busybox }) {
  return { ...env, STRATA_ENGINE_BUSYBOX: busybox };
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  process.exitCode = await main(process.argv.slice(2));
}

async function main([command, ...args]) {
  if (command === undefined) {
    throw new Error('Which command? node scripts/engine.mjs COMMAND…');
  }
  const { engine, why } = await startEngine();
  if (engine === undefined) {
    process.stderr.write(`There is no engine: ${why}.\n`);
    return 1;
  }
  // A key press ends the command; the engine is stopped behind it.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => undefined);
  const child = spawn(command, args, { stdio: 'inherit', env: { ...process.env, ...engineEnv(engine) } });
  const code = await new Promise((resolve) => {
    child.once('error', (error) => {
      process.stderr.write(`${error.message}\n`);
      resolve(127);
    });
    child.once('exit', (exitCode) => {
      resolve(exitCode ?? 1);
    });
  });
  await engine.stop();
  return code;
}
