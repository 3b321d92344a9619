import { cp, mkdtemp, readFile, realpath, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { URL, fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { runNode } from '../scripts/run-node.mjs';
import { inWorkbench } from '../test/e2e/host/in-workbench.mjs';
import { newWorkbenchPage, openFile } from '../test/e2e/host/page.mjs';
import { aliasOf } from '../test/e2e/host/workbench.mjs';
import { record } from './results.mjs';
import { ratio, spread } from './statistics.mjs';

/**
 * How long VS Code's extension host is busy with activating Strata (loading its code and the call of `activate`), as _Show Running
 * Extensions_ tells it, beside VS Code's own JSON extension, which starts a language server too. Each round is a new window.
 * `--rounds N` sets how many. Sizes of the published programs are taken on the way.
 */
const PROJECT = fileURLToPath(new URL('..', import.meta.url));
const PROGRAMS = [
  'client.cjs',
  'client-main.cjs',
  'server.cjs',
  'server-main.cjs',
  'browser/client.cjs.js',
  'browser/server.js',
];
const ROWS = { strata: 'strata.strata-dockerfile', json: 'JSON Language Features' };
const args = process.argv.slice(2);
const rounds = args.includes('--rounds') ? Number(args[args.indexOf('--rounds') + 1]) : 7;

await runNode(['esbuild.config.mjs', '--production']);
const home = await realpath(await mkdtemp(path.join(tmpdir(), 'strata-activation-')));
try {
  const times = await inWorkbench({ home }, measure);
  await record('activation', {
    rounds,
    strata: spread(times.strata),
    json: spread(times.json),
    ratio: ratio(times.strata, times.json),
  });
  await record('programs', Object.fromEntries(await Promise.all(PROGRAMS.map(sizeOf))));
} finally {
  await rm(home, { recursive: true, force: true, maxRetries: 5 });
}

async function measure(browser, workbench) {
  const folder = path.join(home, 'examples');
  const example = path.join(folder, 'node-copy-first');
  await cp(path.join(PROJECT, 'examples', 'node-copy-first'), example, { recursive: true });
  const extensionDevelopmentPath = await aliasOf(home, PROJECT);
  const first = path.join(example, 'Dockerfile');
  const address = workbench.address({ folder, openFile: first, extensionDevelopmentPath });
  const times = { strata: [], json: [] };
  // The first window starts what later ones find running.
  for (let round = -1; round < rounds; round += 1) {
    const page = await newWorkbenchPage(browser, address, { width: 1200, height: 800 });
    await page.goto(address);
    await page.locator('.codelens-decoration', { hasText: 'Layer 2' }).first().waitFor();
    await openFile(page, path.join(example, 'package.json'), 'Enter');
    await page.keyboard.press('F1');
    await page.locator('.quick-input-widget input:focus').waitFor();
    await page.keyboard.type('Developer: Show Running Extensions');
    await page
      .locator('.quick-input-list .monaco-list-row', { hasText: 'Running Extensions' })
      .first()
      .waitFor();
    await page.keyboard.press('Enter');
    for (const [name, title] of Object.entries(ROWS)) {
      const time = await activationOf(page, title);
      if (round >= 0) {
        times[name].push(time);
      }
    }
    await page.close();
  }
  return times;
}

async function activationOf(page, title) {
  const row = page.locator('.runtime-extensions-editor .monaco-list-row', {
    hasText: title,
  });
  const time = row.locator('.activation-time', { hasText: 'ms' });
  await time.waitFor();
  return Number(/(\d+)\s*ms/.exec(await time.textContent())?.[1]);
}

/** In thousands of bytes, as it is and as a package holds it. */
async function sizeOf(program) {
  const file = path.join(PROJECT, 'dist', program);
  const [{ size }, content] = await Promise.all([stat(file), readFile(file)]);
  return [program, { kB: Math.round(size / 1000), packedKB: Math.round(gzipSync(content).length / 1000) }];
}
