import { spawn } from 'node:child_process';
import { access, mkdir, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import { URL, fileURLToPath } from 'node:url';

/** The project's folder. */
export const PROJECT = fileURLToPath(new URL('../../../', import.meta.url));

/** Where downloads for tests live: git-ignored, shared by all runs, safe to delete. */
export const DOWNLOADS = path.join(PROJECT, '.vscode-test');

const ATTEMPTS = 3;

/**
 * The folder of a download, made on first use. `fill` works in a folder of its own that is renamed into place only when
 * all of it is there: a half-finished download is never used, and two runs at once do not meet.
 * @param {string} name the folder's name, with a version that changes whenever the contents would
 * @param {(folder: string) => Promise<void>} fill
 * @returns {Promise<string>} the folder's path
 */
export async function ensureDownload(name, fill) {
  const folder = path.join(DOWNLOADS, name);
  if (await exists(folder)) {
    return folder;
  }
  process.stdout.write(`Fetching ${name} into ${path.relative(PROJECT, DOWNLOADS)}/ (once)\n`);
  await mkdir(DOWNLOADS, { recursive: true });
  await removeLeftovers();
  const partial = `${folder}.partial-${process.pid}`;
  for (let attempt = 1; ; attempt++) {
    try {
      await rm(partial, { recursive: true, force: true });
      await mkdir(partial);
      await fill(partial);
      break;
    } catch (error) {
      if (attempt === ATTEMPTS) {
        await rm(partial, { recursive: true, force: true });
        throw new Error(`Could not fetch ${name}: ${error.message}`, { cause: error });
      }
      await delay(attempt * 3000);
    }
  }
  try {
    await rename(partial, folder);
  } catch (error) {
    // Another run was quicker; its copy is as good.
    await rm(partial, { recursive: true, force: true });
    if (!(await exists(folder))) {
      throw error;
    }
  }
  return folder;
}

/**
 * Installs packages without running their scripts.
 * @param {string} folder where `npm install` runs
 * @param {string[]} args further arguments: package specs, `--omit=dev`
 */
export async function npmInstall(folder, args) {
  const settings = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  await run(npmCommand(), ['install', '--prefix', folder, ...settings, ...args], folder);
}

/**
 * @param {string} file
 * @returns {Promise<boolean>} whether there is such a file or folder
 */
export async function exists(file) {
  try {
    await access(file);
    return true;
  } catch {
    return false;
  }
}

/** Runs a command quietly; its output is part of the error if it fails. */
function run(command, args, cwd) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, shell: process.platform === 'win32' });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) {
        resolve();
      } else {
        reject(new Error(`${command} ${args.join(' ')} exited with ${code}:\n${output}`));
      }
    });
  });
}

function npmCommand() {
  return process.platform === 'win32' ? 'npm.cmd' : 'npm';
}

/** Folders of runs that were killed: their process is gone, and nobody will finish them. */
async function removeLeftovers() {
  for (const name of await readdir(DOWNLOADS)) {
    const pid = /\.partial-(\d+)$/.exec(name)?.[1];
    if (pid !== undefined && !isRunning(Number(pid))) {
      await rm(path.join(DOWNLOADS, name), { recursive: true, force: true });
    }
  }
}

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
