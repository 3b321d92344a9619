import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { URL, fileURLToPath, pathToFileURL } from 'node:url';
import { bundle } from './bundle.mjs';
import { ENVIRONMENT } from './environment.mjs';
import { startLanguageClient } from './language-client.mjs';
import { makeDockerfile } from './make-dockerfile.mjs';
import { record, serversKey } from './results.mjs';
import { ratio, rounded, spread } from './statistics.mjs';

/**
 * Strata's server as it is published and as VS Code starts it, from its second start on, against dockerfile-language-server-nodejs
 * as it is installed, in turns, so that a busy machine slows both. `--sizes 10,50` sets the numbers of lines, `--rounds N` the fresh processes of each,
 * `--edits N` the edits of each process; large documents get fewer. Strata's times hold its lenses too. Results go to
 * bench/results.json, with two starts to compare with: Strata's first one, which has nothing kept (docs/decisions/0009-code-cache.md),
 * and that of the other server bundled as Strata is. They are those of the oldest Node that Strata supports; run by a newer one
 * (`npx --yes node@24 bench/servers.mjs`) it writes them beside these.
 */
const PROJECT = fileURLToPath(new URL('..', import.meta.url));
const BUNDLES = path.join(PROJECT, 'dist', 'bench', 'servers');
/** Edits before those that count: the budget is one of a server that is warm. Large documents warm it sooner, and take minutes. */
const warmEdits = (lines) => (lines >= 50_000 ? 1 : lines >= 5000 ? 10 : 60);
const args = process.argv.slice(2);
const option = (name) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
const rounds = option('--rounds');
/** What takes milliseconds is measured more often; large documents take minutes. */
const roundsOf = (lines) => Number(rounds ?? (lines >= 50_000 ? 3 : lines >= 5000 ? 7 : 15));
const edits = Number(option('--edits') ?? 30);
const sizes = (option('--sizes') ?? '10,50,500,5000,50000').split(',').map(Number);
const require = createRequire(import.meta.url);
const OTHER = require.resolve('dockerfile-language-server-nodejs/lib/server.js');

await bundle(
  {
    strata: 'server/src/node/launch.ts',
    other: OTHER,
    'context-worker': 'server/src/node/context-worker.ts',
    'server-process': 'client/src/node/server-process.ts',
  },
  BUNDLES,
  'error',
  { 'server-main': 'server/src/node/main.ts' },
);

const home = await mkdtemp(path.join(tmpdir(), 'strata-bench-'));
const uri = pathToFileURL(path.join(home, 'Dockerfile')).href;
const STRATA = path.join(BUNDLES, 'strata.cjs');
const { execArgv } = require(path.join(BUNDLES, 'server-process.cjs')).SERVER_PROCESS;
const SERVERS = {
  strata: { file: STRATA, pulls: true, args: ['--code-cache', path.join(home, 'code')], execArgv },
  other: { file: OTHER, pulls: false },
};
const STARTS = {
  strataFirst: { file: STRATA, pulls: true, execArgv },
  otherBundled: { file: path.join(BUNDLES, 'other.cjs'), pulls: false },
};

try {
  const results = {
    other: `dockerfile-language-server-nodejs ${require('dockerfile-language-server-nodejs/package.json').version}`,
    node: process.version,
    cores: availableParallelism(),
    load: { before: loadavg()[0], after: 0 },
    bundlesKB: {
      strata: await sizeOf(path.join(BUNDLES, 'server-main.cjs')),
      other: await sizeOf(STARTS.otherBundled.file),
    },
    sizes: [],
    bareNode: undefined,
    starts: undefined,
  };
  const bareNode = [];
  const starts = { strataFirst: [], otherBundled: [] };
  await startOnce();
  for (const lines of sizes) {
    const large = lines >= 50_000;
    const size = await measureSize(lines, {
      bareNode,
      starts,
      rounds: roundsOf(lines),
      edits: Math.max(3, large ? Math.floor(edits / 10) : edits),
    });
    results.sizes.push(size);
    process.stdout.write(`${JSON.stringify(size)}\n`);
    results.load.after = loadavg()[0];
    results.bareNode = spread(bareNode);
    results.starts = Object.fromEntries(Object.keys(starts).map((name) => [name, spread(starts[name])]));
    await record(serversKey(process.version), results);
  }
} finally {
  await rm(home, { recursive: true, force: true });
}

/** A session as a person has it, whose end keeps what was compiled. */
async function startOnce() {
  const client = await startLanguageClient(SERVERS.strata.file, SERVERS.strata);
  await client.open(uri, makeDockerfile(50));
  await client.exit();
}

async function measureSize(lines, { bareNode, starts, rounds: count, edits: editCount }) {
  const text = makeDockerfile(lines);
  const series = { strata: newSeries(), other: newSeries() };
  for (let round = 0; round < count; round += 1) {
    const names = round % 2 === 0 ? ['strata', 'other'] : ['other', 'strata'];
    const clients = {};
    try {
      await timed(bareNode, () =>
        once(spawn(process.execPath, ['--eval', '0'], { env: ENVIRONMENT }), 'exit'),
      );
      for (const [name, server] of Object.entries(STARTS)) {
        const client = await startLanguageClient(server.file, server);
        starts[name].push(client.startedMs);
        await client.stop();
      }
      for (const name of names) {
        clients[name] = await startLanguageClient(SERVERS[name].file, SERVERS[name]);
        series[name].startUp.push(clients[name].startedMs);
        const opened = performance.now();
        await timed(series[name].firstLenses, () =>
          clients[name].open(uri, text, () => {
            series[name].firstDiagnostics.push(performance.now() - opened);
          }),
        );
      }
      for (let edit = 0; edit < editCount + warmEdits(lines); edit += 1) {
        for (const name of edit % 2 === 0 ? names : names.toReversed()) {
          await measureEdit(clients[name], lines, {
            // Never the digit that is there: the other server publishes nothing for an edit that changes nothing.
            digit: String((edit % 9) + 1),
            series: edit < warmEdits(lines) ? newSeries() : series[name],
          });
        }
      }
      for (const name of names) {
        series[name].memory.push(await clients[name].peakMemoryMB());
      }
    } finally {
      await Promise.all(Object.values(clients).map((client) => client.stop()));
    }
  }
  const what = Object.keys(series.strata).filter((name) => name !== 'lens');
  const otherHover = spread(series.other.hover).median;
  return {
    lines,
    rounds: count,
    edits: editCount,
    ...Object.fromEntries(
      what.map((name) => [
        name,
        {
          strata: spread(series.strata[name]),
          other: spread(series.other[name]),
          ratio: ratio(series.strata[name], series.other[name]),
        },
      ]),
    ),
    lens: { strata: spread(series.strata.lens) },
    toOtherHover: Object.fromEntries(
      ['lens', 'action'].map((name) => [name, rounded(spread(series.strata[name]).median / otherHover)]),
    ),
  };
}

async function measureEdit(client, lines, { digit, series }) {
  const line = lines - 2;
  const range = { start: { line, character: 10 }, end: { line, character: 11 } };
  let diagnostics = [];
  await timed(series.edit, async () => {
    diagnostics = await client.change(uri, range, digit);
  });
  const found = diagnostics.at(-1);
  await timed(series.hover, () => client.hover(uri, line));
  if (client.draws) {
    await timed(series.lens, () => client.lens(uri));
  }
  await timed(series.action, () =>
    client.actions(uri, found?.range.start.line ?? line, found === undefined ? [] : [found]),
  );
}

/** In thousands of bytes. */
async function sizeOf(file) {
  return Math.round((await stat(file)).size / 1000);
}

async function timed(series, run) {
  const start = performance.now();
  await run();
  series.push(performance.now() - start);
}

function newSeries() {
  return {
    startUp: [],
    firstDiagnostics: [],
    firstLenses: [],
    edit: [],
    hover: [],
    lens: [],
    action: [],
    memory: [],
  };
}
