import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { URL, fileURLToPath } from 'node:url';
import { bundle } from './bundle.mjs';
import { makeContext } from './make-context.mjs';
import { measureContext } from './measure-context.mjs';
import { measureEdits } from './measure-edits.mjs';
import { measureGraph } from './measure-graph.mjs';
import { record } from './results.mjs';

/**
 * How quickly build contexts are read, against `find` and git on the same files and in turns with them, so that a busy
 * machine slows all of them down; what a walk costs an edit meanwhile; and how cache graphs grow. `--large` adds 500,000
 * files, `--rounds N` sets the rounds, `--sizes 1000,10000` the sizes. Results go to bench/results.json.
 */
const PROJECT = fileURLToPath(new URL('..', import.meta.url));
const BUNDLES = path.join(PROJECT, 'dist', 'bench');
const args = process.argv.slice(2);

const option = (name) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
const rounds = Number(option('--rounds') ?? 7);
const sizes = (option('--sizes') ?? `1000,10000,100000${args.includes('--large') ? ',500000' : ''}`)
  .split(',')
  .filter((text) => text !== '')
  .map(Number);

await bundle(
  {
    context: 'bench/context-entry.mjs',
    server: 'bench/server-entry.mjs',
    'context-worker': 'server/src/node/context-worker.ts',
  },
  BUNDLES,
  'warning',
);
const bundlePath = path.join(BUNDLES, 'context.cjs');
const subject = createRequire(import.meta.url)(bundlePath);
const server = path.join(BUNDLES, 'server.cjs');

const home = await mkdtemp(path.join(tmpdir(), 'strata-bench-'));
try {
  const results = {
    rounds,
    cores: availableParallelism(),
    load: { before: loadavg()[0], after: 0 },
    contexts: [],
    edits: [],
    graphs: measureGraph(subject, { rounds }),
  };
  for (const size of sizes) {
    const root = await makeContext(path.join(home, String(size)), size);
    results.contexts.push(await measureContext(root, size, { rounds, bundle: subject, bundlePath }));
    if (size >= 100_000) {
      results.edits.push(await measureEdits(root, size, { home, rounds, server }));
    }
    await rm(root, { recursive: true });
  }
  results.load.after = loadavg()[0];
  await record('context', results);
  process.stdout.write(`${JSON.stringify(results, undefined, 2)}\n`);
} finally {
  await rm(home, { recursive: true, force: true });
}
