import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { URL, fileURLToPath } from 'node:url';
import { runInVSCode } from '../test/e2e/run.mjs';
import { runInNeovim } from '../test/neovim/run.mjs';
import { runInBrowser } from '../test/web/run.mjs';
import { engineEnv, startEngine } from './engine.mjs';
import { makeSmaller } from './make-smaller.mjs';
import { buildPackage } from './package.mjs';
import { runNode } from './run-node.mjs';

/**
 * Runs test suites one after another and ends with one line, `N passed, M failed`. Arguments name suites; none means
 * all. A suite that breaks before it can count is one failure, and so is a suite without tests, unless it says why it can't
 * be run on this machine.
 */
const SUITES = {
  unit: (home) => mocha(home, ['test/**/*.test.ts', ...ignoring(...APART, SLOW)]),
  slow: (home) => mocha(home, [SLOW]),
  lsp: (home) => mocha(home, ['test/lsp/**/*.test.ts']),
  neovim: runInNeovim,
  engine,
  e2e,
  web,
  packaged: async () => runInVSCode({ suite: 'packaged', vsix: await buildPackage() }),
};

/** Tests of other suites, which need what these start. */
const APART = ['test/e2e/**', 'test/engine/**', 'test/lsp/**', 'test/web/**'];

/** Tests that start processes, use the disk, generate every page or feed megabytes of abuse; without them the unit suite takes seconds. */
const SLOW = 'test/**/*.slow.test.ts';

/** Seconds that a suite outside VS Code may take, so that a test that leaves something running is seen. */
const SUITE_LIMIT = 300;

/** The same for the Docker engine, which builds hundreds of images. */
const ENGINE_LIMIT = 600;

const mochaBin = fileURLToPath(import.meta.resolve('mocha/bin/mocha.js'));
const reporter = fileURLToPath(new URL('count-reporter.mjs', import.meta.url));

process.exitCode = await main(process.argv.slice(2));

async function main(names) {
  const chosen = names.length > 0 ? names : Object.keys(SUITES);
  const unknown = chosen.find((name) => !Object.hasOwn(SUITES, name));
  if (unknown !== undefined) {
    throw new Error(`There is no suite ${unknown}; there are ${Object.keys(SUITES).join(', ')}.`);
  }
  const total = { passed: 0, failed: 0 };
  for (const name of ['build', ...chosen]) {
    const { passed, failed } = await runSuite(name);
    total.passed += passed;
    total.failed += failed;
    if (name === 'build' && failed > 0) {
      break;
    }
  }
  process.stdout.write(`${total.passed} passed, ${total.failed} failed\n`);
  return total.failed > 0 ? 1 : 0;
}

async function runSuite(name) {
  process.stdout.write(`\n── ${name} ──\n`);
  const home = await mkdtemp(path.join(tmpdir(), 'strata-test-'));
  try {
    if (name === 'build') {
      await runNode(['esbuild.config.mjs']);
      return { passed: 0, failed: 0 };
    }
    const { passed, failed, skipped = 0, notRun } = await SUITES[name](home);
    if (notRun !== undefined) {
      process.stdout.write(`${name}: not run: ${notRun}\n`);
      return { passed, failed };
    }
    process.stdout.write(
      `${name}: ${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`,
    );
    return { passed, failed: passed + failed === 0 ? 1 : failed };
  } catch (error) {
    process.stderr.write(`${name}: ${error.message}\n`);
    return { passed: 0, failed: 1 };
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

function ignoring(...patterns) {
  return patterns.flatMap((pattern) => ['--ignore', pattern]);
}

/** Fixes, proved by a Docker engine; passes without a test where there can be none. */
async function engine(home) {
  const started = await startEngine();
  if (started.engine === undefined) {
    return { passed: 0, failed: 0, notRun: started.why };
  }
  try {
    const options = { limit: ENGINE_LIMIT, env: engineEnv(started.engine) };
    return await mocha(home, ['test/engine/**/*.test.ts'], options);
  } finally {
    await started.engine.stop();
  }
}

/** The extension in VS Code, with an engine to build with where there can be one. */
async function e2e() {
  const { engine: started, why } = await startEngine();
  if (started === undefined) {
    process.stdout.write(`e2e: without builds: ${why}\n`);
  }
  try {
    return await runInVSCode({ suite: 'development', env: started && engineEnv(started) });
  } finally {
    await started?.stop();
  }
}

/** The bundles for browsers: the server alone, and the extension in VS Code for the Web. The server goes through what packaging puts it through. */
async function web(home) {
  await makeSmaller(fileURLToPath(new URL('../dist/browser/server.js', import.meta.url)));
  const alone = await mocha(home, ['test/web/**/*.test.ts']);
  const inBrowser = await runInBrowser();
  return { passed: alone.passed + inBrowser.passed, failed: alone.failed + inBrowser.failed };
}

async function mocha(home, args, { limit = SUITE_LIMIT, env } = {}) {
  const output = path.join(home, 'counts.json');
  const options = ['--import=tsx', '--timeout=20000', '--forbid-only', '--reporter', reporter];
  let problem;
  try {
    await runNode([mochaBin, ...options, '--reporter-option', `output=${output}`, ...args], {
      limit,
      env,
    });
  } catch (error) {
    problem = error;
  }
  const counts = JSON.parse(
    await readFile(output, 'utf8').catch(() => {
      throw problem ?? new Error('mocha ended without a result.');
    }),
  );
  if (problem !== undefined && counts.failed === 0) {
    // A crash after the last test, or something left running, is a failure even when every test passed.
    process.stderr.write(`${problem.message}\n`);
    return { ...counts, failed: 1 };
  }
  return counts;
}
