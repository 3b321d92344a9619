import assert from 'node:assert/strict';
import { reachOf } from '../../../server/src/cache/reach.ts';
import { changeFrequency } from '../../../server/src/context/history/history.ts';
import { buildModel } from '../../../server/src/model/build.ts';
import type { Model } from '../../../server/src/model/types.ts';
import { parse } from '../../../server/src/syntax/parse.ts';
import { historyOf } from '../../support/history-of.ts';
import { snapshotOf } from '../snapshot.ts';
import type { SnapshotInput } from '../snapshot.ts';

interface Case extends SnapshotInput {
  readonly name: string;
  readonly dockerfile: string;
  readonly commits: readonly (readonly string[])[];
  readonly tracked?: readonly string[];
  /**
   * A line for each instruction that says something: its number, `changed` or `?`, then `certain/possible`; a `+` after a
   * number that may be larger.
   */
  readonly expected: readonly string[];
}

function modelOf(dockerfile: string): Model {
  return buildModel(parse(dockerfile));
}

function describeAll({ dockerfile, commits, tracked, ...input }: Case): string[] {
  const model = modelOf(dockerfile);
  const all = input.paths.filter((path) => !path.endsWith('/'));
  const counts = changeFrequency(model, snapshotOf(input), historyOf(commits, tracked ?? all));
  return model.nodes.flatMap(({ index }) => {
    const changed = counts.changedIn(index);
    const reruns = counts.rerunIn(index);
    if (!changed && !reruns) {
      return [];
    }
    for (const count of [changed, reruns]) {
      assert.ok(count === undefined || count.of === commits.length);
    }
    const own = changed ? `${changed.changed}${changed.exact ? '' : '+'}` : '?';
    return [
      `${index}: ${own} ${reruns ? `${reruns.certain}/${reruns.possible}${reruns.exact ? '' : '+'}` : '?'}`,
    ];
  });
}

const PATHS = ['Dockerfile', 'package.json', 'src/a.js', 'src/b.js', 'docs/x.md'];
const COMMITS = [['src/a.js'], ['package.json', 'src/b.js'], ['docs/x.md'], ['Dockerfile'], ['src/gone.js']];

const CASES: readonly Case[] = [
  {
    name: 'a step runs again with those above it',
    paths: PATHS,
    commits: COMMITS,
    dockerfile: 'FROM a\nRUN x\nCOPY package.json .\nRUN npm ci\nCOPY src src\nENV A=1\nRUN y\nCMD z',
    expected: ['1: ? 0/0', '2: 1 1/1', '3: ? 1/1', '4: 3 3/3', '6: ? 3/3'],
  },
  {
    name: 'the ignore file of today holds for yesterday',
    paths: PATHS,
    ignore: 'docs\nDockerfile\n!docs/keep',
    commits: [...COMMITS, ['docs/keep']],
    dockerfile: 'FROM a\nCOPY . .',
    expected: ['1: 4 4/4'],
  },
  {
    name: 'several sources of one step count a commit once',
    paths: PATHS,
    commits: COMMITS,
    dockerfile: 'FROM a\nCOPY package.json src/ /x/',
    expected: ['1: 3 3/3'],
  },
  {
    name: '--exclude, --parents and patterns',
    paths: PATHS,
    commits: COMMITS,
    dockerfile:
      'FROM a\nCOPY --exclude=gone.* src /x/\nCOPY --parents **/b.js /x/\nCOPY src/?.js /x/\nCOPY d*s /x/',
    expected: ['1: 2 2/2', '2: 1 2/2', '3: 2 2/2', '4: 1 3/3'],
  },
  {
    name: 'COPY --from may run again when its stage did',
    paths: PATHS,
    commits: COMMITS,
    dockerfile:
      'FROM a AS build\nCOPY src .\nRUN x\nFROM a\nCOPY package.json .\nCOPY --from=build /x /x\nRUN --mount=from=build,target=/m y\nCOPY docs .\nRUN z',
    expected: ['1: 3 3/3', '2: ? 3/3', '4: 1 1/1', '5: ? 1/3', '6: ? 1/3', '7: 1 2/4', '8: ? 2/4'],
  },
  {
    name: 'a later stage may be read, and a circle ends',
    paths: PATHS,
    commits: COMMITS,
    dockerfile:
      'FROM a AS one\nCOPY --from=two /x /x\nFROM a AS two\nCOPY src .\nFROM a AS three\nCOPY --from=three / /',
    expected: ['1: ? 0/3', '3: 3 3/3', '5: ? 0/0'],
  },
  {
    name: 'stages built FROM another go on counting',
    paths: PATHS,
    commits: COMMITS,
    dockerfile: 'FROM a AS base\nCOPY docs .\nFROM base\nRUN x\nCOPY src .\nFROM base\nRUN y',
    expected: ['1: 1 1/1', '3: ? 1/1', '4: 3 4/4', '6: ? 1/1'],
  },
  {
    name: 'COPY --link does not stand on what is above it',
    paths: PATHS,
    commits: COMMITS,
    dockerfile: 'FROM a\nCOPY src .\nCOPY --link docs /x\nRUN y\nCOPY --link --chmod=755 docs /x',
    expected: ['1: 3 3/3', '2: 1 1/1', '3: ? 4/4', '4: 1 4/4'],
  },
  {
    name: 'a RUN that mounts the context reads it',
    paths: PATHS,
    commits: COMMITS,
    dockerfile: 'FROM a\nRUN --mount=type=bind,source=src,target=/s x\nRUN --mount=type=cache,target=/c y',
    expected: ['1: 3 3/3', '2: ? 3/3'],
  },
  {
    name: 'triggers count at the FROM that runs them',
    paths: PATHS,
    commits: COMMITS,
    dockerfile:
      'FROM a AS base\nONBUILD COPY package.json .\nONBUILD COPY docs .\nFROM base\nRUN x\nCOPY src .',
    expected: ['3: 2 2/2', '4: ? 2/2', '5: 3 4/4'],
  },
  {
    name: 'URLs and heredocs read no context',
    paths: PATHS,
    commits: COMMITS,
    dockerfile: 'FROM a\nADD https://example.org/src /x\nCOPY <<src /y\nEOF\nsrc\nWORKDIR /w',
    expected: ['1: ? 0/0', '2: ? 0/0', '3: ? 0/0'],
  },
  {
    name: 'what git does not know is not called unchanged',
    paths: [...PATHS, 'dist/x.js', 'src/new.js'],
    tracked: PATHS,
    commits: COMMITS,
    dockerfile: 'FROM a\nCOPY dist .\nCOPY src .\nCOPY missing .\nCOPY docs .',
    expected: ['1: ? 0/0+', '2: 3+ 3/3+', '3: ? 3/3+', '4: 1 4/4+'],
  },
  {
    name: 'a folder that was not entered, or a symlink, may hide changes',
    paths: ['src/a.js', 'src/node_modules/!', 'link@'],
    tracked: ['src/a.js', 'link'],
    commits: COMMITS,
    dockerfile: 'FROM a\nCOPY src .\nFROM a\nCOPY link .',
    expected: ['1: 3+ 3/3+', '3: 0+ 0/0+'],
  },
  {
    name: 'a submodule is one path',
    paths: ['lib/sub/a/x.c', 'lib/y.c'],
    tracked: ['lib/sub', 'lib/y.c'],
    commits: [['lib/sub'], ['lib/y.c'], ['lib/sub']],
    dockerfile: 'FROM a\nCOPY lib .\nFROM a\nCOPY lib/sub .\nFROM a\nCOPY lib/sub/a .\nFROM a\nCOPY lib/s* .',
    expected: ['1: 3 3/3', '3: 2 2/2', '5: ? 0/0+', '7: 2 2/2'],
  },
  {
    name: 'a path that was a file and is a folder',
    paths: ['a/b'],
    commits: [['a/b'], ['a'], ['c']],
    dockerfile: 'FROM x\nCOPY a .\nCOPY a/b .\nCOPY a/* .',
    expected: ['1: 2 2/2', '2: 1 2/2', '3: 1 2/2'],
  },
  {
    name: "names of JavaScript's own",
    paths: ['constructor/__proto__'],
    commits: [['constructor/__proto__'], ['__proto__']],
    dockerfile: 'FROM a\nCOPY constructor .\nCOPY __proto__* .',
    expected: ['1: 1 1/1', '2: 1 2/2'],
  },
  { name: 'no commits say nothing', paths: PATHS, commits: [], dockerfile: 'FROM a\nCOPY . .', expected: [] },
];

describe('changeFrequency', () => {
  for (const one of CASES) {
    it(one.name, () => {
      assert.deepEqual(describeAll(one), one.expected);
    });
  }

  it('says that it is not sure when the list of files was too long', () => {
    const counts = changeFrequency(
      modelOf('FROM a\nCOPY src .'),
      snapshotOf({ paths: PATHS }),
      historyOf(COMMITS, undefined),
    );
    assert.deepEqual(counts.changedIn(1), { changed: 3, of: 5, exact: false });
  });

  it('counts more than 32 commits', () => {
    const commits = Array.from({ length: 300 }, (_item, index) => [
      index % 3 === 0 ? 'src/a.js' : 'src/b.js',
    ]);
    const counts = changeFrequency(
      modelOf('FROM a\nCOPY src/a.js .\nCOPY src .'),
      snapshotOf({ paths: PATHS }),
      historyOf(commits, PATHS),
    );
    assert.equal(counts.changedIn(1)?.changed, 100);
    assert.equal(counts.changedIn(2)?.changed, 300);
  });

  it('finds the same readers above a step as reachOf', () => {
    const model = modelOf(
      [
        'FROM a AS base',
        'COPY package.json .',
        'ADD https://example.org/x .',
        'RUN --mount=type=bind,target=/s x',
        'FROM base AS next',
        'COPY --from=base / /',
        'COPY src .',
        'RUN y',
      ].join('\n'),
    );
    const reach = reachOf(model);
    const snapshot = snapshotOf({ paths: PATHS });
    const history = historyOf([...COMMITS, ['LICENSE']], PATHS);
    const counts = changeFrequency(model, snapshot, history);
    for (const { index, kind } of model.nodes) {
      if (kind !== 'layer') {
        continue;
      }
      // Every reader alone, put together commit by commit.
      const certain = history.commits.filter((commit) => {
        const alone = changeFrequency(model, snapshot, { ...history, commits: [commit] });
        return reach.fileReaders(index).some((reader) => alone.changedIn(reader)?.changed === 1);
      });
      assert.equal(counts.rerunIn(index)?.certain, certain.length, `node ${index}`);
    }
  });

  it('tells which files changed most often, and what changes beside them', () => {
    const commits = [['a'], ['a', 'b'], ['a', 'c/x'], ['b', 'd'], ['a', 'd']];
    const all = ['a', 'b', 'c/x', 'd', 'e'];
    const counts = changeFrequency(
      modelOf('FROM x\nCOPY a b c e ./\nCOPY d ./\nCOPY e ./\nRUN y'),
      snapshotOf({ paths: all }),
      historyOf(commits, all),
    );
    assert.deepEqual(counts.hottestIn(1), [
      { path: 'a', changed: 4, rest: 3 },
      { path: 'b', changed: 2, rest: 1 },
      { path: 'c/x', changed: 1, rest: 0 },
    ]);
    assert.deepEqual(counts.hottestIn(2), [{ path: 'd', changed: 2, rest: 0 }]);
    assert.deepEqual(counts.hottestIn(3), []);
    assert.deepEqual(counts.hottestIn(4), []);
  });
});
