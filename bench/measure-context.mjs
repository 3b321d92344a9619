import { spawnSync } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { runToEnd } from './make-context.mjs';
import { median, ratio, rounded } from './statistics.mjs';

/**
 * How long a context takes to read, in turns with `find` and git on the same files. `names` is the first snapshot, which
 * is handed out without sizes where a context is large; `load` the one with sizes.
 */
export async function measureContext(root, size, { rounds, bundle, bundlePath }) {
  const { blockingListing, loadContext, nodeDisk, nodeFiles, select } = bundle;
  const load = async (files, onNames) => {
    const loaded = await loadContext(files, {
      root,
      dockerfile: `${root}/Dockerfile`,
      maxFiles: 1_000_000,
      onNames,
    });
    if (loaded?.snapshot.complete !== true) {
      throw new Error('The context was not read completely.');
    }
    return loaded;
  };
  const times = { find: [], git: [], first: [], load: [], loadAndSelect: [], commandLine: [] };
  const timed = async (name, run) => {
    const start = performance.now();
    await run(start);
    times[name].push(performance.now() - start);
  };
  const cold = [];
  for (let round = 0; round <= rounds; round += 1) {
    await timed('find', () =>
      runToEnd('find', ['.', '-path', './.git', '-prune', '-o', '-printf', '%s\\n'], root),
    );
    await timed('git', () => runToEnd('git', ['ls-files', '-s'], root));
    await timed('load', async (start) => {
      let first;
      await load(nodeDisk().files, () => {
        first = performance.now() - start;
      });
      times.first.push(first ?? performance.now() - start);
    });
    await timed('loadAndSelect', async () => select((await load(nodeDisk().files)).snapshot, '.'));
    await timed('commandLine', () => load(nodeFiles({ quick: blockingListing })));
    if (round === 0) {
      // The first round warms up disk and code.
      cold.push(rounded(times.first[0] / times.find[0]));
      for (const series of Object.values(times)) {
        series.length = 0;
      }
    }
  }
  const of = (summary) =>
    Object.fromEntries(Object.entries(times).map(([name, all]) => [name, rounded(summary(all))]));
  return {
    files: size,
    medianMs: of(median),
    bestMs: of((all) => Math.min(...all)),
    ratiosToFind: {
      first: ratio(times.first, times.find),
      firstCold: cold[0],
      load: ratio(times.load, times.find),
      loadAndSelect: ratio(times.loadAndSelect, times.find),
      commandLine: ratio(times.commandLine, times.find),
    },
    ratiosToGit: { first: ratio(times.first, times.git), load: ratio(times.load, times.git) },
    bytesPerPath: bytesPerPath(root, bundlePath),
  };
}

/** Heap and typed arrays of a snapshot beyond the text of its paths, in a process that can collect its garbage. */
function bytesPerPath(root, bundlePath) {
  const program = `
    const { nodeDisk, loadContext } = require(${JSON.stringify(bundlePath)});
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
