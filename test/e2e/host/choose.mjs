import { realpath } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { URL, fileURLToPath } from 'node:url';
import { downloadAndUnzipVSCode, SilentReporter } from '@vscode/test-electron';
import { DOWNLOADS, exists } from './install.mjs';

const UPDATE_SERVICE = 'https://update.code.visualstudio.com/api/releases/stable';

/**
 * Which VS Code to use. `STRATA_VSCODE` decides: a path names an executable, `npm` the one made of npm packages. Without
 * it a desktop VS Code where one can be shown and is installed or can be downloaded, else the one of npm packages.
 * `STRATA_VSCODE_VERSION` (`1.91.0`, `stable`) says which one is downloaded; nothing else is taken for it.
 * @param {{ download: boolean }} options whether to download a desktop VS Code
 * @returns {Promise<{ kind: 'desktop' | 'npm', executable: string, why: string }>}
 */
export async function chooseVSCode({ download }) {
  const named = process.env['STRATA_VSCODE'];
  if (named === 'npm') {
    return npmHost('STRATA_VSCODE asks for it');
  }
  if (named) {
    if (!(await exists(named))) {
      throw new Error(`STRATA_VSCODE names ${named}, which does not exist.`);
    }
    return { kind: 'desktop', executable: named, why: 'named by STRATA_VSCODE' };
  }
  const version = process.env['STRATA_VSCODE_VERSION'] || undefined;
  const otherwise = (why) => {
    if (version !== undefined) {
      throw new Error(`STRATA_VSCODE_VERSION wants VS Code ${version}, but ${why}.`);
    }
    return npmHost(why);
  };
  if (!hasDisplay()) {
    return otherwise('there is no display');
  }
  const installed = version === undefined ? await installedVSCode() : undefined;
  if (installed !== undefined) {
    return { kind: 'desktop', executable: installed, why: 'installed on this machine' };
  }
  if (!download) {
    return otherwise('no desktop VS Code is installed');
  }
  if (!(await answers(UPDATE_SERVICE))) {
    return otherwise("VS Code's update service cannot be reached");
  }
  try {
    const executable = await downloadAndUnzipVSCode({
      version: version ?? 'stable',
      cachePath: DOWNLOADS,
      timeout: 15_000,
      reporter: new SilentReporter(),
    });
    return { kind: 'desktop', executable, why: `downloaded, ${version ?? 'stable'}` };
  } catch (error) {
    return otherwise(`downloading it failed: ${error.message}`);
  }
}

function npmHost(why) {
  const executable = fileURLToPath(new URL('launcher.mjs', import.meta.url));
  return { kind: 'npm', executable, why };
}

function hasDisplay() {
  return process.platform !== 'linux' || Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']);
}

/** The executable behind the `code` on the path. `code` itself is a script that does not wait for the tests. */
async function installedVSCode() {
  for (const folder of (process.env['PATH'] ?? '').split(path.delimiter)) {
    const script = path.join(folder, process.platform === 'win32' ? 'code.cmd' : 'code');
    if (folder === '' || !(await exists(script))) {
      continue;
    }
    const bin = path.dirname(await realpath(script));
    const executable = path.join(
      bin,
      { win32: '../Code.exe', darwin: '../../../MacOS/Electron' }[process.platform] ?? '../code',
    );
    if (await exists(executable)) {
      return executable;
    }
  }
  return undefined;
}

async function answers(address) {
  try {
    const response = await globalThis.fetch(address, { signal: globalThis.AbortSignal.timeout(5000) });
    return response.ok;
  } catch {
    return false;
  }
}
