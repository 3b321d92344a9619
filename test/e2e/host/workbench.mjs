import { randomBytes } from 'node:crypto';
import { readFile, symlink } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { startChild, stopChild } from './children.mjs';
import { ensureDownload, npmInstall } from './install.mjs';

/** VS Code 1.100.3 with its extension host, as a server: the newest one made for Node 20. */
const CODE_SERVER = 'code-server@4.100.3';

/** For machines whose Node is not 20. */
const NODE_VERSION = '20.20.2';

/**
 * Starts a VS Code server of npm packages on a free port of 127.0.0.1, protected by a token.
 * @param {{ home: string, userDataDir: string, extensionsDir: string, env?: Record<string, string> }} options
 *   `home` is an empty folder for what only the server needs; `env` is seen by extensions.
 * @returns {Promise<{ version: string, address: (options: AddressOptions) => string, stop: () => Promise<void>, exited: Promise<number | null> }>}
 *
 * @typedef {{ folder: string, openFile?: string, extensionDevelopmentPath?: string, extensionTestsPath?: string }} AddressOptions
 */
export async function startWorkbench({ home, userDataDir, extensionsDir, env = {} }) {
  const { node, folder, version } = await ensureWorkbench();
  const token = randomBytes(16).toString('hex');
  const args = [
    path.join('out', 'server-main.js'),
    ...['--host', '127.0.0.1', '--port', '0', '--connection-token', token, '--accept-server-license-terms'],
    ...['--user-data-dir', userDataDir, '--server-data-dir', path.join(home, 'server-data')],
    ...['--extensions-dir', extensionsDir, '--telemetry-level', 'off'],
  ];
  const child = startChild(node, args, {
    cwd: folder,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = new Promise((resolve) => {
    child.once('exit', resolve);
  });
  const port = await listeningPort(child);
  const authority = `127.0.0.1:${port}`;
  return {
    version,
    exited,
    stop: () => stopChild(child),
    address({ folder: opened, openFile, extensionDevelopmentPath, extensionTestsPath }) {
      const remote = (file) => `vscode-remote://${authority}${pathToFileURL(file).pathname}`;
      const payload = [['skipWelcome', 'true']];
      if (extensionDevelopmentPath !== undefined) {
        payload.push(['extensionDevelopmentPath', remote(extensionDevelopmentPath)]);
      }
      if (extensionTestsPath !== undefined) {
        payload.push(['extensionTestsPath', remote(extensionTestsPath)]);
      }
      if (openFile !== undefined) {
        payload.push(['openFile', remote(openFile)]);
      }
      const query = [
        ['tkn', token],
        ['folder', pathToFileURL(opened).pathname],
        ['payload', JSON.stringify(payload)],
      ];
      return `http://${authority}/?${query.map(([key, value]) => `${key}=${encodeURIComponent(value)}`).join('&')}`;
    },
  };
}

/**
 * Another path for a folder. Where the workbench itself lies below the extension under development, as `.vscode-test`
 * does, VS Code takes its own themes for those of the extension and shows one of them instead of the chosen one.
 * @param {string} home where the link is made
 * @param {string} folder
 */
export async function aliasOf(home, folder) {
  const alias = path.join(home, 'strata');
  await symlink(folder, alias, 'junction');
  return alias;
}

/**
 * Installs a packaged extension.
 * @param {{ home: string, extensionsDir: string, vsix: string }} options
 */
export async function installExtension({ home, extensionsDir, vsix }) {
  const { node, folder } = await ensureWorkbench();
  const child = startChild(
    node,
    [
      path.join('out', 'server-main.js'),
      ...['--accept-server-license-terms', '--server-data-dir', path.join(home, 'server-data')],
      ...['--extensions-dir', extensionsDir, '--install-extension', vsix, '--force'],
    ],
    { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const output = collect(child);
  const code = await new Promise((resolve) => {
    child.once('exit', resolve);
  });
  if (code !== 0 || !/successfully installed/.test(output.text)) {
    throw new Error(`Installing ${vsix} failed with ${code}:\n${output.text}`);
  }
}

/**
 * Fetches the VS Code of npm packages where it is not there yet.
 * @returns {Promise<{ node: string, folder: string, version: string }>} a Node that runs it, where it lies
 */
export async function ensureWorkbench() {
  const root = await ensureDownload(CODE_SERVER.replace('@', '-'), async (target) => {
    await npmInstall(target, [CODE_SERVER]);
    await npmInstall(path.join(target, 'node_modules', 'code-server', 'lib', 'vscode'), ['--omit=dev']);
  });
  const folder = path.join(root, 'node_modules', 'code-server', 'lib', 'vscode');
  const { version } = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8'));
  return { node: await ensureNode(), folder, version };
}

/** This Node where it is version 20, else one from npm. */
async function ensureNode() {
  if (process.versions.node.startsWith('20.')) {
    return process.execPath;
  }
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const name = `node-${platform}-${process.arch}`;
  const folder = await ensureDownload(`${name}-${NODE_VERSION}`, (target) =>
    npmInstall(target, [`${name}@${NODE_VERSION}`]),
  );
  return path.join(folder, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
}

/** The port that the server chose. Fails with the server's own words when it ends before it listens. */
function listeningPort(child) {
  return new Promise((resolve, reject) => {
    const output = collect(child, (text) => {
      const port = /Extension host agent listening on (\d+)/.exec(text)?.[1];
      if (port !== undefined) {
        resolve(Number(port));
      }
    });
    child.once('error', reject);
    child.once('exit', (code) => {
      reject(new Error(`The VS Code server ended with ${code}:\n${output.text}`));
    });
  });
}

/** Gathers what a process prints; it must be read even when nobody asks, or the process stops at a full pipe. */
function collect(child, onText) {
  const output = { text: '' };
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output.text += chunk;
      onText?.(output.text);
    });
  }
  return output;
}
