import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { URL } from 'node:url';
import { DOWNLOADS } from './install.mjs';

/** Where screenshots of failed tests go. */
const SCREENSHOTS = path.join(DOWNLOADS, 'screenshots');

/**
 * Opens a page that the workbench can use as a person's browser: it may read and write the clipboard.
 * @param {import('playwright-core').Browser} browser
 * @param {string} address the workbench's address
 * @param {{ width: number, height: number }} [viewport] in CSS pixels
 */
export async function newWorkbenchPage(browser, address, viewport = { width: 1280, height: 800 }) {
  const context = await browser.newContext({ viewport });
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: new URL(address).origin });
  return context.newPage();
}

/**
 * What a test may ask of the page, by name. Each takes plain data and returns plain data; none waits for a condition,
 * that is the test's business. `find` is `{ selector, text? }`: the first visible match, with `text` inside it.
 * @param {import('playwright-core').Page} page
 */
export function pageActions(page) {
  const locate = ({ selector, text }) =>
    page
      .locator(selector, text === undefined ? {} : { hasText: text })
      .filter({ visible: true })
      .first();
  const boxesOf = (locator) =>
    locator.filter({ visible: true }).evaluateAll((elements) =>
      elements.map((element) => {
        const { x, y, width, height } = element.getBoundingClientRect();
        return { text: element.textContent.replaceAll('\u00a0', ' ').trim(), x, y, width, height };
      }),
    );
  return {
    /** The visible matches in document order: their text and place in CSS pixels. */
    boxes: ({ selector }) => boxesOf(page.locator(selector)),
    /** The same in the only webview, from its corner; nothing while that is being loaded. */
    webviewBoxes: ({ selector }) =>
      boxesOf(page.frameLocator('iframe.webview').frameLocator('iframe').locator(selector)).catch(() => []),
    click: (find) => locate(find).click({ timeout: 5000 }),
    hover: (find) => locate(find).hover({ timeout: 5000 }),
    press: ({ key }) => page.keyboard.press(key),
    type: ({ text, delay }) => page.keyboard.type(text, { delay }),
    /** Notes in every frame where the matches are, until `recorded` is called. */
    record: ({ selector }) => page.evaluate(startRecording, selector),
    /** What `record` saw: every different state in order, each a list of `text@y`. */
    recorded: () => page.evaluate(stopRecording),
    async screenshot({ name }) {
      await mkdir(SCREENSHOTS, { recursive: true });
      const file = path.join(SCREENSHOTS, `${name.replaceAll(/[^\w.-]+/g, '-')}.png`);
      await page.screenshot({ path: file });
      return file;
    },
  };
}

function startRecording(selector) {
  const { document, requestAnimationFrame } = globalThis;
  const recording = { states: [], running: true };
  globalThis.strataRecording = recording;
  const look = () => {
    const state = [...document.querySelectorAll(selector)].map((element) => {
      const text = element.textContent.replaceAll('\u00a0', ' ').trim();
      return `${text}@${Math.round(element.getBoundingClientRect().y)}`;
    });
    state.sort();
    const last = recording.states.at(-1);
    if (last === undefined || last.join('\n') !== state.join('\n')) {
      recording.states.push(state);
    }
    if (recording.running) {
      requestAnimationFrame(look);
    }
  };
  look();
}

function stopRecording() {
  globalThis.strataRecording.running = false;
  return globalThis.strataRecording.states;
}

/**
 * Opens a file by its path, in the box that Ctrl+P opens, and waits for its tab.
 * @param {import('playwright-core').Page} page
 * @param {string} name an absolute path
 * @param {string} key that takes the first row: Enter, or ControlOrMeta+Enter for an editor at the side
 */
export async function openFile(page, name, key) {
  await page.keyboard.press('ControlOrMeta+P');
  await page.locator('.quick-input-widget input:focus').waitFor();
  await page.keyboard.type(name);
  await page
    .locator('.quick-input-list .monaco-list-row', { hasText: path.basename(path.dirname(name)) })
    .filter({ hasText: path.basename(name) })
    .first()
    .waitFor();
  await page.keyboard.press(key);
  await page
    .locator('.tab.active', { hasText: path.basename(name) })
    .first()
    .waitFor();
}
