import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { workerListing } from '../../server/src/node/worker-lister.ts';
import { loadContext } from '../../server/src/workspace/load-context.ts';
import { nodeFiles } from '../../server/src/workspace/tree/node-files.ts';

describe('workerListing', () => {
  let home: string;
  let root: string;
  let program: string;
  before(async () => {
    home = await mkdtemp(join(tmpdir(), 'strata-worker-'));
    root = join(home, 'context');
    program = join(home, 'context-worker.cjs');
    await build({
      entryPoints: [fileURLToPath(new URL('../../server/src/node/context-worker.ts', import.meta.url))],
      outfile: program,
      bundle: true,
      format: 'cjs',
      platform: 'node',
      target: 'node20',
      logLevel: 'warning',
    });
    for (let folder = 0; folder < 60; folder += 1) {
      const place = join(root, `p${folder % 7}`, folder % 2 === 0 ? 'dist' : 'src', `ü${folder}`);
      await mkdir(place, { recursive: true });
      await Promise.all(
        Array.from({ length: folder === 1 ? 2500 : 15 }, (_, at) =>
          writeFile(join(place, `f${at}`), 'x'.repeat(at % 9)),
        ),
      );
      await writeFile(join(place, 'package.json'), '{}');
      await symlink('..', join(place, 'up'));
    }
    await writeFile(join(root, '.dockerignore'), 'p3/dist');
  });
  after(() => rm(home, { recursive: true, force: true }));

  const load = (files: ReturnType<typeof nodeFiles>, signal?: AbortSignal) =>
    loadContext(files, { root, dockerfile: `${root}/Dockerfile`, signal });

  it('reads what the plain way reads', async () => {
    const plain = (await load(nodeFiles()))?.snapshot;
    const quick = (await load(nodeFiles({ quick: workerListing(program) })))?.snapshot;
    assert.ok(plain && quick && plain.entries.size > 3000);
    assert.deepEqual([...quick.entries], [...plain.entries]);
    assert.deepEqual([...quick.closed], [...plain.closed]);
    assert.deepEqual([...quick.texts], [...plain.texts]);
  });

  it('reads on without threads when they break', async () => {
    const broken = join(home, 'broken.cjs');
    await writeFile(broken, 'throw new Error("no");');
    const loaded = await load(nodeFiles({ quick: workerListing(broken) }));
    assert.equal(loaded?.snapshot.complete, true);
    assert.ok(loaded.snapshot.entries.size > 3000);
  });

  it('stops its threads when it is aborted', async () => {
    const controller = new AbortController();
    const quick = workerListing(program);
    assert.ok(quick);
    const files = nodeFiles({
      quick: {
        from: quick.from,
        open: (options) => {
          setImmediate(() => {
            controller.abort();
          });
          return quick.open(options);
        },
      },
    });
    assert.equal(await load(files, controller.signal), undefined);
  });

  it('is not there without its program', () => {
    assert.equal(workerListing(), undefined);
  });
});
