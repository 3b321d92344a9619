import { spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { URL, fileURLToPath } from 'node:url';
import { resolveCliArgsFromVSCodeExecutablePath, runTests } from '@vscode/test-electron';
import { chooseVSCode } from './host/choose.mjs';
import { PROJECT } from './host/install.mjs';
import { writeSettings } from './host/settings.mjs';

const FIXTURES = fileURLToPath(new URL('fixtures', import.meta.url));

/**
 * The suites that run in a VS Code. `development` loads the project as it is; `packaged` installs a .vsix as a user does
 * and loads an empty extension beside it, because VS Code runs tests only where some extension is under development.
 */
const SUITES = {
  development: { tests: 'dist/test/e2e/index.cjs', extension: PROJECT },
  packaged: { tests: 'dist/test/e2e/packaged.cjs', extension: path.join(FIXTURES, 'bystander') },
};

/**
 * Runs one suite in a VS Code with fresh settings, on a copy of the fixtures and examples.
 * @param {{ suite: 'development' | 'packaged', vsix?: string, env?: Record<string, string> }} options `env` is seen by extensions
 * @returns {Promise<{ passed: number, failed: number }>} one failure when VS Code ended without a result
 */
export async function runInVSCode({ suite, vsix, env = {} }) {
  const { kind, executable, why } = await chooseVSCode({ download: true });
  process.stdout.write(
    kind === 'npm'
      ? `VS Code: made of npm packages, in a headless Chromium (${why})\n`
      : `VS Code: ${executable} (${why})\n`,
  );
  // The real path: macOS has its temporary folder behind a link, and VS Code reports files by their real path.
  const home = await realpath(await mkdtemp(path.join(tmpdir(), 'strata-e2e-')));
  try {
    const userDataDir = path.join(home, 'user-data');
    const extensionsDir = path.join(home, 'extensions');
    const results = path.join(home, 'results.json');
    await mkdir(extensionsDir);
    await writeSettings(userDataDir);
    const folders = [`--extensions-dir=${extensionsDir}`, `--user-data-dir=${userDataDir}`];
    if (vsix !== undefined) {
      await install(kind, executable, [...folders, `--install-extension=${vsix}`]);
    }
    const { tests, extension } = SUITES[suite];
    try {
      await runTests({
        vscodeExecutablePath: executable,
        extensionDevelopmentPath: extension,
        extensionTestsPath: path.join(PROJECT, tests),
        launchArgs: [await makeWorkspace(home), ...folders],
        extensionTestsEnv: {
          ...env,
          STRATA_E2E_RESULTS: results,
          STRATA_E2E_EXTENSIONS: extensionsDir,
          STRATA_E2E_USER_DATA: userDataDir,
        },
      });
    } catch (error) {
      process.stderr.write(`${error.message}\n`);
    }
    return await readResults(results);
  } finally {
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** A folder as a user has it: the examples and the fixtures, outside of any git repository. */
async function makeWorkspace(home) {
  const workspace = path.join(home, 'workspace');
  await cp(path.join(FIXTURES, 'workspace'), workspace, { recursive: true });
  await cp(path.join(PROJECT, 'examples'), path.join(workspace, 'examples'), { recursive: true });
  return workspace;
}

async function install(kind, executable, args) {
  const [command, ...first] =
    kind === 'npm'
      ? [executable]
      : resolveCliArgsFromVSCodeExecutablePath(executable, { reuseMachineInstall: true });
  const child = spawn(command, [...first, ...args], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
  if (code !== 0) {
    throw new Error(`Installing the packaged extension failed with ${code}.`);
  }
}

async function readResults(file) {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    process.stderr.write('VS Code ended without a result.\n');
    return { passed: 0, failed: 1 };
  }
}
