import assert from 'node:assert/strict';
import { analyze } from '../../server/src/insights/analysis.ts';
import type { Analysis } from '../../server/src/insights/types.ts';
import { lenses } from '../../server/src/insights/lens/lens.ts';
import { contextWith } from './rule-cases.ts';

const context = contextWith(
  { Dockerfile: 10, 'package.json': 10, 'package-lock.json': 10, 'index.js': 10, '.env': 30 },
  { '.env': 'DB_PASSWORD=hunter2hunter2\n' },
);

/** Rules that report, while somebody writes at the mark. */
function found(marked: string, before?: Analysis): { readonly rules: string[]; readonly analysis: Analysis } {
  const at = marked.indexOf('‸');
  const text = marked.replace('‸', '');
  const analysis = analyze({ text, context, writing: at < 0 ? undefined : at }, before);
  return { rules: analysis.findings.map(({ rule }) => rule.slice(rule.indexOf('/') + 1)), analysis };
}

const BUILD = 'FROM node:22 AS build\nRUN apt-get update && apt-get install -y git\nCOPY . .\nRUN npm ci\n';

describe('the last stage', () => {
  const ofImage = ['package-cache-left', 'secret-files-copied'];
  const reports = (marked: string): boolean => ofImage.every((rule) => found(marked).rules.includes(rule));
  const isSilent = (marked: string): boolean => !ofImage.some((rule) => found(marked).rules.includes(rule));

  const OPEN: readonly (readonly [why: string, marked: string])[] = [
    ['somebody writes at its end', `${BUILD}‸`],
    ['somebody writes in its last instruction', BUILD.replace('npm ci', 'npm‸ ci')],
    ['another instruction is begun', `${BUILD}RU‸`],
  ];
  for (const [why, marked] of OPEN) {
    it(`is not yet the image: ${why}`, () => {
      assert.ok(isSilent(marked), found(marked).rules.join());
      assert.ok(found(marked).rules.includes('copy-before-install'));
    });
  }

  const CLOSED: readonly (readonly [why: string, marked: string])[] = [
    ['nobody writes', BUILD],
    ['somebody writes elsewhere', BUILD.replace('git', 'git‸')],
    ['it has no name', `${BUILD.replace(' AS build', '')}‸`],
    ['it says what is started', `${BUILD}CMD ["node", "."]\n‸`],
    ['it says what is served', `${BUILD}EXPOSE 3000\n‸`],
    [
      'what it is built from says that',
      `FROM node:22 AS base\nEXPOSE 3000\n${BUILD.replace('node:22', 'base')}‸`,
    ],
  ];
  for (const [why, marked] of CLOSED) {
    it(`is the image: ${why}`, () => {
      assert.ok(reports(marked), found(marked).rules.join());
    });
  }

  it('may yet be what a comment is for', () => {
    const text = BUILD.replace('RUN apt', '# strata: ignore=size/package-cache-left\nRUN apt');
    for (const marked of [`${text}‸`, `${text}# strata: ignore=image/runs-as-root\nCMD [`]) {
      assert.ok(!found(marked).rules.includes('unused-ignore'), marked);
    }
  });

  it('is the image that is asked for by name', () => {
    const { findings } = analyze({ text: BUILD, context, build: { target: 'build' }, writing: BUILD.length });
    assert.ok(findings.some(({ rule }) => rule.endsWith('package-cache-left')));
  });

  it('says nothing of what is not there', () => {
    const { rules, analysis } = found('FROM node:22 AS build\nCOPY . .\n‸');
    assert.deepEqual(rules, []);
    assert.equal(analysis.model.stages.length, 1);
  });

  it('is the same one in the next versions', () => {
    let before: Analysis | undefined;
    const text = `${BUILD}FROM alpine AS last\nRUN apk add curl\nRUN true\nCMD ["x"]\n`;
    for (let end = 0; end <= text.length; end++) {
      const typed = `${text.slice(0, end)}‸`;
      const { rules, analysis } = found(typed, before);
      assert.deepEqual(rules, found(typed).rules, typed);
      const saved = found(text.slice(0, end), analysis);
      assert.deepEqual(saved.rules, found(text.slice(0, end)).rules, typed);
      before = end % 2 === 0 ? analysis : saved.analysis;
    }
  });
});

describe('an install below a copy', () => {
  const COPY = 'FROM node:22\nWORKDIR /app\nCOPY . .\n';
  const told = ({ analysis }: ReturnType<typeof found>): string[] =>
    analysis.findings
      .filter(({ rule }) => rule === 'cache/copy-before-install')
      .flatMap(({ message, related }) => [
        message.split(/\. (?=[A-Z])/)[0] ?? '',
        ...related.map((one) => one.message),
      ]);
  const LATER = [
    'Every source change reinstalls dependencies: `COPY . .` (line 3) comes before `npm install` (line 4)',
    '`npm install` runs again after every change of a source.',
  ];
  const MEANWHILE = [
    'Every source change reinstalls dependencies: `COPY . .` (line 3) comes before the RUN in line 4',
    'The RUN in line 4 runs again after every change of a source.',
  ];

  for (const typed of ['npm i', 'npm in', 'npm inst', 'npm install', 'npm install --omit=dev']) {
    it(`is not quoted at the copy while somebody writes it: ${typed}`, () => {
      assert.deepEqual(told(found(`${COPY}RUN ${typed}‸\n`)), MEANWHILE);
    });
  }

  it('is quoted once somebody writes elsewhere, or nobody does', () => {
    const lines = (command: string, start: string): string =>
      `${COPY}RUN ${command}\nLABEL a=b\nCMD ["${start}"]\n`;
    let before: Analysis | undefined;
    for (const [marked, expected] of [
      [lines('npm install', 'x'), LATER],
      [lines('npm install‸', 'x'), MEANWHILE],
      [lines('npm install', 'xy‸'), LATER],
      [lines('npm install', 'xyz‸'), LATER],
      [lines('npm install‸', 'xyz'), MEANWHILE],
      [lines('npm install', 'xyz'), LATER],
    ] as const) {
      const again = found(marked, before);
      assert.deepEqual(told(again), expected, marked);
      before = again.analysis;
    }
  });
});

describe('an array that is no JSON', () => {
  const RULE = 'exec-form-not-json';
  const ABOVE = 'FROM node:22\n';

  for (const marked of ['CMD ["node",‸]\n', 'CMD ["node", ‸]\n', 'CMD [n‸]\n', 'CMD ["node", ]‸']) {
    it(`is not told while somebody writes in it: ${JSON.stringify(marked)}`, () => {
      assert.ok(!found(ABOVE + marked).rules.includes(RULE));
      assert.ok(found(ABOVE + marked.replace('‸', '')).rules.includes(RULE));
    });
  }

  it('has the lens of a right one while somebody writes in it', () => {
    const text = `${ABOVE}CMD ["node", ]\n`;
    const lensAt = (writing: number | undefined): string | undefined =>
      lenses(analyze({ text, writing })).at(-1)?.parts[0]?.text;
    assert.equal(lensAt(text.length - 2), 'Metadata · what the container runs by default');
    assert.equal(lensAt(undefined), 'Metadata · not JSON: a shell gets it, brackets and all');
  });

  it('is told once somebody writes elsewhere', () => {
    assert.ok(found(`${ABOVE}CMD ["node", ]\n‸`).rules.includes(RULE));
    assert.ok(found(`${ABOVE}‸CMD ["node", ]\n`.replace('22\n‸', '2‸2\n')).rules.includes(RULE));
  });
});
