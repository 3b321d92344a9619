import { mkdir, mkdtemp } from 'node:fs/promises';
import path from 'node:path';
import { launchChromium } from './chromium.mjs';
import { writeSettings } from './settings.mjs';
import { startWorkbench } from './workbench.mjs';

/**
 * Starts a workbench with fresh settings and a browser, hands both over, and ends them.
 * @template T
 * @param {{ home: string, settings?: Record<string, unknown>, env?: Record<string, string> }} options `home` is a folder in which another
 *   one is made for it; `env` is seen by extensions
 * @param {(browser: import('playwright-core').Browser, workbench: Awaited<ReturnType<typeof startWorkbench>>) => Promise<T>} use
 * @returns {Promise<T>}
 */
export async function inWorkbench({ home, settings = {}, env = {} }, use) {
  const own = await mkdtemp(path.join(home, 'workbench-'));
  const userDataDir = path.join(own, 'user-data');
  const extensionsDir = path.join(own, 'extensions');
  await mkdir(extensionsDir);
  await writeSettings(userDataDir, settings);
  const workbench = await startWorkbench({ home: own, userDataDir, extensionsDir, env });
  try {
    const browser = await launchChromium(own);
    const result = await use(browser, workbench);
    await browser.close();
    return result;
  } finally {
    await workbench.stop();
  }
}
