import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compare } from '../../server/src/cache/compare.ts';
import { statesBefore } from '../../server/src/cli/rebuild/states.ts';
import { buildModel } from '../../server/src/model/build.ts';
import { parse } from '../../server/src/syntax/parse.ts';
import { blockingFiles } from '../../server/src/workspace/tree/blocking-files.ts';
import { workAhead } from './ahead.ts';
import { baseNamed, buildBases, removeImages } from './docker.ts';
import { edit } from './edits.ts';
import { writeFolder } from './folders.ts';
import { generated } from './generated.ts';
import { networklessDocker } from './networkless.ts';
import { assertPredicted, buildOf } from './predicted.ts';

/** Builds at a time, and edits. */
const PARALLEL = 2;
const SEEDS = Array.from({ length: 40 }, (_, seed) => seed);

/** Steps of one case are never in the cache because of another: bases differ, and so does what is copied. */
const BASES = ['ea', 'eb', 'ec', 'ed'];

describe('what an edit runs again, by a Docker engine', function () {
  this.timeout(120_000);
  let home: string;
  let docker: string;
  const proofOf = workAhead(SEEDS, PARALLEL, (seed) => prove(seed));

  before(async function () {
    if (process.platform === 'win32') {
      this.skip();
    }
    home = await mkdtemp(join(tmpdir(), 'strata-edits-'));
    docker = await networklessDocker(home);
    await buildBases(BASES);
  });
  after(async () => {
    await rm(home, { recursive: true, force: true });
    await removeImages();
  });

  for (const seed of SEEDS) {
    it(`of the Dockerfile, its context or arguments: ${seed}`, () => proofOf(seed));
  }

  /** Builds, edits and builds again; what is predicted of each step is what happens. */
  async function prove(seed: number): Promise<void> {
    const [folder, old] = [join(home, String(seed)), join(home, `${seed}-old`)];
    const { files } = generated(seed);
    const own = [...files].map(([path, text]): [string, string] => [
      path,
      path.endsWith('.txt') ? `${text}${seed}\n` : text,
    ]);
    await writeFolder(folder, own);
    const place = {
      folder,
      images: ['strata-base'],
      base: baseNamed(BASES[seed % BASES.length] ?? ''),
      path: docker,
    };
    const dockerfile = join(folder, 'Dockerfile');
    const before = await readFile(dockerfile, 'utf8');
    assert.ok(await buildOf({ ...place, model: buildModel(parse(before)) }), `it is built:\n${before}`);
    await cp(folder, old, { recursive: true, verbatimSymlinks: true });

    const { what, args } = await edit(folder, seed);
    const states = await statesBefore(
      {
        ...{ files: blockingFiles(), cwd: home, root: folder, dockerfile },
        text: await readFile(dockerfile, 'utf8'),
        ...{ now: { buildArgs: args }, before: {} },
      },
      old,
    );
    const { model } = states.after;
    const built = await buildOf({ ...place, model, args });
    // Who removes what is copied by name has edited the file for nothing.
    if (built !== undefined) {
      const { steps } = compare(states.before, states.after);
      try {
        assertPredicted(steps.values(), built, model);
      } catch (error) {
        throw new Error(`${what}, in\n${before}`, { cause: error });
      }
    }
  }
});
