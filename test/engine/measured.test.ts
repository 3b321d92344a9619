import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { appendFile, cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { analyzeInput } from '../../server/src/cli/analyze-input.ts';
import { readDockerfile } from '../../server/src/cli/dockerfile-input.ts';
import { layersJson } from '../../server/src/cli/layers/json.ts';
import { imageHistory } from '../../server/src/engine/images.ts';
import type { Analysis } from '../../server/src/insights/types.ts';
import { whatIf } from '../../server/src/insights/what-if/what-if.ts';
import { matchImage } from '../../server/src/measured/image-history.ts';
import { blockingListing } from '../../server/src/workspace/tree/blocking-lister.ts';
import { nodeFiles } from '../../server/src/workspace/tree/node-files.ts';
import { workAhead } from './ahead.ts';
import { baseNamed, buildBases, removeImages } from './docker.ts';
import { writeFolder } from './folders.ts';
import { generated } from './generated.ts';
import { networklessDocker } from './networkless.ts';
import { assertPredicted, buildOf } from './predicted.ts';
import type { Built } from './predicted.ts';
import { imagesOf } from './strata.ts';

/** One Dockerfile with its context, and the file of it that is changed between two builds. */
interface MeasuredCase {
  readonly name: string;
  readonly write: (folder: string) => Promise<void>;
  readonly changed: string;
  /** False where the classic builder can't build it. */
  readonly classic: boolean;
}

/** Milliseconds that one case may take. */
const LIMIT = 120_000;

/** Builds at a time, and generated Dockerfiles. */
const PARALLEL = 2;
const GENERATED = 30;

/** Each case has a base of its own, so that no two have steps in common. */
const BASES = ['ma', 'mb', 'mc', 'md'];

const EXAMPLES = fileURLToPath(new URL('../../examples/', import.meta.url));

const EXAMPLE_CHANGES: readonly (readonly [example: string, changed: string])[] = [
  ['busybox-site', 'pages/index.txt'],
  ['compose-ports', 'site/index.html'],
  ['go-multi-stage', 'cmd/hello/main.go'],
  ['node-copy-first', 'src/server.js'],
  ['node-prisma', 'prisma/schema.prisma'],
  ['ports-story', 'main.py'],
  ['python-flask', 'requirements.txt'],
];

const CASES: readonly MeasuredCase[] = [
  ...EXAMPLE_CHANGES.map(([name, changed]) => ({
    ...{ name: `example ${name}`, changed, classic: false },
    write: async (folder: string) => {
      await cp(join(EXAMPLES, name), folder, { recursive: true });
      // The frontend that it names would be fetched from a registry; the engine's own does the same.
      const dockerfile = join(folder, 'Dockerfile');
      const text = await readFile(dockerfile, 'utf8');
      await writeFile(dockerfile, text.replace(/^# syntax=.*\n/, ''));
    },
  })),
  ...Array.from({ length: GENERATED }, (_, seed) => {
    const { files, changed } = generated(seed);
    const classic = !/--chmod|--mount|<</.test(files.get('Dockerfile') ?? '');
    const write = (folder: string): Promise<void> => writeFolder(folder, files);
    return { name: `generated ${seed}`, changed, write, classic };
  }),
];

describe('what is measured, by a Docker engine', function () {
  this.timeout(LIMIT);
  let home: string;
  const proofOf = workAhead(CASES, PARALLEL, (one) =>
    measure(one, { home, base: BASES[CASES.indexOf(one) % BASES.length] ?? '' }),
  );

  before(async function () {
    if (process.platform === 'win32') {
      this.skip();
    }
    home = await mkdtemp(join(tmpdir(), 'strata-measured-'));
    await networklessDocker(home);
    await buildBases(BASES);
  });
  after(async () => {
    await rm(home, { recursive: true, force: true });
    await removeImages();
  });

  for (const one of CASES) {
    it(`${one.name}: steps, sizes and what is cached after a change of ${one.changed}`, () => proofOf(one));
  }
});

/** Builds twice, with a change in between; what is predicted of steps, sizes and the cache is what happens. */
async function measure(
  one: MeasuredCase,
  { home, base }: { readonly home: string; readonly base: string },
): Promise<void> {
  const folder = join(home, one.name.replace(' ', '-'));
  await one.write(folder);
  const image = baseNamed(base);
  const before = await analysed(folder);
  const path = join(home, 'docker');

  const first = await built(folder, { analysis: before, image, path });
  assert.deepEqual(
    [...first.states.keys()].sort((a, b) => a - b),
    expectedSteps(before),
    'every step that is built, and no other, is in what BuildKit says',
  );
  const told = await imageHistory(first.id, { path });
  assert.equal(told.kind, 'told');
  const match = matchImage(before.model, told.value);
  assert.equal(match.kind, 'same', 'the history is that of this Dockerfile');
  const layers = match.base.entries === 0 ? 0 : await layersOf(image);
  assert.equal(match.base.layers, layers, 'the layers of the base image');
  assertSizes(before, match.bytes);

  if (one.classic) {
    await proveClassic(folder, { analysis: before, image });
  }

  await appendFile(join(folder, one.changed), 'changed\n');
  const second = await built(folder, { analysis: before, image, path });
  const verdicts = whatIf(before, { kind: 'files', paths: [one.changed], outside: [] }).steps;
  assertPredicted(verdicts, second, before.model);
}

async function analysed(folder: string): Promise<Analysis> {
  const files = nodeFiles({ quick: blockingListing });
  const terminal = { cwd: folder } as Parameters<typeof readDockerfile>[1];
  const input = await readDockerfile(files, terminal, undefined);
  return analyzeInput(files, input, { cwd: folder, context: folder, build: {} });
}

async function built(
  folder: string,
  { analysis, image, path }: { readonly analysis: Analysis; readonly image: string; readonly path: string },
): Promise<Built> {
  const { model } = analysis;
  const end = await buildOf({ folder, model, images: imagesOf(analysis), base: image, path });
  assert.ok(end, 'it is built');
  return end;
}

function expectedSteps({ model }: Analysis): number[] {
  return model.nodes.flatMap(({ index, kind, stage }) =>
    kind === 'layer' && stage !== undefined && model.stages[stage]?.role !== 'unused' ? [index] : [],
  );
}

/** The layer of a COPY holds what Strata says that it copies, where no layer below has any of it. */
function assertSizes(analysis: Analysis, bytes: ReadonlyMap<number, number>): void {
  const { instructions } = layersJson(analysis);
  for (const [node, size] of bytes) {
    const predicted = instructions[node]?.bytes;
    const { line = 0, keyword } = instructions[node] ?? {};
    if (keyword === 'WORKDIR') {
      assert.equal(size, 0, `line ${line}`);
    } else if (predicted !== undefined && predicted !== null) {
      assert.equal(size, predicted, `line ${line}`);
    }
  }
}

/** The same image of the classic builder. */
async function proveClassic(
  folder: string,
  { analysis, image }: { readonly analysis: Analysis; readonly image: string },
): Promise<void> {
  const tag = `strata-engine-test:classic-${folder.slice(folder.lastIndexOf('/') + 1)}`;
  await docker(['tag', image, 'strata-base'], {});
  await docker(['build', '--quiet', '--network=none', '--tag', tag, folder], { DOCKER_BUILDKIT: '0' });
  const told = await imageHistory(tag, { path: 'docker' });
  assert.equal(told.kind, 'told');
  const match = matchImage(analysis.model, told.value);
  assert.equal(match.kind, 'same', 'the history of the classic builder is that of this Dockerfile');
  assert.equal(match.builder, 'classic');
  assertSizes(analysis, match.bytes);
}

async function layersOf(image: string): Promise<number> {
  return Number(await docker(['image', 'inspect', '--format', '{{len .RootFS.Layers}}', image], {}));
}

async function docker(args: readonly string[], env: Readonly<Record<string, string>>): Promise<string> {
  const { stdout } = await promisify(execFile)('docker', args, { env: { ...process.env, ...env } });
  return stdout;
}
