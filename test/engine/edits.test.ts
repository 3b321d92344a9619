import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
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
import { networklessDocker } from './networkless.ts';
import { assertPredicted, buildOf, mergesLayers } from './predicted.ts';
import { writeContext } from './various-context.ts';
import { various } from './various.ts';

/** Builds at a time. */
const PARALLEL = 2;

/** Those that show the most in little time, all of which can be built. `STRATA_SEEDS=3,1000-1999` proves others. */
const USUAL =
  '37,69,72,74-75,82,84,86-87,117,119,193,241,390,1009,1069,1087,1093,1110,1117,1121,1127,1418,1422,1431,1435,1438,1441,1447,1461,1479,1502,' +
  '1581,1698,1754,1758,1765,1785-1787,1793';
const WANTED = process.env['STRATA_SEEDS'];
const SEEDS = seedsOf(WANTED ?? USUAL);

const BASE = 'edits';

describe('what an edit runs again, by a Docker engine', function () {
  this.timeout(120_000);
  let home: string;
  let docker: string;
  let merges: boolean;
  const proofOf = workAhead(SEEDS, PARALLEL, (seed) => prove(seed));

  before(async function () {
    if (process.platform === 'win32') {
      this.skip();
    }
    home = await mkdtemp(join(tmpdir(), 'strata-edits-'));
    docker = await networklessDocker(home);
    merges = await mergesLayers(docker);
    await buildBases([BASE]);
  });
  after(async () => {
    await rm(home, { recursive: true, force: true });
    await removeImages();
  });

  for (const seed of SEEDS) {
    it(`of the Dockerfile, its context or arguments: ${seed}`, async function () {
      if ((await proofOf(seed)) === 'not built') {
        assert.ok(WANTED, 'it can be built');
        this.skip();
      }
    });
  }

  /** Builds, edits and builds again; what is predicted of each step is what happens. */
  async function prove(seed: number): Promise<'proved' | 'not built'> {
    const { dockerfile: before, options, ...context } = various(seed);
    const first = join(home, String(seed));
    await writeContext(first, context);
    await writeFile(join(first, 'Dockerfile'), before);
    const place = { images: ['strata-base'], base: baseNamed(BASE), path: docker };
    const given = { args: options.buildArgs, target: options.target };
    if (
      (await buildOf({ ...place, ...given, folder: first, model: buildModel(parse(before), options) })) ===
      undefined
    ) {
      return 'not built';
    }
    const copy = join(home, `${seed}-copy`);
    await cp(first, copy, { recursive: true, verbatimSymlinks: true });

    // As for another person with the same cache, or where BuildKit only gets what has changed.
    const isNew = seed % 4 === 0;
    const [old, folder] = isNew ? [first, copy] : [copy, first];
    const dockerfile = join(folder, 'Dockerfile');
    const { what, options: now } = await edit({ folder, seed, isNew }, options);
    const text = await readFile(dockerfile, 'utf8');
    const states = await statesBefore(
      {
        ...{ files: blockingFiles(), cwd: home, main: { root: folder, dockerfile }, others: new Map(), text },
        ...{ now, before: options },
      },
      old,
    );
    const { model: changed } = states.after;
    const built = await buildOf({
      ...{ ...place, folder, model: changed },
      ...{ args: now.buildArgs, target: now.target },
    });
    // Who removes what is copied by name has edited the file for nothing.
    if (built === undefined) {
      return 'not built';
    }
    const { steps } = compare(states.before, states.after);
    try {
      assertPredicted(steps.values(), built, changed, { merges });
    } catch (error) {
      const after = text === before ? '' : `which becomes\n${text}`;
      throw new Error(`${String(error)} after this: ${what}, in\n${before}${after}`, { cause: error });
    }
    return 'proved';
  }
});

/** `3,1000-1999` */
function seedsOf(ranges: string): readonly number[] {
  return ranges.split(',').flatMap((range) => {
    const [first = 0, last = first] = range.split('-').map(Number);
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  });
}
