#!/usr/bin/env node
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { clearTimeout, setTimeout } from 'node:timers';
import { parseArgs } from 'node:util';
import { startBridge } from './bridge.mjs';
import { launchChromium } from './chromium.mjs';
import { DOWNLOADS } from './install.mjs';
import { newWorkbenchPage, pageActions } from './page.mjs';
import { installExtension, startWorkbench } from './workbench.mjs';

/**
 * Stands in for VS Code's executable: it takes the same arguments and does the same with a VS Code made of npm packages.
 * `--install-extension X.vsix` installs and ends; otherwise the tests of `--extensionTestsPath` run, and their result is
 * the exit code. Every other argument of a desktop VS Code is accepted and has no meaning here.
 */
const TIME_LIMIT_MS = Number(process.env['STRATA_E2E_TIMEOUT'] ?? 600) * 1000;

const { values, positionals } = parseArgs({
  strict: false,
  options: {
    extensionDevelopmentPath: { type: 'string' },
    extensionTestsPath: { type: 'string' },
    'extensions-dir': { type: 'string' },
    'user-data-dir': { type: 'string' },
    'install-extension': { type: 'string' },
  },
});
const home = await mkdtemp(path.join(tmpdir(), 'strata-host-'));
try {
  const options = { home, userDataDir: values['user-data-dir'], extensionsDir: values['extensions-dir'] };
  if (values['install-extension'] === undefined) {
    process.exitCode = await runTests(options);
  } else {
    await installExtension({ ...options, vsix: values['install-extension'] });
  }
} finally {
  await rm(home, { recursive: true, force: true, maxRetries: 5 });
}
// A browser or a server that lingers must not keep the tests from ending.
process.exit();

/** Errors, but for those of native modules that this VS Code is without and does not need. */
function isTelling(entry) {
  return entry.startsWith('error') && !/spdlog|watchdog|ripgrep|open-vsx|Service Worker/.test(entry);
}

async function runTests(options) {
  const log = [];
  let reported = false;
  let finish;
  const finished = new Promise((resolve) => {
    finish = resolve;
  });
  let actions;
  const bridge = await startBridge((action, body) => {
    if (action === 'print') {
      reported = true;
      process.stdout.write(`${body.text}\n`);
      return Promise.resolve();
    }
    if (actions === undefined || !Object.hasOwn(actions, action)) {
      throw new Error(`The bridge has no action ${action}.`);
    }
    return actions[action](body);
  });
  const workbench = await startWorkbench({ ...options, env: { STRATA_E2E_BRIDGE: bridge.address } });
  const browser = await launchChromium(options.home);
  try {
    const address = workbench.address({
      folder: positionals[0],
      extensionDevelopmentPath: values.extensionDevelopmentPath,
      extensionTestsPath: values.extensionTestsPath,
    });
    const page = await newWorkbenchPage(browser, address);
    actions = pageActions(page);
    await page.exposeFunction('codeAutomationLog', (type, args) => {
      log.push(
        `${type}: ${args.map((arg) => (typeof arg === 'string' ? arg : JSON.stringify(arg))).join(' ')}`,
      );
    });
    await page.exposeFunction('codeAutomationExit', (code) => {
      finish({ code });
    });
    page.on('crash', () => finish({ code: 1, problem: 'The browser page crashed.' }));
    void workbench.exited.then((code) =>
      finish({ code: 1, problem: `The VS Code server ended with ${code}.` }),
    );
    const limit = setTimeout(finish, TIME_LIMIT_MS, { code: 1, problem: 'The tests did not end in time.' });
    await page.goto(address);
    const { code, problem } = await finished;
    clearTimeout(limit);
    if (problem !== undefined) {
      process.stderr.write(`${problem} ${await actions.screenshot({ name: 'problem' })}\n`);
    }
    if (code !== 0) {
      const file = path.join(DOWNLOADS, 'workbench.log');
      await writeFile(file, `${log.join('\n')}\n`);
      process.stderr.write(`The workbench's log: ${file}\n`);
      if (!reported) {
        process.stderr.write(`${log.filter(isTelling).join('\n')}\n`);
      }
    }
    return code;
  } finally {
    await browser.close();
    await workbench.stop();
    bridge.close();
  }
}
