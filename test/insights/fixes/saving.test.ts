import assert from 'node:assert/strict';
import type { ChangeHistory } from '../../../server/src/context/history/types.ts';
import { analyze } from '../../../server/src/insights/analysis.ts';
import type { SecondsOf } from '../../../server/src/insights/what-if/rerun-cost.ts';
import { savingOf } from '../../../server/src/insights/fixes/saving.ts';
import { fixesOf } from '../../../server/src/rules/fixes-of.ts';
import { contextOf } from '../../fixes/context-of.ts';

const FILES = {
  'package.json': '{}',
  'package-lock.json': '{}',
  'a.js': '',
  '.dockerignore': '**/node_modules\n',
};

/** Five commits: all touch the source, one of them the manifest. */
const HISTORY: ChangeHistory = {
  head: 'a',
  commits: [['a.js'], ['a.js', 'package.json'], ['a.js'], ['a.js'], ['a.js']].map((paths, i) => ({
    id: String(i),
    date: i,
    paths,
  })),
  shallow: false,
  complete: true,
  tracked: new Set(Object.keys(FILES)),
};

function saving(text: string, history: ChangeHistory | undefined, secondsOf?: SecondsOf): string | undefined {
  const analysis = analyze({ text, context: contextOf(FILES), history });
  const [finding] = analysis.findings;
  const [fix] = finding === undefined ? [] : fixesOf(analysis.facts, finding);
  assert.ok(finding !== undefined && fix !== undefined);
  return savingOf(analysis, finding, fix, secondsOf);
}

const LATE = 'FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm ci\n';

describe('what a fix saves', () => {
  it('says how often the install would have run', () => {
    assert.equal(saving(LATE, HISTORY), '`npm ci` would have run in 1 instead of 5 of the last 5 commits');
  });

  it('names the half of a RUN that is cut in two', () => {
    assert.equal(
      saving(LATE.replace('npm ci', 'npm ci && npm run build'), HISTORY),
      '`npm ci` would have run in 1 instead of 5 of the last 5 commits',
    );
  });

  it('says how long it takes where that was measured, but not of the half of a RUN', () => {
    const times = 'would have run in 1 instead of 5 of the last 5 commits';
    const npmCi: SecondsOf = (node) => (node === 3 ? 41.2 : 7);
    assert.equal(saving(LATE, HISTORY, npmCi), `\`npm ci\` ${times}, about 41 s each time`);
    assert.equal(
      saving(LATE.replace('npm ci', 'npm ci && npm run build'), HISTORY, npmCi),
      `\`npm ci\` ${times}`,
    );
  });

  it('says nothing where git does not tell, and where nothing was run for a source', () => {
    assert.equal(saving(LATE, undefined), undefined);
    const commits = HISTORY.commits.map((commit) => ({ ...commit, paths: ['package.json'] }));
    assert.equal(saving(LATE, { ...HISTORY, commits }), undefined);
  });
});

describe('what a late install costs', () => {
  const messageWith = (commits: number): string => {
    const many = Array.from({ length: commits }, (_, i) => ({ id: String(i), date: i, paths: ['a.js'] }));
    const history = { ...HISTORY, commits: many };
    return analyze({ text: LATE, context: contextOf(FILES), history }).findings[0]?.message ?? '';
  };

  it('is said in the message when git knows many commits', () => {
    assert.equal(
      messageWith(40),
      'Every source change reinstalls dependencies: `COPY . .` (line 3) comes before `npm ci` (line 4). It would have run again in 40 of the last 40 commits. Copy package.json and package-lock.json first.',
    );
    assert.doesNotMatch(messageWith(5), /commits/);
  });
});
