import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { launchChromium } from '../test/e2e/host/chromium.mjs';
import { PROJECT } from '../test/e2e/host/install.mjs';

/** Draws icon.png (256 × 256, transparent corners) from docs/images/icon.svg. */
const home = await mkdtemp(path.join(tmpdir(), 'strata-icon-'));
try {
  const browser = await launchChromium(home);
  const page = await browser.newPage({ viewport: { width: 256, height: 256 } });
  const svg = await readFile(path.join(PROJECT, 'docs', 'images', 'icon.svg'), 'utf8');
  await page.setContent(`<body style="margin:0">${svg}</body>`);
  await page.screenshot({ path: path.join(PROJECT, 'icon.png'), omitBackground: true });
  await browser.close();
} finally {
  await rm(home, { recursive: true, force: true });
}
