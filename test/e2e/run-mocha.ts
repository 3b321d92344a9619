import { writeFileSync } from 'node:fs';
import type Mocha from 'mocha';
import * as vscode from 'vscode';
import { bridge } from './bridge.ts';

/**
 * Runs test modules in this extension host with mocha and leaves the counts in the file that `STRATA_E2E_RESULTS` names.
 * Rejects when a test failed: that is how VS Code's test runner learns of it.
 * @param load imports the test modules, which register their suites with mocha's globals
 */
export async function runMocha(load: () => Promise<unknown>): Promise<void> {
  const host = bridge === undefined ? 'desktop' : 'npm-made host';
  await print(`VS Code ${vscode.version} (${vscode.env.appName}, ${host})`);
  if (bridge === undefined) {
    await print('Nobody can look at this screen: tests of what is drawn ask the extension API instead.');
  }
  const { default: MochaClass } = await import('mocha');
  // The base reporter prints nothing: the listeners below do, in the terminal that runs the tests.
  const mocha = new MochaClass({
    ui: 'bdd',
    timeout: 120_000,
    reporter: MochaClass.reporters.Base,
    rootHooks: { afterEach: takePicture },
  });
  mocha.suite.emit('pre-require', globalThis as unknown as Mocha.MochaGlobals, '', mocha);
  await load();
  const stats = await new Promise<Mocha.Stats>((resolve) => {
    const runner = mocha.run(() => {
      const { stats } = runner;
      if (stats === undefined) {
        throw new Error('Mocha ran without counting.');
      }
      resolve(stats);
    });
    runner.on('suite', (suite) => {
      if (suite.title !== '') {
        void print(`  ${suite.title}`);
      }
    });
    runner.on('pass', (test) => void print(`    ✔ ${test.title} (${test.duration ?? 0} ms)`));
    runner.on('pending', (test) => void print(`    - ${test.title}`));
    runner.on('fail', (test, error: Error) => {
      void print(`    ✖ ${test.title}\n${error.stack ?? error.message}`);
    });
  });
  await printed;
  const results = { passed: stats.passes, failed: stats.failures };
  const file = process.env['STRATA_E2E_RESULTS'];
  if (file !== undefined) {
    writeFileSync(file, JSON.stringify(results));
  }
  if (results.failed > 0 || results.passed === 0) {
    throw new Error(`${results.passed} passed, ${results.failed} failed`);
  }
}

/** What the screen looked like when a test failed. */
async function takePicture(this: Mocha.Context): Promise<void> {
  if (this.currentTest?.state === 'failed' && bridge !== undefined) {
    await print(`      ${await bridge.screenshot(`failed ${this.currentTest.fullTitle()}`)}`);
  }
}

let printed = Promise.resolve();

/** Prints a line in the terminal that runs the tests; lines keep their order. */
function print(text: string): Promise<void> {
  if (bridge === undefined) {
    // eslint-disable-next-line no-console -- a desktop VS Code forwards the extension host's console to its own output.
    console.log(text);
  } else {
    const screen = bridge;
    printed = printed.then(() => screen.print(text));
  }
  return printed;
}
