import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ChangeHistory } from '../../../server/src/context/history/types.ts';
import { createHistoryLoader } from '../../../server/src/workspace/git/git-history.ts';
import type { HistoryOptions } from '../../../server/src/workspace/git/git-history.ts';
import { createRepository, FIRST_DATE, git, SUBMODULE, temporaryFolder } from './git-repository.ts';
import type { TestCommit } from './git-repository.ts';

/** Names that only a careless reader would misread; Windows has no such files. */
const ODD = [
  'sp ace',
  'ü',
  'new\nline',
  '"quoted"',
  "it's",
  'tab\there',
  '-n',
  ':(top)x',
  'M',
  '\\back',
  ' lead',
];

interface Case {
  readonly name: string;
  readonly commits: readonly TestCommit[];
  /** The context's root in the repository. */
  readonly root?: string;
  readonly options?: HistoryOptions;
  /** Newest first: the commit's position, then its paths. */
  readonly expected: readonly (readonly [number, ...string[]])[];
  readonly tracked?: readonly string[];
  readonly complete?: boolean;
}

const CASES: readonly Case[] = [
  {
    name: 'a whole repository, behind its first commit, before which nothing was built',
    commits: [{ files: { a: '1', 'b/c': '1' } }, { files: { a: '2' } }, { files: { a: '3', 'b/c': '2' } }],
    expected: [
      [2, 'a', 'b/c'],
      [1, 'a'],
    ],
    tracked: ['a', 'b/c'],
  },
  {
    name: 'a sub-folder: commits elsewhere do not count',
    commits: [
      { files: { 'api/a': '1', web: '1' } },
      { files: { web: '2' } },
      { files: { 'api/x/y': '1', 'api2/z': '1' } },
    ],
    root: 'api',
    expected: [[2, 'x/y']],
    tracked: ['a', 'x/y'],
  },
  {
    name: 'a rename is a removal and an addition, into and out of the folder too',
    commits: [
      { files: { 'api/a': 'same text', web: 'other text' } },
      { files: { 'api/a': undefined, 'api/b': 'same text' } },
      { files: { web: undefined, 'api/web': 'other text' } },
    ],
    root: 'api',
    expected: [
      [2, 'web'],
      [1, 'a', 'b'],
    ],
    tracked: ['b', 'web'],
  },
  {
    name: 'a merge is one change of all that it brings',
    commits: [
      { files: { a: '1' } },
      { files: { a: '2' } },
      { files: { b: '1' }, parents: [0] },
      { files: { b: '1', c: 'by the merge' }, parents: [1, 2] },
    ],
    expected: [
      [3, 'b', 'c'],
      [1, 'a'],
    ],
    tracked: ['a', 'b', 'c'],
  },
  {
    name: 'a submodule is one path',
    commits: [{ files: { 'vendor/lib': SUBMODULE, a: '1' } }, { files: { 'vendor/lib': undefined } }],
    expected: [[1, 'vendor/lib']],
    tracked: ['a'],
  },
  {
    name: 'odd names',
    commits: [
      { files: Object.fromEntries(ODD.map((name) => [`d/${name}`, ''])) },
      { files: Object.fromEntries(ODD.map((name) => [`d/${name}`, 'x'])) },
    ],
    root: 'd',
    expected: [[1, ...ODD]],
    tracked: ODD,
  },
  {
    name: 'no more than 300 commits',
    commits: Array.from({ length: 305 }, (_item, index) => ({ files: { a: String(index) } })),
    expected: Array.from({ length: 300 }, (_item, index): [number, string] => [304 - index, 'a']),
    tracked: ['a'],
  },
  {
    name: 'no more than asked for',
    commits: Array.from({ length: 5 }, (_item, index) => ({ files: { a: String(index) } })),
    options: { maxCommits: 1 },
    expected: [[4, 'a']],
    tracked: ['a'],
  },
  {
    name: 'whole commits only, where the answer is too long',
    commits: Array.from({ length: 5 }, (_item, index) => ({ files: { a: String(index) } })),
    // A commit takes 98 bytes here, and 93 of them show that the one before it has ended.
    options: { maxBytes: 2 * 98 + 93 },
    expected: [
      [4, 'a'],
      [3, 'a'],
    ],
    tracked: ['a'],
    complete: false,
  },
  {
    name: 'a folder that git knows nothing of',
    commits: [{ files: { a: '1' } }],
    root: 'build',
    expected: [],
    tracked: [],
  },
];

/** A history as a case says it. */
function told({ commits, tracked, complete }: ChangeHistory) {
  return {
    commits: commits.map(({ date, paths }) => [date - FIRST_DATE, ...[...paths].sort()]),
    tracked: tracked && [...tracked].sort(),
    complete,
  };
}

describe('createHistoryLoader', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let repository: string;
  beforeEach(() => {
    folder = temporaryFolder();
    repository = join(folder.path, 'repo');
  });
  afterEach(() => {
    folder.remove();
  });

  for (const { name, commits, root = '.', options, expected, tracked, complete = true } of CASES) {
    it(name, async function () {
      if (process.platform === 'win32' && name === 'odd names') {
        this.skip();
      }
      createRepository(repository, commits, [root]);
      const history = await createHistoryLoader()(join(repository, root), options);
      assert.ok(history);
      assert.deepEqual(told(history), {
        commits: expected.map(([position, ...paths]) => [position, ...paths.sort()]),
        tracked: tracked && [...tracked].sort(),
        complete,
      });
      assert.equal(history.head, git(repository, ['rev-parse', 'HEAD']).trim());
      assert.equal(history.shallow, false);
    });
  }

  const THREE = [{ files: { a: '1', b: '1' } }, { files: { a: '2' } }, { files: { b: '2' } }];

  it('leaves out the oldest commit of a shallow clone, which seems to add everything', async () => {
    createRepository(repository, THREE);
    git(folder.path, ['clone', '-q', '--depth', '2', pathToFileURL(repository).href, 'clone']);
    const history = await createHistoryLoader()(join(folder.path, 'clone'));
    assert.ok(history);
    assert.deepEqual(told(history), { commits: [[2, 'b']], tracked: ['a', 'b'], complete: true });
    assert.equal(history.shallow, true);
  });

  it('reads a worktree by its own HEAD', async () => {
    createRepository(repository, THREE);
    git(repository, ['worktree', 'add', '-q', '--detach', join(folder.path, 'tree'), 'HEAD~1']);
    const history = await createHistoryLoader()(join(folder.path, 'tree'));
    assert.deepEqual(
      history?.commits.map(({ paths }) => paths),
      [['a']],
    );
  });

  it("tells the same whatever a person's configuration says", async () => {
    createRepository(repository, THREE);
    const plain = await createHistoryLoader()(repository);
    const settings = {
      'color.ui': 'always',
      'core.quotepath': 'true',
      'diff.ignoreSubmodules': 'all',
      'diff.renames': 'copies',
      'format.pretty': 'fuller',
      'log.date': 'relative',
      'log.decorate': 'full',
      'log.follow': 'true',
      'log.showRoot': 'false',
      'log.showSignature': 'true',
    };
    for (const [name, value] of Object.entries(settings)) {
      git(repository, ['config', name, value]);
    }
    assert.deepEqual(await createHistoryLoader()(repository), plain);
  });

  it('asks git again only when HEAD has moved', async () => {
    createRepository(repository, THREE);
    const load = createHistoryLoader();
    const first = await load(repository);
    assert.ok(first);
    assert.equal(await load(repository), first);
    assert.notEqual(await load(repository, { maxCommits: 1 }), first);
    git(repository, ['update-ref', 'refs/heads/main', 'HEAD~1']);
    assert.equal((await load(repository))?.commits.length, 1);
  });

  it('is undefined without a commit, without a folder and when cancelled', async () => {
    createRepository(repository, []);
    const load = createHistoryLoader();
    assert.equal(await load(repository), undefined);
    assert.equal(await load(join(folder.path, 'missing')), undefined);
    mkdirSync(join(folder.path, 'other'));
    createRepository(join(folder.path, 'other'), THREE);
    assert.equal(await load(join(folder.path, 'other'), { signal: AbortSignal.abort() }), undefined);
    const controller = new AbortController();
    const answer = load(join(folder.path, 'other'), { signal: controller.signal });
    controller.abort();
    assert.equal(await answer, undefined);
    assert.equal((await load(join(folder.path, 'other')))?.commits.length, 2);
  });
});
