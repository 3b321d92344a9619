import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { URL, fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import {
  createMessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';

/**
 * How quickly build contexts are read, against `find` and git on the same files and in turns with them, so that a busy
 * machine slows all of them down; and what a walk costs an edit meanwhile. `--large` adds 500,000 files, `--rounds N` sets
 * the rounds, `--sizes 1000,10000` the sizes. Results go to bench/results.json.
 */
const PROJECT = fileURLToPath(new URL('..', import.meta.url));
const BUNDLES = path.join(PROJECT, 'dist', 'bench');
const FILES_IN_FOLDER = 20;
const DOCKERFILE = 'FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm ci\nEXPOSE 8080:80\n';
const args = process.argv.slice(2);

const option = (name) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
const rounds = Number(option('--rounds') ?? 7);
const sizes = (option('--sizes') ?? `1000,10000,100000${args.includes('--large') ? ',500000' : ''}`)
  .split(',')
  .map(Number);

await build({
  absWorkingDir: PROJECT,
  entryPoints: {
    context: 'bench/context-entry.mjs',
    server: 'server/src/node/main.ts',
    'context-worker': 'server/src/node/context-worker.ts',
  },
  outdir: BUNDLES,
  outExtension: { '.js': '.cjs' },
  bundle: true,
  format: 'cjs',
  platform: 'node',
  target: 'node20',
  mainFields: ['module', 'main'],
  minify: true,
  logLevel: 'warning',
});
const { blockingListing, loadContext, nodeDisk, nodeFiles, select } = createRequire(import.meta.url)(
  path.join(BUNDLES, 'context.cjs'),
);

const home = await mkdtemp(path.join(tmpdir(), 'strata-bench-'));
try {
  const results = { rounds, cores: availableParallelism(), load: loadavg()[0], contexts: [], edits: [] };
  for (const size of sizes) {
    const root = await makeContext(path.join(home, String(size)), size);
    results.contexts.push(await measureContext(root, size));
    if (size >= 100_000) {
      results.edits.push(await measureEdits(root, size));
    }
    await rm(root, { recursive: true });
  }
  await writeFile(path.join(PROJECT, 'bench', 'results.json'), `${JSON.stringify(results, undefined, 2)}\n`);
  process.stdout.write(`${JSON.stringify(results, undefined, 2)}\n`);
} finally {
  await rm(home, { recursive: true, force: true });
}

/** Folders of a few levels with names as projects have them, and files of a few hundred bytes, known to git. */
async function makeContext(root, size) {
  for (let made = 0, index = 0; made < size; index += 1) {
    const folder = path.join(root, `package-${index % 50}`, 'src', `module-${Math.floor(index / 50)}`);
    await mkdir(folder, { recursive: true });
    const count = Math.min(FILES_IN_FOLDER, size - made);
    await Promise.all(
      Array.from({ length: count }, (_, at) =>
        writeFile(path.join(folder, `component-${at}.ts`), 'x'.repeat((index * 7 + at * 13) % 300)),
      ),
    );
    made += count;
  }
  await mkdir(root, { recursive: true });
  await writeFile(path.join(root, 'Dockerfile'), DOCKERFILE);
  runToEnd('git', ['init', '--quiet'], root);
  runToEnd('git', ['-c', 'gc.auto=0', 'add', '.'], root);
  return root;
}

async function measureContext(root, size) {
  const measured = {
    find: () => runToEnd('find', ['.', '-path', './.git', '-prune', '-o', '-printf', '%s\\n'], root),
    git: () => runToEnd('git', ['ls-files', '-s'], root),
    load: () => load(nodeDisk().files, root),
    loadAndSelect: async () => select((await load(nodeDisk().files, root)).snapshot, '.'),
    commandLine: () => load(nodeFiles({ quick: blockingListing }), root),
  };
  const times = Object.fromEntries(Object.keys(measured).map((name) => [name, []]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const [name, run] of Object.entries(measured)) {
      const start = performance.now();
      await run();
      // The first round only warms up disk and code.
      if (round > 0) {
        times[name].push(performance.now() - start);
      }
    }
  }
  const medians = Object.fromEntries(
    Object.entries(times).map(([name, all]) => [name, rounded(median(all))]),
  );
  const best = Object.fromEntries(
    Object.entries(times).map(([name, all]) => [name, rounded(Math.min(...all))]),
  );
  return {
    files: size,
    medianMs: medians,
    bestMs: best,
    loadToFind: rounded(median(times.load.map((time, round) => time / times.find[round]))),
    loadAndSelectToFind: rounded(median(times.loadAndSelect.map((time, round) => time / times.find[round]))),
    bestLoadToFind: rounded(best.load / best.find),
    bytesPerPath: await bytesPerPath(root),
  };
}

async function load(files, root) {
  const loaded = await loadContext(files, {
    root,
    dockerfile: `${root}/Dockerfile`,
    maxFiles: 1_000_000,
  });
  if (loaded?.snapshot.complete !== true) {
    throw new Error('The context was not read completely.');
  }
  return loaded;
}

/** Heap and typed arrays of a snapshot beyond the text of its paths, in a process that can collect its garbage. */
async function bytesPerPath(root) {
  const program = `
    const { nodeDisk, loadContext } = require(${JSON.stringify(path.join(BUNDLES, 'context.cjs'))});
    const used = () => { gc(); gc(); const { heapUsed, arrayBuffers } = process.memoryUsage(); return heapUsed + arrayBuffers; };
    const options = { root: ${JSON.stringify(root)}, dockerfile: '/none', maxFiles: 1e6 };
    (async () => {
      await loadContext(nodeDisk().files, { ...options });
      const turn = () => new Promise((resolve) => setTimeout(resolve, 200));
      await turn();
      const before = used();
      const loaded = await loadContext(nodeDisk().files, options);
      await turn();
      const bytes = used() - before;
      let text = 0;
      for (const path of loaded.snapshot.entries.keys()) text += path.length;
      console.log((bytes - text) / loaded.snapshot.entries.size);
    })();`;
  const { stdout } = spawnSync(process.execPath, ['--expose-gc', '-e', program], { encoding: 'utf8' });
  return rounded(Number(stdout));
}

/** Edits of a document whose context is small, alone and while the context of another document is read. */
async function measureEdits(root, size) {
  const calm = path.join(home, 'calm');
  await mkdir(calm, { recursive: true });
  const client = startClient();
  await client.request('initialize', {
    processId: process.pid,
    rootUri: null,
    capabilities: {
      workspace: { configuration: true, diagnostics: { refreshSupport: true } },
      textDocument: { diagnostic: {} },
    },
    workspaceFolders: null,
  });
  client.notify('initialized', {});
  const small = client.open(path.join(calm, 'Dockerfile'));
  for (let warm = 0; warm < 100; warm += 1) {
    await client.edit(small);
  }
  const idle = [];
  for (let count = 0; count < 200; count += 1) {
    idle.push(await client.edit(small));
  }
  const during = [];
  for (let round = 0; round < rounds; round += 1) {
    let walking = true;
    const large = client.open(path.join(root, 'Dockerfile'));
    void client.refreshed().then(() => {
      walking = false;
    });
    await client.pull(large);
    while (walking) {
      during.push(await client.edit(small));
    }
    client.close(large);
  }
  client.notify('exit', undefined);
  client.process.kill();
  await once(client.process, 'exit');
  return {
    files: size,
    idleMs: spread(idle),
    duringWalkMs: spread(during),
    ratio: rounded(median(during) / median(idle)),
  };
}

function startClient() {
  const child = spawn(process.execPath, [path.join(BUNDLES, 'server.cjs'), '--stdio'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const connection = createMessageConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  let onRefresh = () => undefined;
  connection.onRequest((method, params) => {
    if (method === 'workspace/diagnostic/refresh') {
      onRefresh();
    }
    return method === 'workspace/configuration'
      ? params.items.map(() => ({ context: { maxFiles: 1_000_000 } }))
      : null;
  });
  connection.listen();
  const notify = (method, params) => void connection.sendNotification(method, params).catch(() => undefined);
  const request = (method, params) => connection.sendRequest(method, params);
  const pull = (uri) => request('textDocument/diagnostic', { textDocument: { uri }, identifier: 'strata' });
  let version = 1;
  return {
    process: child,
    notify,
    request,
    pull,
    open: (file) => {
      const uri = pathToFileURL(file).href;
      notify('textDocument/didOpen', {
        textDocument: { uri, languageId: 'dockerfile', version, text: DOCKERFILE },
      });
      return uri;
    },
    close: (uri) => {
      notify('textDocument/didClose', { textDocument: { uri } });
    },
    edit: async (uri) => {
      const start = performance.now();
      version += 1;
      notify('textDocument/didChange', {
        textDocument: { uri, version },
        contentChanges: [{ text: DOCKERFILE.replace('8080', String(1000 + (version % 8000))) }],
      });
      await pull(uri);
      return performance.now() - start;
    },
    refreshed: () =>
      new Promise((resolve) => {
        onRefresh = resolve;
      }),
  };
}

function runToEnd(command, list, cwd) {
  const { status, error } = spawnSync(command, list, { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) {
    throw error ?? new Error(`${command} ended with ${status}.`);
  }
}

function median(values) {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function spread(values) {
  const sorted = values.toSorted((one, other) => one - other);
  return {
    count: values.length,
    median: rounded(median(values)),
    p95: rounded(sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN),
    max: rounded(sorted.at(-1) ?? Number.NaN),
  };
}

function rounded(value) {
  return Math.round(value * 100) / 100;
}
