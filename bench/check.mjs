import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { URL, fileURLToPath } from 'node:url';
import { bundle } from './bundle.mjs';
import { ENVIRONMENT } from './environment.mjs';
import { makeDockerfiles } from './make-dockerfiles.mjs';
import { record } from './results.mjs';
import { median, ratio, rounded } from './statistics.mjs';

/**
 * How long `strata check`, as it is published, takes for a repository of many Dockerfiles, in turns with a program that only reads the
 * same files: built each from its own folder, and all from the repository's root. `--rounds N` sets the rounds, `--count N` the
 * Dockerfiles. Results go to bench/results.json.
 */
const BUNDLES = fileURLToPath(new URL('../dist/bench', import.meta.url));
const args = process.argv.slice(2);
const option = (name, other) => Number(args.includes(name) ? args[args.indexOf(name) + 1] : other);
const rounds = option('--rounds', 5);
const count = option('--count', 1000);

/** Reads every file below the working directory, one after another: what no check can do without. */
const READ = `
  const { readdirSync, readFileSync } = require('node:fs');
  const folders = ['.'];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const item of readdirSync(folder, { withFileTypes: true })) {
      if (item.isDirectory()) folders.push(folder + '/' + item.name);
      else readFileSync(folder + '/' + item.name, 'utf8');
    }
  }`;

await bundle({ strata: 'server/src/cli/launch.ts' }, BUNDLES, 'warning', {
  'strata-main': 'server/src/cli/main.ts',
});
const home = await mkdtemp(path.join(tmpdir(), 'strata-check-'));
try {
  const layouts = {};
  for (const context of ['own', 'root']) {
    const few = path.join(home, context, 'few');
    const many = path.join(home, context, 'many');
    await makeDockerfiles(few, count / 10, context);
    await makeDockerfiles(many, count, context);
    layouts[context] = measure(few, many);
  }
  const result = { dockerfiles: count, cores: availableParallelism(), layouts };
  await record('check', result);
  process.stdout.write(`${JSON.stringify(result, undefined, 2)}\n`);
} finally {
  await rm(home, { recursive: true, force: true });
}

/** The exponent is that of the growth from a tenth of the Dockerfiles, start-up included: 1 is linear. */
function measure(few, many) {
  const times = { read: [], few: [], check: [] };
  const check = [path.join(BUNDLES, 'strata.cjs'), 'check', '--format', 'json', '--fail-on', 'never', '.'];
  // The first round warms up the disk.
  for (let round = 0; round <= rounds; round += 1) {
    const run = { read: timed(['-e', READ], many), few: timed(check, few), check: timed(check, many) };
    if (round > 0) {
      Object.entries(run).forEach(([name, ms]) => times[name].push(ms));
    }
  }
  return {
    medianMs: Object.fromEntries(Object.entries(times).map(([name, all]) => [name, rounded(median(all))])),
    perDockerfileMs: rounded(median(times.check) / count),
    ratioToReading: ratio(times.check, times.read),
    exponent: rounded(Math.log10(ratio(times.check, times.few))),
  };
}

function timed(programArgs, cwd) {
  const start = performance.now();
  const { status, error } = spawnSync(process.execPath, programArgs, {
    cwd,
    stdio: ['ignore', 'ignore', 'inherit'],
    // What is compiled is kept there, and not where it is kept for people.
    env: { ...ENVIRONMENT, XDG_CACHE_HOME: home },
  });
  if (status !== 0) {
    throw error ?? new Error(`node ${programArgs[0]} ended with ${status}.`);
  }
  return performance.now() - start;
}
