import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ReplayJson } from '../../server/src/cli/replay/output.ts';
import { createRepository, git, SUBMODULE, temporaryFolder } from '../workspace/git/git-repository.ts';
import type { TestCommit } from '../workspace/git/git-repository.ts';
import { strata } from './terminal.ts';

const DOCKERFILE = 'FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm ci\nRUN npm run build\n';
const PROJECT = {
  Dockerfile: DOCKERFILE,
  '.dockerignore': '.git\nDockerfile\n.dockerignore\n',
  'package.json': '{"name":"a","version":"1.0.0"}',
  'package-lock.json': '{"lockfileVersion":3,"packages":{}}',
  'src/a.js': '1',
};

describe('strata replay', () => {
  const folder = temporaryFolder();
  after(() => {
    folder.remove();
  });
  let repositories = 0;

  /** A repository with these commits, oldest first, and the newest one in its working tree. */
  function repository(commits: readonly (TestCommit | TestCommit['files'])[]): string {
    repositories += 1;
    const path = join(folder.path, `r${repositories}`);
    createRepository(
      path,
      commits.map((commit) => ('files' in commit ? (commit as TestCommit) : { files: commit })),
    );
    git(path, ['reset', '-q', '--hard']);
    return path;
  }

  function commit(path: string, message: string): void {
    const author = ['-c', 'user.name=A', '-c', 'user.email=a@example.org'];
    git(path, ['add', '--all']);
    git(path, [...author, 'commit', '-q', '--allow-empty', '-m', message]);
  }

  async function text(args: readonly string[]): Promise<string[]> {
    const { code, out, error } = await strata(['replay', ...args]);
    assert.equal(error, '');
    assert.equal(code, 0);
    return out
      .replace(/^[0-9a-f]{8} /gm, 'COMMIT__ ')
      .trimEnd()
      .split('\n');
  }

  async function json(args: readonly string[]): Promise<ReplayJson> {
    const { code, out, error } = await strata(['replay', ...args, '--json']);
    assert.equal(error, '');
    assert.equal(code, 0);
    return JSON.parse(out) as ReplayJson;
  }

  /** Newest first: the lines that run again, those that may with a question mark; or why a commit is left out. */
  async function rerun(args: readonly string[]): Promise<string[]> {
    const { commits } = await json(args);
    return commits.map(({ rebuild, leftOut }) =>
      rebuild === null
        ? (leftOut ?? '')
        : rebuild.steps
            .flatMap(({ line, verdict }) =>
              verdict === 'rebuilt' ? [String(line)] : verdict === 'depends' ? [`${line}?`] : [],
            )
            .join(' '),
    );
  }

  const FIRST = 'every step runs: no build before it is known';

  const HISTORY = [
    PROJECT,
    { 'src/a.js': '2' },
    { 'README.md': 'read', '.dockerignore': '.git\nDockerfile\n.dockerignore\n*.md\n' },
    { 'package.json': '{"name":"a","version":"1.0.1"}' },
    { 'src/a.js': '3' },
    { 'src/b.js': 'b' },
  ];

  it('prints a line a commit, and how often commands ran', async () => {
    assert.deepEqual(await text([repository(HISTORY)]), [
      'commit    subject  steps  RUN steps that ran again',
      'COMMIT__  m        3      npm ci · npm run build',
      'COMMIT__  m        3      npm ci · npm run build',
      'COMMIT__  m        3      npm ci · npm run build',
      'COMMIT__  m        0',
      'COMMIT__  m        3      npm ci · npm run build',
      'COMMIT__  m        -      every step runs: no build before it is known',
      '',
      'npm ci ran in 4 of 5 commits',
      'npm run build ran in 4 of 5 commits',
      'The history has 6 commits.',
    ]);
  });

  it('prints the same with fixes in the newest Dockerfile', async () => {
    assert.deepEqual(await text([repository(HISTORY), '--fixed', '--commits', '5']), [
      'commit    subject  today  fixed  RUN steps that ran again',
      'COMMIT__  m        3      2      npm ci · npm run build',
      'COMMIT__  m        3      2      npm ci · npm run build',
      'COMMIT__  m        3      4      npm ci · npm run build',
      'COMMIT__  m        0      0',
      'COMMIT__  m        3      2      npm ci · npm run build',
      '',
      'npm ci ran in 4 of 5 commits; with the fixes in 1',
      'npm run build ran in 4 of 5 commits; with the fixes in 4',
      "What is built is the newest commit's Dockerfile and ignore file, without and with fixes, with each commit's other files.",
      '1 fix: cache/copy-before-install.',
    ]);
  });

  it('compares the files of the contexts that Compose names', async () => {
    const path = repository([
      {
        Dockerfile: 'FROM a AS app\nCOPY --from=assets . /assets\nRUN b\nCOPY f .\nFROM app\nRUN later\n',
        'app/f': 'f',
        'assets/logo.png': '1',
        'compose.yaml':
          'services: {a: {build: {context: app, dockerfile: ../Dockerfile, target: app, additional_contexts: {assets: ./assets}}}}\n',
      },
      { 'assets/logo.png': '2' },
      { 'assets/x.md': 'x', 'assets/.dockerignore': '*.md\n.dockerignore\n' },
      { 'app/f': '2' },
      { 'assets/x.md': 'y' },
      { 'elsewhere/x': 'y' },
    ]);
    assert.deepEqual(await rerun([path]), ['', '4', '', '2 3 4', FIRST]);
  });

  it('says that there is nothing to fix', async () => {
    const path = repository([{ Dockerfile: 'FROM a\nRUN b\n' }, { x: '1' }]);
    const lines = await text([path, '--fixed']);
    assert.match(lines[0] ?? '', /subject {2}steps/);
    assert.equal(lines.at(-1), 'No safe fix is offered; --review takes those for review, too.');
    assert.equal((await text([path, '--fixed', '--review'])).at(-1), 'No fix is offered.');
  });

  it('takes ignore files of fixes into account', async () => {
    const path = repository([
      { ...PROJECT, '.dockerignore': 'Dockerfile\n.dockerignore\n' },
      { 'README.md': '1' },
      { 'src/a.js': '4' },
    ]);
    // A checkout has another .git at every commit.
    assert.deepEqual(await rerun([path]), ['3 4 5', '3 4 5', FIRST]);
    writeFileSync(join(path, '.dockerignore'), PROJECT['.dockerignore']);
    commit(path, 'ignores .git');
    assert.deepEqual(await rerun([path]), ['3 4 5', '3 4 5', '3 4 5', FIRST]);
    const { commits } = await json([path, '--fixed']);
    // Today's ignore file counts on both sides.
    assert.deepEqual(
      commits.map(({ rebuild }) => rebuild?.summary.rebuilt),
      [0, 3, 3, undefined],
    );
  });

  it('prints JSON', async () => {
    const path = repository(HISTORY);
    const found = await json([path, '--commits', '1', '--fixed']);
    const head = git(path, ['rev-parse', 'HEAD']).trim();
    assert.deepEqual(
      {
        ...found,
        commits: found.commits.map(({ rebuild, fixed, ...rest }) => [rest, rebuild?.summary, fixed?.summary]),
      },
      {
        commits: [
          [
            { commit: head, subject: 'm', leftOut: null },
            { rebuilt: 3, depends: 0, cached: 1, unused: 0 },
            { rebuilt: 2, depends: 0, cached: 3, unused: 0 },
          ],
        ],
        commands: [
          { command: 'npm ci', ran: 1, depends: 0, of: 1, fixed: { ran: 0, depends: 0 } },
          { command: 'npm run build', ran: 1, depends: 0, of: 1, fixed: { ran: 1, depends: 0 } },
        ],
        fixes: [
          {
            rule: 'cache/copy-before-install',
            title: found.fixes?.[0]?.title,
            safety: 'safe',
          },
        ],
        shallow: false,
      },
    );
    assert.deepEqual(found.commits[0]?.rebuild?.steps[1], {
      ...{ line: 3, instruction: 'COPY', stage: 0, verdict: 'rebuilt', cause: 'src/b.js was added' },
    });
    assert.equal((await json([path])).fixes, null);
  });

  it('compares over commits that have no Dockerfile, or one that does not build', async () => {
    const path = repository([
      { 'a.txt': '1' },
      { Dockerfile: 'FROM a\nCOPY a.txt /\n' },
      { Dockerfile: 'FROM a\nCOPI a.txt /\n', 'a.txt': '2' },
      { Dockerfile: '# nothing\n' },
      { Dockerfile: undefined },
      { Dockerfile: 'FROM a\nRUN true \u0000\n' },
      { Dockerfile: 'FROM a\nCOPY a.txt /\n' },
      { 'b.txt': '1' },
    ]);
    assert.deepEqual(await rerun([path]), [
      '',
      '2',
      'it has no such Dockerfile that can be read',
      'it has no such Dockerfile that can be read',
      'its Dockerfile does not build: line 1',
      'its Dockerfile does not build: line 2',
      FIRST,
      'it has no such Dockerfile that can be read',
    ]);
  });

  it('leaves out a commit whose ignore file is no text', async () => {
    const path = repository([
      { Dockerfile: 'FROM a\nCOPY a.txt /\n', 'a.txt': '1' },
      { '.dockerignore': '\u0000' },
      { '.dockerignore': 'a.txt\n' },
      { '.dockerignore': 'b.txt\n', 'a.txt': '2' },
    ]);
    assert.deepEqual((await rerun([path])).slice(0, 3), ['2', '2', "its ignore file can't be read"]);
  });

  it('knows what git keeps: modes, symlinks, submodules, names of any kind', async () => {
    const name = 'd/\u00e4 "x"\n.txt';
    const path = repository([
      {
        Dockerfile: 'FROM a\nCOPY run.sh /\nCOPY link /l\nCOPY d /d\nCOPY sub /sub\n',
        'run.sh': '',
        real: '1',
        [name]: '1',
        sub: SUBMODULE,
      },
      { [name]: '2' },
      { real: '2' },
    ]);
    const mode = (bits: string, id: string, file: string): void => {
      git(path, ['update-index', '--add', '--cacheinfo', `${bits},${id},${file}`]);
      git(path, ['-c', 'user.name=A', '-c', 'user.email=a@example.org', 'commit', '-q', '-m', 'm']);
    };
    const target = git(path, ['hash-object', '-w', '--stdin'], 'real').trim();
    mode('120000', target, 'link');
    mode('100644', git(path, ['hash-object', '-w', '--stdin'], '3').trim(), 'real');
    mode('100755', git(path, ['rev-parse', 'HEAD:run.sh']).trim(), 'run.sh');
    mode('160000', SUBMODULE.replace('0', '9'), 'sub');
    assert.deepEqual(await rerun([path]), ['5', '2 3 4 5', '3 4 5', '3 4 5', '', '4 5', FIRST]);
  });

  it('follows first parents', async () => {
    const path = repository([
      { files: { Dockerfile: 'FROM a\nCOPY src /\n', 'src/a': '1' } },
      { files: { 'README.md': '1' } },
      { files: { 'src/b': '1' }, parents: [0] },
      { files: { 'src/b': '2' } },
      { files: { 'src/b': '2' }, parents: [1, 3] },
    ]);
    assert.deepEqual(await rerun([path]), ['2', '', FIRST]);
  });

  it('counts the same commits as strata fix', async () => {
    const inFolder = Object.fromEntries(
      Object.entries(PROJECT).map(([name, content]): [string, string] => [`app/${name}`, content]),
    );
    const path = repository([
      { files: { ...inFolder, 'README.md': '1' } },
      { files: { 'app/src/a.js': '2' } },
      { files: { 'README.md': '2' } },
      { files: { 'app/src/b.js': '1' }, parents: [1] },
      { files: { 'app/src/b.js': '2' } },
      { files: { 'app/src/b.js': '2', 'README.md': '2' }, parents: [2, 4] },
      { files: { 'app/package.json': '{"name":"a","version":"1.0.1"}' } },
    ]);
    const { out } = await strata(['fix', join(path, 'app')]);
    assert.match(out, /`npm ci` would have run in 1 instead of 3 of the last 3 commits/);
    const lines = await text([join(path, 'app'), '--fixed']);
    assert.ok(lines.includes('npm ci ran in 3 of 3 commits; with the fixes in 1'), lines.join('\n'));
  });

  it('finds the Dockerfile and the context in folders, and behind a symlink', async () => {
    const path = repository([
      {
        'ops/Dockerfile': 'FROM a\nCOPY . /\n',
        'ops/Dockerfile.dockerignore': '*.md\n',
        'app/a': '1',
        x: '1',
      },
      { x: '2' },
      { 'app/b.md': '1' },
      { 'ops/Dockerfile': 'FROM a\nCOPY . /app\n' },
      { 'ops/Dockerfile.dockerignore': '*.txt\n' },
    ]);
    const args = [join(path, 'ops/Dockerfile'), '--context', join(path, 'app')];
    assert.deepEqual(await rerun(args), ['2', '2', '', FIRST]);
    assert.equal((await text(args)).at(-1), 'The history has 4 commits that touched the context.');

    const linked = repository([
      { 'ops/Dockerfile': 'FROM a\nCOPY a /\n', a: '1' },
      { 'ops/Dockerfile': 'FROM a\nCOPY a /a\n' },
    ]);
    symlinkSync('ops/Dockerfile', join(linked, 'Dockerfile'));
    commit(linked, 'links');
    writeFileSync(join(linked, 'a'), '2');
    writeFileSync(join(linked, 'ops/Dockerfile'), 'FROM a\nCOPY a /b\n');
    commit(linked, 'edits');
    assert.deepEqual((await rerun([linked])).slice(0, 2), ['2', FIRST]);
  });

  it('counts what may run again', async () => {
    const path = repository([
      { Dockerfile: 'FROM a AS b\nCOPY x /x\nRUN make\nFROM c\nCOPY --from=b /out /\nRUN test\n', x: '1' },
      { x: '2' },
    ]);
    const lines = await text([path]);
    assert.equal(lines[1], 'COMMIT__  m        2-4    make · test');
    assert.deepEqual(lines.slice(4), [
      'make ran in 1 of 1 commit',
      'test ran in 0-1 of 1 commit',
      'The history has 2 commits.',
    ]);
    assert.deepEqual(await rerun([path, '--target', 'b']), ['2 3', FIRST]);
    assert.deepEqual(await rerun([path, '--build-arg', 'X=1']), ['2 3 5? 6?', FIRST]);
  });

  it('shows nothing that moves the cursor', async () => {
    const path = repository([{ Dockerfile: 'FROM a\nRUN \u001b[2J\u202e\n' }]);
    writeFileSync(join(path, 'Dockerfile'), 'FROM a\nRUN \u001b[3J\u202e\n');
    commit(path, `\u001b]0;title\u0007 ${'long '.repeat(20)}`);
    const { out } = await strata(['replay', path]);
    assert.doesNotMatch(out, /[^\P{Cc}\n]|\u202e/u);
    assert.match(out, /␛\]0;title␇ long long long long long lon… {2}1 {6}␛/);
  });

  it('says what a shallow clone lacks', async () => {
    const path = repository(HISTORY);
    const clone = join(folder.path, 'shallow');
    git(folder.path, ['clone', '-q', '--depth', '3', `file://${path}`, clone]);
    assert.deepEqual((await text([clone])).slice(-2), [
      'The history of this shallow clone has 3 commits.',
      'git fetch --unshallow brings what came before.',
    ]);
    assert.equal((await json([clone])).shallow, true);
    assert.deepEqual(await rerun([clone]), ['3 4 5', '3 4 5', FIRST]);
  });

  it('refuses what it can not answer', async () => {
    const path = repository(HISTORY);
    const broken = repository([{ Dockerfile: 'FROM a\nCOPI b /\n' }]);
    const plain = join(folder.path, 'plain');
    const empty = join(folder.path, 'empty');
    for (const place of [plain, empty]) {
      mkdirSync(place);
      writeFileSync(join(place, 'Dockerfile'), DOCKERFILE);
    }
    git(empty, ['init', '-q']);
    for (const [args, message] of [
      [[plain], /in no git repository/],
      [[empty], /has no commit yet/],
      [[join(path, 'Dockerfile'), '--context', plain], /in no git repository/],
      [[join(plain, 'Dockerfile'), '--context', path], /not in the git repository/],
      [[path, '--target', 'nope'], /there is no stage nope/],
      [[path, '--target', 'nope', '--fixed'], /there is no stage nope/],
      [[broken], /no commit can be replayed; the newest one: its Dockerfile does not build: line 2/],
      [[broken, '--fixed'], /can't be fixed: its Dockerfile does not build: line 2/],
      [[path, '--review'], /--fixed/],
      [['-'], /standard input/],
      [[join(path, 'src')], /no Dockerfile/],
      [[path, '--commits', '0'], /from 1 to 1000/],
      [[path, '--commits', '1e3'], /from 1 to 1000/],
      [[path, '--commits', '-1'], /from 1 to 1000/],
    ] as const) {
      const { code, out, error } = await strata(['replay', ...args]);
      assert.equal(code, 2, args.join(' '));
      assert.equal(out, '');
      assert.match(error, message);
    }
  });
});
