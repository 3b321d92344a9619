import { execFile } from 'node:child_process';
import { appendFile, cp, mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { inWorkbench } from '../test/e2e/host/in-workbench.mjs';
import { PROJECT } from '../test/e2e/host/install.mjs';
import { newWorkbenchPage, openFile } from '../test/e2e/host/page.mjs';
import { aliasOf } from '../test/e2e/host/workbench.mjs';
import { engineEnv, startEngine } from './engine.mjs';
import { runNode } from './run-node.mjs';

/**
 * Takes the pictures of docs/images/ from the examples, in the workbench that `npm start` serves. Each waits until what
 * it is about is on the screen, so a picture that cannot be taken is an error and not a wrong picture.
 */
const run = promisify(execFile);
const IMAGES = path.join(PROJECT, 'docs', 'images');
const VIEWPORT = { width: 1200, height: 560 };
const LIMIT = 180_000;

const SETTINGS = {
  'workbench.colorTheme': 'Default Dark Modern',
  'workbench.activityBar.location': 'hidden',
  'workbench.layoutControl.enabled': false,
  'window.commandCenter': false,
  'editor.minimap.enabled': false,
  'editor.fontSize': 15,
  'editor.codeLensFontSize': 13,
  'editor.renderLineHighlight': 'none',
  'editor.occurrencesHighlight': 'off',
  'editor.scrollBeyondLastLine': false,
};

/** Some people work in the light. */
const LIGHT = { ...SETTINGS, 'workbench.colorTheme': 'Default Light Modern' };

const EXAMPLE = path.join('node-copy-first', 'Dockerfile');

/** What is shown: keys and clicks that lead there, then the picture's name. */
const PICTURES = [
  {
    name: 'annotations',
    async prepare(page) {
      await page.keyboard.press('ControlOrMeta+Shift+M');
      await page.locator('.markers-panel .monaco-list-row', { hasText: 'strata' }).first().waitFor();
    },
    async undo(page) {
      await page.keyboard.press('ControlOrMeta+Shift+M');
    },
  },
  {
    name: 'hover-expose',
    async prepare(page) {
      await page.locator('.view-line span span', { hasText: 'EXPOSE' }).first().hover();
      await page.locator('.monaco-hover', { hasText: 'publish' }).first().waitFor();
    },
    async undo(page) {
      await page.mouse.move(0, 0);
    },
  },
  {
    name: 'what-if',
    async prepare(page) {
      await page.locator('.codelens-decoration a', { hasText: 'reruns' }).first().click();
      await page.locator('.statusbar-item', { hasText: 'steps run again' }).first().waitFor();
    },
    async undo(page) {
      await page.keyboard.press('Escape');
      await page.keyboard.press('Control+End');
    },
  },
  {
    name: 'quick-fix',
    async prepare(page) {
      await page.locator('.view-line', { hasText: 'COPY . .' }).first().click();
      await page.keyboard.press('ControlOrMeta+.');
      await page.locator('.action-widget .monaco-list-row').first().waitFor();
    },
    async undo(page) {
      await page.keyboard.press('Escape');
    },
  },
  {
    name: 'preview',
    async prepare(page) {
      await page.locator('.view-line', { hasText: 'COPY . .' }).first().click();
      await page.keyboard.press('ControlOrMeta+.');
      await page.locator('.action-widget .monaco-list-row').first().waitFor();
      await page.keyboard.press('ControlOrMeta+Enter');
      await page.locator('.panel .monaco-list-row', { hasText: 'RUN npm ci' }).last().hover();
      await page.locator('.workbench-hover', { hasText: 'would have run' }).first().waitFor();
    },
    async undo(page) {
      await page.locator('.panel .monaco-button', { hasText: 'Discard' }).click();
    },
  },
  {
    name: 'layer-stack',
    async prepare(page) {
      await page.locator('.view-line', { hasText: 'RUN npm ci' }).first().click();
      await page.locator('.editor-actions a[aria-label^="Show Layer Stack"]').first().click();
      const stack = page.frameLocator('iframe.webview').frameLocator('iframe');
      await stack.locator('.row.layer.selected').first().waitFor();
    },
    async undo(page) {
      await page.keyboard.press('Escape');
    },
  },
  {
    name: 'ports',
    async prepare(page, folder) {
      await openFile(page, path.join(folder, 'ports-story', 'Dockerfile'), 'Enter');
      // Opened at once, the second editor now and then keeps the lenses of the first from being drawn.
      await page.locator('.codelens-decoration', { hasText: 'Compose web publishes' }).waitFor();
      await openFile(page, path.join(folder, 'ports-story', 'compose.yaml'), 'ControlOrMeta+Enter');
      const [left, right] = [0, 1].map((index) => page.locator('.editor-group-container').nth(index));
      await left.locator('.squiggly-warning').first().waitFor();
      await right.locator('.squiggly-warning').first().waitFor();
      await right.locator('.view-line span span', { hasText: '8000:80' }).first().hover();
      await page.locator('.monaco-hover', { hasText: 'strata' }).first().waitFor();
    },
    async undo(page) {
      await page.mouse.move(0, 0);
    },
  },
];

const SITE = path.join('busybox-site', 'Dockerfile');

/** The same with a Docker engine: in a window of their own, one after the other. */
const ENGINE_PICTURES = [
  {
    name: 'compare',
    async prepare(page) {
      await page.keyboard.press('F1');
      await page.locator('.quick-input-widget input:focus').waitFor();
      await page.keyboard.type('Strata: Compare with');
      await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Compare' }).first().waitFor();
      await page.keyboard.press('Enter');
      await page.locator('.quick-input-title', { hasText: 'Compare' }).waitFor();
      await page.keyboard.press('Enter');
      await page.locator('.codelens-decoration', { hasText: '24 MB' }).first().waitFor();
      await page.locator('.notification-list-item').first().waitFor();
    },
    async undo(page) {
      await page.keyboard.press('Escape');
      await page.locator('.notification-list-item').waitFor({ state: 'detached' });
    },
  },
  {
    name: 'live-build',
    async prepare(page) {
      await page
        .locator('.codelens-decoration a', { hasText: /^Build$/ })
        .first()
        .click();
      await page.locator('.codelens-decoration', { hasText: 'running 2 s' }).first().waitFor();
    },
    async undo(page) {
      await page.locator('.codelens-decoration', { hasText: '24 MB' }).first().waitFor();
      await page.locator('.notification-list-item').waitFor({ state: 'detached' });
    },
  },
  {
    name: 'layer-stack-light',
    async prepare(page) {
      await page.locator('.editor-actions a[aria-label^="Show Layer Stack"]').first().click();
      const stack = page.frameLocator('iframe.webview').frameLocator('iframe');
      await stack.locator('.row.layer').first().waitFor();
    },
    undo: () => undefined,
  },
];

await runNode(['esbuild.config.mjs']);
const home = await mkdtemp(path.join(tmpdir(), 'strata-screenshots-'));
try {
  await takePictures();
} finally {
  await rm(home, { recursive: true, force: true, maxRetries: 5 });
}

async function takePictures() {
  const folder = path.join(home, 'examples');
  await cp(path.join(PROJECT, 'examples'), folder, { recursive: true });
  await giveHistory(path.join(folder, path.dirname(EXAMPLE)));
  await mkdir(IMAGES, { recursive: true });
  const alias = await aliasOf(home, PROJECT);
  await inWorkbench({ home, settings: SETTINGS }, async (browser, workbench) => {
    const opened = { folder, openFile: path.join(folder, EXAMPLE), extensionDevelopmentPath: alias };
    const page = await openWindow(browser, workbench.address(opened));
    await page.locator('.squiggly-warning').first().waitFor();
    await page.locator('.codelens-decoration', { hasText: 'of the last' }).first().waitFor();
    await takeAll(page, PICTURES, folder);
  });
  const { engine, why } = await startEngine();
  if (engine === undefined) {
    process.stdout.write(`Without the pictures of builds: ${why}\n`);
    return;
  }
  try {
    await inWorkbench({ home, settings: LIGHT, env: engineEnv(engine) }, async (browser, workbench) => {
      // The one that is compared with; only its name tells it from what is built later, nothing of which is cached.
      const site = path.dirname(path.join(folder, SITE));
      await run('docker', ['buildx', 'build', '--quiet', '--tag', 'site:v1', site], {
        env: { ...process.env, ...engineEnv(engine) },
      });
      await appendFile(path.join(site, 'render.sh'), '\n');
      const opened = { folder, openFile: path.join(folder, SITE), extensionDevelopmentPath: alias };
      const page = await openWindow(browser, workbench.address(opened));
      await takeAll(page, ENGINE_PICTURES, folder);
    });
  } finally {
    await engine.stop();
  }
}

/** A repository in which the sources change more often than the manifest, as they do. */
async function giveHistory(folder) {
  const git = (...args) =>
    run('git', ['-c', 'user.name=strata', '-c', 'user.email=strata@example.com', ...args], {
      cwd: folder,
    });
  await git('init', '--quiet');
  await git('add', '--all');
  await git('commit', '--quiet', '--message', 'Begin');
  for (const [file, times] of [
    ['package.json', 2],
    ['src/server.js', 17],
  ]) {
    for (let i = 0; i < times; i++) {
      await appendFile(path.join(folder, file), '\n');
      await git('commit', '--quiet', '--all', '--message', `Change ${file}`);
    }
  }
}

/** A window that shows a Dockerfile with its lenses, and nothing beside it. */
async function openWindow(browser, address) {
  const page = await newWorkbenchPage(browser, address, VIEWPORT);
  await page.goto(address);
  await page.locator('.codelens-decoration', { hasText: 'Layer 2' }).first().waitFor();
  // Extensions bring theme and icons, and may do so after the lenses.
  await page.locator('.monaco-workbench.vs-dark, .monaco-workbench.vs').first().waitFor();
  await page
    .locator('.tab .file-icon.dockerfile-lang-file-icon, .tab .docker-lang-file-icon')
    .first()
    .waitFor();
  await page.keyboard.press('ControlOrMeta+B');
  await page.locator('.part.sidebar').waitFor({ state: 'hidden' });
  // Away from the words, which the editor would highlight.
  await page.keyboard.press('Control+End');
  return page;
}

async function takeAll(page, pictures, folder) {
  for (const { name, prepare, undo } of pictures) {
    await prepare(page, folder);
    const file = path.join(IMAGES, `${name}.png`);
    await page.screenshot({ path: file, animations: 'disabled', caret: 'hide' });
    const { size } = await stat(file);
    process.stdout.write(`${path.relative(PROJECT, file)}: ${size} bytes\n`);
    if (size > LIMIT) {
      throw new Error(`${name}.png has ${size} bytes; at most ${LIMIT} are allowed.`);
    }
    await undo(page);
  }
}
