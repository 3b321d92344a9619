import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { clearTimeout, setTimeout } from 'node:timers';
import { launchChromium } from '../e2e/host/chromium.mjs';
import { PROJECT } from '../e2e/host/install.mjs';
import { newWorkbenchPage, pageActions } from '../e2e/host/page.mjs';
import { SETTINGS } from '../e2e/host/settings.mjs';
import { ensureWorkbench } from '../e2e/host/workbench.mjs';
import { serveWeb } from './serve.mjs';

const TIME_LIMIT_MS = 90_000;

/** What test/web/index.ts prints before the name of a check. */
const RESULT = /^(✔|✖) /;

/**
 * Runs test/web/index.ts in VS Code for the Web, in a headless Chromium.
 * @returns {Promise<{ passed: number, failed: number }>} one failure when it ended without a result
 */
export async function runInBrowser() {
  const { folder, version } = await ensureWorkbench();
  process.stdout.write(`VS Code for the Web ${version}, of npm packages, in a headless Chromium\n`);
  const home = await mkdtemp(path.join(tmpdir(), 'strata-web-'));
  let page;
  const web = await serveWeb({
    workbench: folder,
    extension: PROJECT,
    tests: 'dist/test/web/index.cjs',
    settings: SETTINGS,
    screen: () => page.locator('.codelens-decoration').allInnerTexts(),
  });
  const browser = await launchChromium(home);
  try {
    page = await newWorkbenchPage(browser, web.address);
    const log = [];
    const results = [];
    page.on('console', (message) => {
      log.push(message.text());
    });
    let finish;
    const finished = new Promise((resolve) => {
      finish = resolve;
    });
    await page.exposeFunction('codeAutomationLog', (_type, args) => {
      const [text] = args;
      if (typeof text === 'string' && RESULT.test(text)) {
        results.push(text);
        process.stdout.write(`    ${text}\n`);
      }
    });
    await page.exposeFunction('codeAutomationExit', finish);
    page.on('crash', () => finish('The browser page crashed.'));
    const limit = setTimeout(finish, TIME_LIMIT_MS, 'The tests did not end in time.');
    await page.goto(web.address);
    const code = await finished;
    clearTimeout(limit);
    const failed = results.filter((text) => text.startsWith('✖')).length;
    if (code !== 0 || failed > 0) {
      const picture = await pageActions(page).screenshot({ name: 'web' });
      process.stderr.write(`${String(code)} ${picture}\n${log.slice(-40).join('\n')}\n`);
    }
    return { passed: results.length - failed, failed: code === 0 ? failed : Math.max(failed, 1) };
  } finally {
    await browser.close();
    web.close();
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  }
}
