import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { runBuild } from '../../server/src/engine/build.ts';
import { runThrough } from '../../server/src/context/run-through.ts';
import { analyze } from '../../server/src/insights/analysis.ts';
import { sharedLayers } from '../../server/src/insights/shared-layers.ts';
import type { StepState } from '../../server/src/measured/types.ts';
import { builtSteps } from '../../server/src/measured/vertex-steps.ts';
import type { Model } from '../../server/src/model/types.ts';
import { baseNamed, buildBases, removeImages, RUN_ID } from './docker.ts';
import { writeFolder } from './folders.ts';

/** Two Dockerfiles of one folder. */
interface Pair {
  readonly name: string;
  /** `RANDOM` writes something else each time it runs: equal layers were made once. The engine has no network to give. */
  readonly one: readonly string[];
  readonly two: readonly string[];
  /** Lines of the second one whose layers it shares. */
  readonly shared: readonly number[];
}

const RANDOM = `RUN --network=none echo ${RUN_ID} && head -c 16 /dev/urandom > /random`;

const START = ['FROM base', 'WORKDIR /app', 'COPY package.json ./', RANDOM];

const PAIRS: readonly Pair[] = [
  {
    name: 'up to a command that differs',
    one: [...START, 'RUN --network=none echo one > /x', 'COPY . .'],
    two: [...START, 'RUN --network=none echo two > /x', 'COPY . .'],
    shared: [2, 3, 4],
  },
  {
    name: 'past metadata, and values that are written in another way',
    one: ['ARG B=base', 'FROM $B AS one', 'ENV DIR=/app', 'WORKDIR $DIR', RANDOM, 'COPY . .'],
    two: [
      ...['FROM base', 'LABEL a=b', 'ENV DIR=/app', 'EXPOSE 80', 'WORKDIR /app', `${RANDOM} # x`],
      'RUN --network=none echo two',
    ],
    shared: [5],
  },
  {
    name: 'past metadata between equal commands',
    one: ['FROM base', RANDOM, 'COPY package.json /', 'RUN --network=none echo last'],
    two: [
      'FROM base',
      'LABEL a=b',
      RANDOM,
      'EXPOSE 80',
      'COPY package.json /',
      'CMD ["x"]',
      'RUN --network=none echo last',
    ],
    shared: [3, 5, 7],
  },
  {
    name: 'not past what a command sees',
    one: ['FROM base', 'COPY src /src', 'ENV A=1', RANDOM],
    two: ['FROM base', 'COPY src /src', 'ENV A=2', RANDOM],
    shared: [2],
  },
  {
    name: 'a builder stage, and what is copied from it',
    one: [...START, 'FROM base', 'COPY --from=0 /random /random', 'RUN --network=none echo one > /x'],
    two: [
      'FROM base AS other',
      'RUN --network=none echo two',
      ...START,
      'FROM base',
      'COPY --from=1 /random /random',
      'RUN --network=none echo two > /x',
    ],
    shared: [4, 5, 6, 8],
  },
];

const FILES = [
  ['package.json', '{}\n'],
  ['src/a.js', 'a\n'],
] as const;

describe('layers that two Dockerfiles share, by a Docker engine', function () {
  this.timeout(120_000);
  let folder: string;
  before(async function () {
    if (process.platform === 'win32') {
      this.skip();
    }
    folder = await mkdtemp(join(tmpdir(), 'strata-shared-'));
    await buildBases(['shared']);
  });
  after(async () => {
    await rm(folder, { recursive: true, force: true });
    await removeImages();
  });

  for (const [index, { name, one, two, shared }] of PAIRS.entries()) {
    it(name, async () => {
      const root = join(folder, String(index));
      // Another one for each pair, so that none finds what an earlier one has built.
      const textOf = (lines: readonly string[]): string =>
        lines.map((line) => `${line.replace(RUN_ID, `${RUN_ID}-${index}`)}\n`).join('');
      await writeFolder(root, [...FILES, ['Dockerfile', textOf(one)], ['two.Dockerfile', textOf(two)]]);
      const first = analyze({ text: textOf(one) });
      const second = analyze({ text: textOf(two) });
      const others = [{ name, uri: '', model: first.model, context: root }];
      const predicted = runThrough(sharedLayers(others, 'buildkit'))(second.model, root);
      const { model } = second;
      assert.deepEqual(
        [...predicted.keys()].map((node) => model.nodes[node]?.instruction.line).sort(byNumber),
        shared,
      );

      const before = await built(root, { dockerfile: 'Dockerfile', model: first.model });
      const after = await built(root, { dockerfile: 'two.Dockerfile', model });
      for (const { index: node, kind, instruction } of model.nodes) {
        const state = after.states.get(node);
        // BuildKit does not look at a step that stands below one from the cache.
        const isCached = state === 'cached' || state === undefined;
        if (kind === 'layer' && isBuilt(model, node)) {
          assert.equal(
            isCached,
            predicted.has(node),
            `line ${instruction.line} is ${state ?? 'not looked at'}`,
          );
        }
      }
      const equal = after.layers.findIndex((layer, at) => layer !== before.layers[at]);
      const own = model.nodes.filter(
        ({ index: node, stage }) => predicted.has(node) && stage === model.target,
      );
      const common = equal < 0 ? after.layers.length : equal;
      assert.equal(common, (await layersOf(baseNamed('shared'))).length + own.length);
    });
  }
});

function byNumber(one: number | undefined, other: number | undefined): number {
  return (one ?? 0) - (other ?? 0);
}

function isBuilt({ nodes, stages }: Model, node: number): boolean {
  const stage = nodes[node]?.stage;
  return stage !== undefined && stages[stage]?.role !== 'unused';
}

async function built(
  root: string,
  { dockerfile, model }: { readonly dockerfile: string; readonly model: Model },
): Promise<{ readonly layers: readonly string[]; readonly states: ReadonlyMap<number, StepState> }> {
  const end = await runBuild(
    {
      ...{ path: 'docker', dockerfile: join(root, dockerfile), context: root, target: undefined },
      args: new Map(),
      additionalContexts: new Map([['base', `docker-image://${baseNamed('shared')}`]]),
    },
    { onProgress: () => undefined },
  );
  assert.equal(end.kind, 'built', end.kind === 'failed' ? end.message : undefined);
  assert.ok(end.image);
  const steps = builtSteps(model, end.vertexes);
  return {
    layers: await layersOf(end.image),
    states: new Map([...steps].map(([node, { state }]) => [node, state])),
  };
}

async function layersOf(image: string): Promise<readonly string[]> {
  const { stdout } = await promisify(execFile)('docker', [
    'image',
    'inspect',
    '--format',
    '{{json .RootFS.Layers}}',
    image,
  ]);
  return JSON.parse(stdout) as string[];
}
