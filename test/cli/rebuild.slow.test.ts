import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { RebuildJson } from '../../server/src/cli/rebuild/output.ts';
import { createRepository, git, temporaryFolder } from '../workspace/git/git-repository.ts';
import { strata } from './terminal.ts';

const DOCKERFILE = [
  'FROM node AS build',
  'ARG V=1',
  'COPY package.json ./',
  'RUN npm ci',
  'COPY src src',
  'RUN make',
  'FROM nginx',
  'COPY --from=build /out /srv',
  '',
].join('\n');
const FILES = { Dockerfile: DOCKERFILE, 'package.json': '{}', 'src/a.js': 'a', 'README.md': 'read' };

describe('strata rebuild', () => {
  const folder = temporaryFolder();
  after(() => {
    folder.remove();
  });

  function write(name: string, files: Readonly<Record<string, string>>): string {
    for (const [path, content] of Object.entries(files)) {
      const place = join(folder.path, name, path);
      mkdirSync(dirname(place), { recursive: true });
      writeFileSync(place, content);
      chmodSync(place, 0o644);
    }
    return join(folder.path, name);
  }

  async function rebuild(args: readonly string[]): Promise<RebuildJson> {
    const { code, out, error } = await strata(['rebuild', ...args, '--json']);
    assert.equal(error, '');
    assert.equal(code, 0);
    return JSON.parse(out) as RebuildJson;
  }

  function shown({ steps }: RebuildJson): string[] {
    return steps.map(({ line, verdict, cause }) => `${line} ${verdict}${cause === null ? '' : `: ${cause}`}`);
  }

  const SOURCE_EDITED = [
    '3 cached',
    '4 cached',
    '5 rebuilt: src/a.js changed',
    '6 rebuilt: rebuilt with line 5: src/a.js changed',
    '8 depends: depends on what line 6 writes: src/a.js changed',
  ];
  const ALL_CACHED = ['3 cached', '4 cached', '5 cached', '6 cached', '8 cached'];

  it('tells what a changed file costs', async () => {
    const now = write('change', FILES);
    const json = await rebuild([now, '--change', join(now, 'src/a.js')]);
    assert.deepEqual(shown(json), SOURCE_EDITED);
    assert.deepEqual(json.summary, { rebuilt: 2, depends: 1, cached: 2, unused: 0 });
    assert.deepEqual(json.steps[0], {
      line: 3,
      instruction: 'COPY',
      stage: 0,
      verdict: 'cached',
      cause: null,
    });
    assert.deepEqual(shown(await rebuild([now, '--change', join(now, 'src')])), SOURCE_EDITED);
    assert.deepEqual(shown(await rebuild([now, '--change', join(now, 'README.md')])), ALL_CACHED);
    const added = await rebuild([now, '--change', join(now, 'src/new/b.js')]);
    assert.match(added.steps[2]?.cause ?? '', /src\/new\/b\.js was added/);
    assert.deepEqual(shown(await rebuild([now, '--change', join(now, 'README.md'), '--target', 'build'])), [
      '3 cached',
      '4 cached',
      '5 cached',
      '6 cached',
      '8 unused',
    ]);
  });

  it('finds a changed file behind a symlink', async () => {
    const now = write('link', { Dockerfile: 'FROM base\nCOPY link /x\n', 'real.txt': 'real' });
    symlinkSync('real.txt', join(now, 'link'));
    const json = await rebuild([now, '--change', join(now, 'real.txt')]);
    assert.equal(json.steps[0]?.verdict, 'rebuilt');
  });

  it('compares with a copy, its Dockerfile included', async () => {
    const before = write('copy-before', FILES);
    const now = write('copy-now', FILES);
    assert.deepEqual(shown(await rebuild([now, '--before', before])), ALL_CACHED);
    write('copy-now', { 'src/a.js': 'edited' });
    assert.deepEqual(shown(await rebuild([now, '--before', before])), SOURCE_EDITED);
    write('copy-now', {
      'src/a.js': 'a',
      Dockerfile: DOCKERFILE.replace('RUN npm ci', '# now\nRUN npm install'),
    });
    assert.deepEqual(shown(await rebuild([now, '--before', before])).slice(0, 2), [
      '3 cached',
      '5 rebuilt: the instruction was RUN npm ci',
    ]);
    write('copy-now', { Dockerfile: DOCKERFILE });
    chmodSync(join(now, 'src/a.js'), 0o755);
    assert.match(shown(await rebuild([now, '--before', before]))[2] ?? '', /src\/a\.js got another mode/);
  });

  it('compares build arguments', async () => {
    const now = write('args', FILES);
    const args = (given: readonly string[]): Promise<string> =>
      rebuild([now, ...given]).then((json) => shown(json)[1] ?? '');
    const same = ['--build-arg', 'V=2', '--change', join(now, 'README.md')];
    assert.equal(await args(same), '4 cached');
    assert.equal(
      await args([...same, '--before-build-arg', 'V=3']),
      '4 rebuilt: build argument V was 3 and is 2 (line 2)',
    );
    assert.equal(
      await args(['--build-arg', 'V=2', '--before-build-arg', 'V']),
      '4 rebuilt: build argument V was 1 and is 2 (line 2)',
    );
  });

  it('compares with a commit', async () => {
    const repository = join(folder.path, 'since');
    createRepository(repository, [{ files: FILES }]);
    git(repository, ['reset', '-q', '--hard']);
    const since = async (): Promise<string[]> => shown(await rebuild([repository, '--since', 'HEAD']));
    assert.deepEqual(await since(), ALL_CACHED);
    write('since', { 'src/a.js': 'edited' });
    assert.deepEqual(await since(), SOURCE_EDITED);
    write('since', { 'src/a.js': 'a', 'src/b.js': 'b' });
    assert.equal((await since())[2], '5 rebuilt: src/b.js was added');
    write('since', { '.dockerignore': 'src/b.js\n' });
    assert.deepEqual(await since(), ALL_CACHED);
    git(repository, ['rm', '-q', '--cached', 'package.json']);
    write('since', { Dockerfile: DOCKERFILE.replace('RUN make', 'RUN make all') });
    assert.equal((await since())[3], '6 rebuilt: the instruction was RUN make');
  });

  const NAMED_CONTEXTS = {
    Dockerfile: [
      'FROM node AS app',
      'ARG V=1',
      'COPY --from=assets /logo.png /logo.png',
      'RUN --mount=type=bind,from=libs,target=/libs make',
      'COPY f /f',
      'FROM app',
      'RUN later',
      '',
    ].join('\n'),
    'compose.yaml':
      'services: {a: {build: {context: ., target: app, args: {V: "2"}, additional_contexts: {assets: ./assets, libs: lib}}}}\n',
    'assets/logo.png': 'logo',
    'assets/unread.txt': 'text',
    'lib/a': 'a',
    'lib/b.md': 'b',
    'lib/.dockerignore': '*.md\n',
    f: 'f',
    '.dockerignore': 'assets\nlib\n',
  };

  it('builds as Compose does, and compares the files of the contexts that it names', async () => {
    const repository = join(folder.path, 'named');
    createRepository(repository, [{ files: NAMED_CONTEXTS }]);
    git(repository, ['reset', '-q', '--hard']);
    const changed = async (path: string): Promise<string[]> =>
      shown(await rebuild([repository, '--change', join(repository, path)]));
    const logo = [
      '3 rebuilt: logo.png of build context assets changed',
      '4 rebuilt: rebuilt with line 3: logo.png of build context assets changed',
      '5 rebuilt: rebuilt with line 3: logo.png of build context assets changed',
      '7 unused',
    ];
    const none = ['3 cached', '4 cached', '5 cached', '7 unused'];
    assert.deepEqual(await changed('assets/logo.png'), logo);
    assert.deepEqual(await changed('assets/unread.txt'), none);
    assert.deepEqual(await changed('lib/b.md'), none);
    assert.deepEqual((await changed('lib/a')).slice(0, 2), [
      '3 cached',
      '4 rebuilt: a of build context libs changed',
    ]);
    assert.match(
      shown(await rebuild([repository, '--before-build-arg', 'V']))[1] ?? '',
      /^4 rebuilt: build argument V was 1 and is 2/,
    );
    const copy = write('named-copy', NAMED_CONTEXTS);
    write('named', { 'assets/logo.png': 'edited' });
    assert.deepEqual(shown(await rebuild([repository, '--since', 'HEAD'])), logo);
    assert.deepEqual(shown(await rebuild([repository, '--before', copy])), logo);
  });

  it('says that a context elsewhere could not be seen', async () => {
    const now = write('elsewhere', {
      Dockerfile: 'FROM base\nCOPY --from=assets /logo.png /\n',
      'compose.yaml':
        'services: {a: {build: {context: ., additional_contexts: {assets: ../elsewhere-assets}}}}\n',
    });
    write('elsewhere-assets', { 'logo.png': 'logo' });
    const { code, out } = await strata(['rebuild', now, '--change', join(now, 'compose.yaml')]);
    assert.equal(code, 0);
    assert.match(out, /2 {2}cached[^]*could not be seen; they count as unchanged/);
  });

  it('counts like the classic builder', async () => {
    const now = write('classic', FILES);
    const json = await rebuild([now, '--change', join(now, 'README.md'), '--builder', 'classic']);
    assert.deepEqual(
      json.steps.map(({ line }) => line),
      [2, 3, 4, 5, 6, 8],
    );
  });

  it("counts like the builder of the team's file, unless another is named", async () => {
    const now = write('team', { ...FILES, '.strata.yaml': 'builder: classic\n' });
    const change = ['--change', join(now, 'README.md')];
    const linesOf = async (args: readonly string[]): Promise<readonly number[]> =>
      (await rebuild([now, ...change, ...args])).steps.map(({ line }) => line);
    assert.deepEqual(await linesOf([]), [2, 3, 4, 5, 6, 8]);
    assert.deepEqual(await linesOf(['--builder', 'buildkit']), [3, 4, 5, 6, 8]);
  });

  it('prints a line a step', async () => {
    const now = write('text', FILES);
    const { out } = await strata(['rebuild', now, '--change', join(now, 'src/a.js')]);
    assert.deepEqual(out.split('\n'), [
      '3  cached   COPY package.json ./',
      '4  cached   RUN npm ci',
      '5  rebuilt  COPY src src',
      '            ╰ src/a.js changed',
      '6  rebuilt  RUN make',
      '            ╰ rebuilt with line 5: src/a.js changed',
      '8  depends  COPY --from=build /out /srv',
      '            ╰ depends on what line 6 writes: src/a.js changed',
      '2 rebuilt · 1 depends · 2 cached',
      '',
    ]);
  });

  it('refuses what it can not answer', async () => {
    const now = write('refused', FILES);
    for (const [args, message] of [
      [[], /one of --before, --since and --change/],
      [['--change', 'x', '--since', 'HEAD'], /one of --before, --since and --change/],
      [['--change', '/elsewhere'], /outside the context/],
      [['--before', join(folder.path, 'missing')], /no folder/],
      [['--since', '--output=x'], /git can't tell/],
      [['--since', 'no-such-ref'], /git can't tell/],
      [['--change', join(now, 'README.md'), '--target', 'nope'], /no stage nope/],
      [['--change', join(now, 'README.md'), '--builder', 'other'], /builder/],
    ] as const) {
      const { code, out, error } = await strata(['rebuild', now, ...args]);
      assert.equal(code, 2, args.join(' '));
      assert.equal(out, '');
      assert.match(error, message);
    }
  });
});
