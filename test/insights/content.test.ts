import assert from 'node:assert/strict';
import type { ChangeHistory } from '../../server/src/context/history/types.ts';
import type { ContextEntry, ContextSnapshot } from '../../server/src/context/types.ts';
import { analyze } from '../../server/src/insights/analysis.ts';
import { hoverAt } from '../../server/src/insights/hover/hover.ts';
import { lenses } from '../../server/src/insights/lens/lens.ts';
import type { Lens } from '../../server/src/insights/types.ts';

const SIZES: Readonly<Record<string, number>> = {
  Dockerfile: 90,
  'package.json': 400,
  'src/index.js': 1_250,
  'src/model.bin': 2_100_000,
  'secret/key': 10,
};

const SNAPSHOT: ContextSnapshot = {
  label: '.',
  dockerfile: 'Dockerfile',
  entries: new Map<string, ContextEntry>([
    ...Object.entries(SIZES).map(([path, size]): [string, ContextEntry] => [path, { kind: 'file', size }]),
    ['src', { kind: 'directory' }],
    ['secret', { kind: 'directory' }],
    ['.dockerignore', { kind: 'file', size: 7 }],
  ]),
  closed: new Set(),
  complete: true,
  texts: new Map(),
  ignore: { path: '.dockerignore', text: 'secret\n' },
};

/** Four commits: three touch the sources, one of them and a fourth the manifest. */
const HISTORY: ChangeHistory = {
  head: 'a',
  commits: [['src/index.js'], ['src/index.js', 'package.json'], ['package.json'], ['src/model.bin']].map(
    (paths, i) => ({ id: String(i), date: i, paths }),
  ),
  shallow: false,
  complete: true,
  tracked: new Set([...Object.keys(SIZES), '.dockerignore']),
};

const TEXT = `FROM node:22
COPY package.json ./
RUN npm install
COPY src src
COPY . .
COPY missing.txt ./
RUN npm run build
`;

interface Case {
  readonly line: number;
  readonly lens: string;
  readonly says: readonly RegExp[];
}

const CASES: readonly Case[] = [
  {
    line: 2,
    lens: 'Layer 1 · package.json, 400 B · changed in 2 of the last 4 commits | reruns 5 steps below',
    says: [/\*\*1 file, 400 B\*\*\./, /Its files changed in 2 of the last 4 commits\./],
  },
  {
    line: 3,
    lens: 'Layer 2 · npm install · rebuilt with line 2',
    says: [/Files of the build context would have rerun this step in 2 of the last 4 commits/],
  },
  {
    line: 4,
    lens: 'Layer 3 · 2 files, 2.1 MB · changed in 3 of the last 4 commits | reruns 3 steps below',
    says: [
      /the largest: `src\/model\.bin` \(2\.1 MB\) and `src\/index\.js` \(1\.3 kB\)/,
      /rerun this step in 4 of the last 4/,
    ],
  },
  {
    line: 5,
    lens: 'Layer 4 · 5 files, 2.1 MB · changed in 4 of the last 4 commits | reruns 2 steps below',
    says: [
      /`\.dockerignore` keeps `secret\/` \(1 file\) out of it/,
      /It copies `Dockerfile` and `\.dockerignore` too/,
    ],
  },
  {
    line: 6,
    lens: 'Layer 5 · copies missing.txt · not in the build context | reruns 1 step below',
    says: [],
  },
];

function shownText(lens: Lens | undefined): string | undefined {
  return lens?.parts.map((part) => part.text).join(' | ');
}

describe('what a layer takes from the build context', () => {
  // What a problem says, its hover does not say.
  const rules = new Map([['cache/copies-its-own-dockerfile', 'off'] as const]);
  const analysis = analyze({ text: TEXT, context: SNAPSHOT, history: HISTORY, rules });
  const shown = new Map(lenses(analysis).map((lens) => [lens.line, lens]));

  for (const { line, lens, says } of CASES) {
    it(`line ${line}`, () => {
      const found = shown.get(line);
      assert.equal(shownText(found), lens);
      const markdown = hoverAt(analysis, found?.offset ?? 0)?.markdown ?? '';
      for (const pattern of says) {
        assert.match(markdown, pattern);
      }
    });
  }

  describe('.git', () => {
    const text = 'FROM a\nCOPY . .\nCOPY .git/HEAD src /x/\nCOPY .git /git\nCOPY src .\n';
    const told = (ignoreText: string, kind: 'directory' | 'file' = 'directory'): string[] => {
      const context: ContextSnapshot = {
        ...SNAPSHOT,
        entries: new Map<string, ContextEntry>([...SNAPSHOT.entries, ['.git', { kind }]]),
        closed: new Set(kind === 'directory' ? ['.git'] : []),
        ignore: { path: '.dockerignore', text: ignoreText },
      };
      const analysis = analyze({ text, context });
      return lenses(analysis)
        .slice(1)
        .map(
          ({ offset }) =>
            /It copies `\.git`[^.]*\.( A line[^.]*)?/.exec(hoverAt(analysis, offset)?.markdown ?? '')?.[0] ??
            '',
        );
    };
    const SWEPT =
      'It copies `.git` too: every commit, fetch and checkout changes it, and so rebuilds this layer. A line in `';
    const NAMED =
      'It copies `.git`: every commit, fetch and checkout changes it, and so rebuilds this layer.';

    it('is named where it is swept along, and where somebody wants it', () => {
      assert.deepEqual(told(''), [SWEPT, '', NAMED, '']);
    });

    it('that is a file, as in a worktree', () => {
      assert.deepEqual(told('', 'file'), [SWEPT, '', NAMED, '']);
    });

    it('is not named where the ignore file leaves it out', () => {
      assert.deepEqual(told('.git\n'), ['', '', '', '']);
    });

    it('is not named where only a part of it is brought back', () => {
      assert.deepEqual(told('.git\n!.git/HEAD\n'), ['', '', '', '']);
    });
  });

  it('says "at least" of commits only where it can be more', () => {
    const some = { ...SNAPSHOT, closed: new Set(['src']) };
    const titleOf = (commits: number): string | undefined => {
      const history = { ...HISTORY, commits: HISTORY.commits.slice(0, commits) };
      return shownText(lenses(analyze({ text: 'FROM a\nCOPY src .\n', context: some, history }))[1]);
    };
    assert.match(titleOf(2) ?? '', /changed in 2 of the last 2 commits/);
    assert.match(titleOf(3) ?? '', /changed in at least 2 of the last 3 commits/);
  });

  it('is left out where files are written, too, which the context does not hold', () => {
    const text = 'FROM a\nCOPY <<notes package.json /dest/\nx\nnotes\n';
    const shown = shownText(lenses(analyze({ text, context: SNAPSHOT }))[1]);
    assert.equal(shown, 'Layer 1 · copies notes and package.json');
  });

  it('is left out while no context is known', () => {
    const bare = analyze({ text: TEXT, history: HISTORY });
    assert.equal(shownText(lenses(bare)[1]), 'Layer 1 · copies package.json | reruns 5 steps below');
  });

  it('says "at least" where folders were not looked into', () => {
    const closed = { ...SNAPSHOT, closed: new Set(['src']) };
    const text = shownText(lenses(analyze({ text: TEXT, context: closed }))[4]);
    assert.equal(text, 'Layer 4 · at least 5 files, 2.1 MB | reruns 2 steps below');
  });
});
