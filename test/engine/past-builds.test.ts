import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { pastBuild, pastBuilds } from '../../server/src/engine/past-builds.ts';
import type { PastBuildSteps } from '../../server/src/engine/past-builds.ts';
import { imageHistory } from '../../server/src/engine/images.ts';
import { matchImage } from '../../server/src/measured/image-history.ts';
import { builtSteps } from '../../server/src/measured/vertex-steps.ts';
import { buildModel } from '../../server/src/model/build.ts';
import { parse } from '../../server/src/syntax/parse.ts';
import type { RebuildJson } from '../../server/src/cli/rebuild/output.ts';
import { strata } from '../cli/terminal.ts';
import { RUN_ID, baseNamed, buildBases, removeImages } from './docker.ts';

const BASE = 'past';
const OPTIONS = { path: 'docker' };

/** Nothing of what is built needs a network, and the engine of the tests has none. */
const BUILD = ['buildx', 'build', '--quiet', '--network=none', '--build-arg=NAME=value'];

describe('builds that were started elsewhere, told by a Docker engine', function () {
  this.timeout(120_000);
  let folder: string;
  let dockerfile: string;

  before(async () => {
    await buildBases([BASE]);
    folder = await mkdtemp(join(tmpdir(), 'strata-past-'));
    dockerfile = join(folder, 'Dockerfile');
  });
  after(async () => {
    await rm(folder, { recursive: true, force: true });
    await removeImages();
  });

  /** Builds as a person does in a terminal. Resolves to the code. */
  const build = (...args: readonly string[]): Promise<number> =>
    promisify(execFile)('docker', [...BUILD, ...args, '.'], { cwd: folder }).then(
      () => 0,
      (error: unknown) => (error as { code: number }).code,
    );

  async function last(): Promise<PastBuildSteps> {
    const listed = await pastBuilds(dockerfile, OPTIONS);
    assert.equal(listed.kind, 'told');
    const told = await pastBuild(listed.value[0]?.ref ?? '', { ...OPTIONS, dockerfile });
    assert.equal(told.kind, 'told', told.kind === 'refused' ? told.message : undefined);
    return told.value;
  }

  /** `line state` of each step. */
  function steps({ build: { target, args }, vertexes, source }: PastBuildSteps): string[] {
    const model = buildModel(parse(source ?? ''), { target, buildArgs: args });
    return [...builtSteps(model, vertexes)]
      .sort(([one], [other]) => one - other)
      .map(([node, { state }]) => `${model.nodes[node]?.instruction.line ?? 0} ${state}`);
  }

  const textOf = (last: string): string =>
    [
      `FROM ${baseNamed(BASE)} AS build`,
      'ARG NAME',
      `RUN echo ${RUN_ID} $NAME > /made`,
      `FROM ${baseNamed(BASE)}`,
      'COPY --from=build /made /made',
      last,
      '',
    ].join('\n');

  it('is found with its steps, its Dockerfile and its image; a later edit changes nothing of that', async () => {
    const text = textOf('RUN echo two');
    await writeFile(dockerfile, text);
    assert.equal(await build(), 0);
    await writeFile(dockerfile, 'FROM scratch\n');
    const told = await last();
    assert.equal(told.build.state, 'built');
    assert.equal(told.source, text);
    assert.deepEqual(steps(told), ['3 done', '5 done', '6 done']);
    const [image = ''] = told.build.images;
    const history = await imageHistory(image, OPTIONS);
    assert.equal(history.kind, 'told', history.kind === 'refused' ? history.message : undefined);
    const model = buildModel(parse(text), { buildArgs: told.build.args });
    assert.equal(matchImage(model, history.value).kind, 'same');
  });

  it('says what was cached, and which stage was the target', async () => {
    await writeFile(dockerfile, textOf('RUN echo two'));
    assert.equal(await build('--target=build'), 0);
    const told = await last();
    assert.equal(told.build.target, 'build');
    assert.deepEqual(steps(told), ['3 cached']);
  });

  it('that failed is of the Dockerfile as it is, until that is written to', async () => {
    const text = textOf('RUN echo lost; exit 3');
    await writeFile(dockerfile, text);
    assert.notEqual(await build(), 0);
    const told = await last();
    assert.equal(told.build.state, 'failed');
    assert.equal(told.source, text);
    assert.deepEqual(steps(told), ['3 cached', '5 cached', '6 failed']);
    assert.deepEqual(told.vertexes.find(({ state }) => state === 'failed')?.output, ['lost']);
    await appendFile(dockerfile, '# later\n');
    assert.equal((await last()).source, undefined);
  });

  it('tells what a change costs, by all builds together', async () => {
    await writeFile(join(folder, 'a.txt'), `${RUN_ID}\n`);
    const text = textOf('COPY a.txt /\nRUN sleep 1.2\nRUN echo three');
    await writeFile(dockerfile, text);
    assert.equal(await build(), 0);
    // All of it comes from the cache now.
    assert.equal(await build(), 0);
    const asked = ['rebuild', folder, '--change', join(folder, 'a.txt'), '--measured'];
    const { code, out, error } = await strata(asked);
    assert.equal(error, '');
    assert.equal(code, 0);
    const lines = out.split('\n');
    assert.match(lines.find((line) => line.includes('sleep')) ?? '', /RUN sleep 1\.2 · 1\.\d s$/);
    assert.match(out, /3 rebuilt · 2 cached · about 1\.\d s to run again\n$/);
    const json = JSON.parse((await strata([...asked, '--json'])).out) as RebuildJson;
    const seconds = json.steps.map(({ line, seconds: took }) => [line, Math.floor(took ?? Number.NaN)]);
    assert.deepEqual(seconds, [
      [3, 0],
      [5, 0],
      [6, 0],
      [7, 1],
      [8, 0],
    ]);
    // A step that is another one now was never measured.
    await writeFile(dockerfile, text.replace('sleep 1.2', 'sleep 1.3'));
    assert.match((await strata(asked)).out, /RUN sleep 1\.3\n/);
  });

  it('of another Dockerfile is none of this one', async () => {
    const told = await pastBuilds(join(folder, 'Other.Dockerfile'), OPTIONS);
    assert.deepEqual(told, { kind: 'told', value: [] });
  });
});
