import { spawn } from 'node:child_process';
import process from 'node:process';
import { clearTimeout, setTimeout } from 'node:timers';

const running = new Set();
let watching = false;

/**
 * Starts a process whose whole family ends when this process does, however that happens (short of SIGKILL).
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 */
export function startChild(command, args, options) {
  watchExit();
  // A process group of its own, so that its children can be ended with it.
  const child = spawn(command, args, { ...options, detached: process.platform !== 'win32' });
  running.add(child);
  child.on('exit', () => running.delete(child));
  return child;
}

/** Ends a process started with `startChild` and its children, and returns when it is gone. */
export async function stopChild(child) {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) {
    return;
  }
  const gone = new Promise((resolve) => {
    child.once('exit', resolve);
  });
  kill(child, 'SIGTERM');
  const timer = setTimeout(kill, 5000, child, 'SIGKILL');
  await gone;
  clearTimeout(timer);
  kill(child, 'SIGKILL');
}

function watchExit() {
  if (watching) {
    return;
  }
  watching = true;
  process.on('exit', () => {
    for (const child of running) {
      kill(child, 'SIGKILL');
    }
  });
  for (const [signal, number] of [
    ['SIGINT', 2],
    ['SIGTERM', 15],
    ['SIGHUP', 1],
  ]) {
    process.once(signal, () => {
      // A program with a handler of its own ends in its own way, and `exit` above does the rest.
      if (process.listenerCount(signal) === 0) {
        process.exit(128 + number);
      }
    });
  }
}

function kill(child, signal) {
  try {
    if (process.platform === 'win32') {
      child.kill(signal);
    } else {
      process.kill(-child.pid, signal);
    }
  } catch {
    // It is gone already.
  }
}
