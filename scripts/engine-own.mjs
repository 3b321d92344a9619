import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { copyFile, mkdir, open, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { giveBusybox } from './engine-busybox.mjs';

/** A folder a run, named for the process that made it; short, since the socket's path may hold 107 bytes. */
const RUNS = path.join(tmpdir(), `strata-engine-${process.getuid?.() ?? 'x'}`);

/** Milliseconds that an engine may take to answer, and to end. */
const START_LIMIT = 60_000;
const STOP_LIMIT = 20_000;

/**
 * Starts an engine of one's own from unpacked packages: nothing of it outlives `stop`, and it has no network. What runs left
 * behind that were killed is cleared away first. Rejects with a reason for people.
 * @param {string} root the folder with the packages
 */
export async function startOwnEngine(root) {
  await clearStale();
  const home = path.join(RUNS, String(process.pid));
  await mkdir(home, { recursive: true, mode: 0o700 });
  const onExit = () => {
    killNow(home);
  };
  process.once('exit', onExit);
  const stop = async () => {
    process.off('exit', onExit);
    await stopEngine(home);
  };
  try {
    await start(root, home);
    await giveBusybox(clientEnv(root, home), root);
  } catch (error) {
    await stop();
    throw error;
  }
  return { env: clientEnv(root, home), busybox: root, stop };
}

async function start(root, home) {
  const plugins = path.join(home, 'cli', 'cli-plugins');
  await mkdir(plugins, { recursive: true });
  await copyFile(
    path.join(root, 'usr/libexec/docker/cli-plugins/docker-buildx'),
    path.join(plugins, 'docker-buildx'),
  );
  const logFile = path.join(home, 'log');
  const log = await open(logFile, 'w');
  const data = path.join(home, 'data');
  await mkdir(data);
  // Nothing may leave the cache while a test asks what is in it. A file of its own also keeps the machine's from being read.
  await writeFile(configOf(home), JSON.stringify({ builder: { gc: { enabled: false } } }));
  // In a mount namespace of its own: whatever is mounted is gone with it, even after a kill. Its data are in memory, since
  // it waits for the disk after every step; they are a few hundred megabytes, and where that can't be, the disk will do.
  const script = 'mount -t tmpfs -o mode=0711,size=4g tmpfs "$0" || true; exec "$@"';
  const command = ['sh', '-c', script, data, ...daemon(root, home, data)];
  const child = spawn('unshare', ['--mount', '--propagation', 'private', ...command], {
    cwd: home,
    env: { ...process.env, ...paths(root) },
    stdio: ['ignore', log.fd, log.fd],
    detached: true,
  });
  let ended;
  child.once('error', (error) => {
    ended = error.message;
  });
  child.once('exit', (code, signal) => {
    ended = `it ended with ${code ?? signal}`;
  });
  child.unref();
  await log.close();
  const limit = Date.now() + START_LIMIT;
  while (!(await readFile(logFile, 'utf8')).includes('API listen on')) {
    if (ended !== undefined || Date.now() > limit) {
      throw new Error(`it can't be started: ${await reasonIn(logFile, ended)}`);
    }
    await sleep(100);
  }
}

function daemon(root, home, data) {
  return [
    path.join(root, 'usr/sbin/dockerd'),
    ...['--config-file', configOf(home)],
    // Steps run without network, so that the machine's own stays untouched.
    ...['--iptables=false', '--ip6tables=false', '--bridge=none'],
    ...['--data-root', data],
    ...['--exec-root', path.join(home, 'exec')],
    ...['--pidfile', path.join(home, 'pid')],
    ...['--host', socketOf(home)],
  ];
}

function configOf(home) {
  return path.join(home, 'daemon.json');
}

function socketOf(home) {
  return `unix://${path.join(home, 'docker.sock')}`;
}

function paths(root) {
  const bins = ['usr/sbin', 'usr/bin'].map((folder) => path.join(root, folder));
  const libraries = ['x86_64-linux-gnu', 'aarch64-linux-gnu'].map((name) => path.join(root, 'usr/lib', name));
  return {
    PATH: [...bins, process.env.PATH].join(path.delimiter),
    LD_LIBRARY_PATH: libraries.filter(existsSync).join(path.delimiter),
  };
}

function clientEnv(root, home) {
  return {
    PATH: paths(root).PATH,
    DOCKER_HOST: socketOf(home),
    DOCKER_CONFIG: path.join(home, 'cli'),
    DOCKER_CONTEXT: '',
    BUILDX_BUILDER: 'default',
  };
}

async function reasonIn(logFile, ended) {
  const lines = (await readFile(logFile, 'utf8')).trim().split('\n');
  const said = lines.reverse().find((line) => /level=(error|fatal)|failed|error/i.test(line)) ?? lines[0];
  return [ended, said].filter((part) => part !== undefined && part !== '').join(': ');
}

async function stopEngine(home) {
  const pid = engineOf(home);
  if (pid !== undefined) {
    send(pid, 'SIGTERM');
    const limit = Date.now() + STOP_LIMIT;
    while (engineOf(home) !== undefined && Date.now() < limit) {
      await sleep(50);
    }
  }
  killNow(home);
  await rm(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}

/** For the last moment, when nothing can be waited for. The pid files are its own and its containerd's. */
function killNow(home) {
  for (const file of ['pid', 'exec/containerd/containerd.pid']) {
    const pid = processOf(path.join(home, file), home);
    if (pid !== undefined) {
      send(pid, 'SIGKILL');
    }
  }
  try {
    rmSync(home, { recursive: true, force: true });
  } catch {
    // What a dying process still holds is cleared away by the next run.
  }
}

function engineOf(home) {
  return processOf(path.join(home, 'pid'), home);
}

/** The process that a pid file names, if it is one that was started for this folder: ids are given again. */
function processOf(pidFile, home) {
  try {
    const pid = Number(readFileSync(pidFile, 'utf8'));
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    return pid > 1 && command.includes(home) ? pid : undefined;
  } catch {
    return undefined;
  }
}

async function clearStale() {
  const names = await readdir(RUNS).catch(() => []);
  for (const name of names.filter((one) => /^\d+$/.test(one) && !isAlive(Number(one)))) {
    await stopEngine(path.join(RUNS, name));
  }
}

function isAlive(pid) {
  return send(pid, 0);
}

function send(pid, signal) {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}
