import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { URL } from 'node:url';
import { chooseVSCode } from '../test/e2e/host/choose.mjs';
import { PROJECT } from '../test/e2e/host/install.mjs';
import { writeSettings } from '../test/e2e/host/settings.mjs';
import { aliasOf, startWorkbench } from '../test/e2e/host/workbench.mjs';
import { runNode } from './run-node.mjs';

/**
 * Shows Strata at work: the layers of an example in this terminal, and the examples in VS Code with the extension loaded.
 * A desktop VS Code opens its window and this program ends; otherwise a workbench is served on a local address until
 * Ctrl-C. With `--once` or `STRATA_START_EXIT=1` it only checks that the address answers.
 */
const EXAMPLES = path.join(PROJECT, 'examples');
const EXAMPLE = path.join(EXAMPLES, 'node-copy-first', 'Dockerfile');

await runNode(['esbuild.config.mjs']);
await runNode(['dist/strata.cjs', 'layers', path.relative(PROJECT, EXAMPLE)]);
process.stdout.write('\n');

const { kind, executable } = await chooseVSCode({ download: false });
if (kind === 'desktop') {
  openDesktop(executable);
} else {
  await serveWorkbench({
    once: process.argv.includes('--once') || process.env['STRATA_START_EXIT'] === '1',
  });
}

function openDesktop(executable) {
  const args = ['--new-window', `--extensionDevelopmentPath=${PROJECT}`, EXAMPLES, '--goto', EXAMPLE];
  spawn(executable, args, { detached: true, stdio: 'ignore' }).unref();
  process.stdout.write('VS Code opens examples/ with Strata loaded.\n');
}

async function serveWorkbench({ once }) {
  const home = await mkdtemp(path.join(tmpdir(), 'strata-start-'));
  try {
    const userDataDir = path.join(home, 'user-data');
    const extensionsDir = path.join(home, 'extensions');
    await mkdir(extensionsDir);
    await writeSettings(userDataDir);
    const stopAsked = new Promise((resolve) => {
      process.once('SIGINT', resolve);
      process.once('SIGTERM', resolve);
    });
    const workbench = await startWorkbench({ home, userDataDir, extensionsDir });
    try {
      const address = workbench.address({
        folder: EXAMPLES,
        extensionDevelopmentPath: await aliasOf(home, PROJECT),
        openFile: EXAMPLE,
      });
      process.stdout.write(
        `VS Code ${workbench.version} with Strata loaded, on examples/:\n\n  ${address}\n\n`,
      );
      if (once) {
        await checkAnswers(address);
        process.stdout.write('The address answers.\n');
      } else {
        process.stdout.write('Open it in a browser. Ctrl-C stops it.\n');
        await Promise.race([stopAsked, workbench.exited]);
      }
    } finally {
      await workbench.stop();
    }
  } finally {
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Asks as a browser does: the first answer turns the token into a cookie. */
async function checkAnswers(address) {
  const first = await globalThis.fetch(address, { redirect: 'manual' });
  const location = first.headers.get('location');
  const [cookie = ''] = (first.headers.get('set-cookie') ?? '').split(';');
  const page =
    location === null ? first : await globalThis.fetch(new URL(location, address), { headers: { cookie } });
  const text = await page.text();
  if (!page.ok || !text.includes('workbench')) {
    throw new Error(`${address} answered ${page.status}.`);
  }
}
