import { constants } from 'node:fs';
import { access, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import process from 'node:process';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import { chromium } from 'playwright-core';
import { ensureDownload, npmInstall } from './install.mjs';

const PACKAGE = '@sparticuz/chromium@131.0.1';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];

const MAC_APPS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
];

/** What the workbench needs and a test does not: no updates, no account, nothing that calls home. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-dev-shm-usage',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Starts a headless Chromium: the one that `CHROME_PATH` names, else one of this machine, else one from npm.
 * @param {string} home an empty folder that it may write to
 * @returns {Promise<import('playwright-core').Browser>}
 */
export async function launchChromium(home) {
  const { executablePath, env } = await findChromium(home);
  return chromium.launch({
    executablePath,
    args: FLAGS,
    env: { ...process.env, ...env, HOME: home, XDG_CONFIG_HOME: home, XDG_CACHE_HOME: home },
  });
}

async function findChromium(home) {
  const named = process.env['CHROME_PATH'];
  if (named) {
    return { executablePath: named, env: {} };
  }
  const folders = (process.env['PATH'] ?? '').split(path.delimiter).filter((folder) => folder !== '');
  const onPath = folders.flatMap((folder) => NAMES.map((name) => path.join(folder, name)));
  for (const candidate of [...onPath, ...(process.platform === 'darwin' ? MAC_APPS : [])]) {
    if (await isExecutable(candidate)) {
      return { executablePath: candidate, env: {} };
    }
  }
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('No Chromium found. Install one, or name it in CHROME_PATH.');
  }
  return chromiumFromNpm(home);
}

/** Chromium for Linux x64 with the libraries and a font that a bare Debian lacks. */
async function chromiumFromNpm(home) {
  const folder = await ensureDownload('chromium-131.0.1', async (target) => {
    const staging = path.join(target, 'package');
    await mkdir(staging);
    await npmInstall(staging, [PACKAGE]);
    const bin = path.join(staging, 'node_modules', '@sparticuz', 'chromium', 'bin');
    await writeFile(path.join(target, 'chromium'), await decompressed(bin, 'chromium.br'), { mode: 0o755 });
    const { extract } = createRequire(path.join(bin, 'index.js'))('tar-fs');
    for (const archive of ['al2023.tar.br', 'fonts.tar.br']) {
      await pipeline(Readable.from([await decompressed(bin, archive)]), extract(target));
    }
    await rm(staging, { recursive: true });
  });
  const fonts = path.join(home, 'fonts.conf');
  await writeFile(fonts, fontSettings(path.join(folder, 'fonts'), home));
  const libraries = [path.join(folder, 'lib'), process.env['LD_LIBRARY_PATH']].filter(Boolean).join(':');
  return {
    executablePath: path.join(folder, 'chromium'),
    env: { LD_LIBRARY_PATH: libraries, FONTCONFIG_FILE: fonts },
  };
}

async function decompressed(folder, name) {
  return promisify(brotliDecompress)(await readFile(path.join(folder, name)));
}

/** The machine's fonts, if it has any, and the one that came along: without any font Chromium draws nothing. */
function fontSettings(folder, cache) {
  return [
    '<?xml version="1.0"?>',
    '<!DOCTYPE fontconfig SYSTEM "fonts.dtd">',
    '<fontconfig>',
    '  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>',
    `  <dir>${folder}</dir>`,
    `  <cachedir>${path.join(cache, 'fontconfig')}</cachedir>`,
    '</fontconfig>',
    '',
  ].join('\n');
}

async function isExecutable(file) {
  try {
    await access(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
