import assert from 'node:assert/strict';
import { analyze } from '../../server/src/insights/analysis.ts';
import type { BuildOptions } from '../../server/src/model/types.ts';
import { fixesOf } from '../../server/src/rules/fixes-of.ts';
import { docsOf } from '../../server/src/rules/documentation.ts';
import { RULES } from '../../server/src/rules/registry.ts';
import type { Rule, RuleExample } from '../../server/src/rules/types.ts';
import { contextOf } from '../fixes/context-of.ts';
import { applyEdits } from '../support/apply-edits.ts';
import { historyOf } from '../support/history-of.ts';

/** Rules of what services run together, or of what the layers of one image hold: they speak of the chosen one alone. */
const OF_CHOSEN: readonly RegExp[] = [
  /^ports\/(compose-targets-other-port|exposed-not-published|localhost-in-environment|protocol-differs)$/,
  /^image\/exec-form-/,
  /^size\/(build-tools-shipped|ownership-duplicates-files|removed-in-a-later-layer)$/,
];

/** What Compose builds beside the image that something else builds without a target. */
const BESIDE: BuildOptions = { target: 'work', others: [undefined] };

describe('a rule says of an image that is built beside the chosen one what it says of that one', () => {
  for (const rule of RULES.filter(({ id }) => !OF_CHOSEN.some((pattern) => pattern.test(id)))) {
    for (const example of docsOf(rule).examples) {
      it(`${rule.id}: ${example.title}`, () => {
        assert.deepEqual(foundWith(rule, example, BESIDE), foundWith(rule, example, {}));
      });
    }
  }
});

/** What is said of a stage that the target `dev` does without; the last one builds on it. */
const MESSAGES: readonly (readonly [id: string, dockerfile: string, build: BuildOptions, message: string])[] =
  [
    [
      'of a stage with a name',
      'FROM a AS dev\nFROM node AS prod\nWORKDIR /w\nCOPY . .\nRUN npm ci\n',
      { others: [undefined] },
      'In builds of stage prod, every source change reinstalls dependencies: `COPY . .` (line 4) comes before',
    ],
    [
      'of a stage that the last one copies from',
      'FROM a AS dev\nFROM node AS deps\nWORKDIR /w\nCOPY . .\nRUN npm ci\nFROM a\nCOPY --from=deps /x /x\n',
      { others: [undefined] },
      'In builds of the last stage, every source change reinstalls dependencies:',
    ],
    [
      'of a stage that another service builds',
      'FROM a AS dev\nFROM node AS tests\nWORKDIR /w\nCOPY . .\nRUN npm ci\nFROM a\n',
      { others: ['tests', undefined] },
      'In builds of stage tests, every source change reinstalls dependencies:',
    ],
    [
      'of a stage that the target is built on, too',
      'FROM node AS base\nWORKDIR /w\nCOPY . .\nRUN npm ci\nFROM base AS dev\nFROM base AS prod\n',
      { others: [undefined] },
      'Every source change reinstalls dependencies:',
    ],
    [
      'of no build',
      'FROM a AS dev\nFROM node\nWORKDIR /w\nCOPY . .\nRUN npm ci\nFROM a\n',
      { others: [undefined] },
      '',
    ],
    [
      'where a person asks for the target',
      'FROM a AS dev\nFROM node\nWORKDIR /w\nCOPY . .\nRUN npm ci\n',
      {},
      '',
    ],
    [
      'that a copy of the target makes run again',
      'FROM node AS dev\nWORKDIR /w\nCOPY . .\nFROM dev AS prod\nRUN make\n',
      { others: [undefined] },
      '`COPY . .` (line 3) brings Dockerfile, which only the build reads: in builds of stage prod, every edit runs `RUN make` (line 5) and',
    ],
    [
      'that begins with an instruction',
      'FROM a AS dev\nFROM node AS prod\nCOPY setup.cfg .\n',
      { others: [undefined] },
      'In builds of stage prod, `COPY setup.cfg .` (line 3) fails: there is no setup.cfg in the build context.',
    ],
  ];

describe('what happens in builds of another stage than the target', () => {
  for (const [id, text, build, message] of MESSAGES) {
    it(id, () => {
      const files = { 'package.json': '{}', 'package-lock.json': '{}', 'src/a.js': '', Dockerfile: text };
      const context = contextOf(files);
      const { findings } = analyze({ text, context, build: { target: 'dev', ...build } });
      const [found] = findings.filter(({ rule }) => /install$|missing$|own-dockerfile$/.test(rule));
      assert.equal((found?.message ?? '').slice(0, message.length || undefined), message);
    });
  }
});

/** A server, and one that nobody reaches. */
const SERVER = 'FROM python:3.12 AS web\nCMD ["python", "-V"]\n';
const CLOSED = 'EXPOSE 5000\nCMD ["flask", "run"]\n';

/** What is said of the containers of other images than that of `web`, the target: rules, with the text that they show. */
const CONTAINERS: readonly (readonly [
  id: string,
  dockerfile: string,
  others: BuildOptions['others'],
  found: readonly string[],
])[] = [
  [
    'of two images',
    `${SERVER}FROM python:3.12 AS admin\n${CLOSED}FROM python:3.12 AS jobs\nCMD ["python", "jobs.py"]\n`,
    ['admin', 'jobs'],
    [
      'image/runs-as-root CMD ["flask", "run"]',
      'ports/listens-on-loopback "flask"',
      'image/runs-as-root CMD ["python", "jobs.py"]',
    ],
  ],
  [
    'of the image that nobody names',
    `${SERVER}FROM python:3.12\nEXPOSE 80\nCMD ["uvicorn", "a:b", "--host", "::", "--port", "8000"]\n`,
    [undefined],
    [
      'ports/expose-differs-from-listen 80',
      'image/runs-as-root CMD ["uvicorn", "a:b", "--host", "::", "--port", "8000"]',
    ],
  ],
  [
    'of a stage that two of them have, once',
    `${SERVER}FROM python:3.12 AS base\n${CLOSED}FROM base AS a\nLABEL a=1\nFROM base AS b\n`,
    ['a', 'b'],
    ['image/runs-as-root CMD ["flask", "run"]', 'ports/listens-on-loopback "flask"'],
  ],
  [
    'not of a stage that is right for one of them',
    `${SERVER}FROM python:3.12 AS base\nEXPOSE 80\nFROM base AS a\nUSER a\nCMD uvicorn a:b --host :: --port 80\nFROM base AS b\nUSER b\nCMD uvicorn a:b --host :: --port 81\n`,
    ['a', 'b'],
    [],
  ],
  ['not of one for work', `${SERVER}FROM python:3.12 AS admin-dev\n${CLOSED}`, ['admin-dev'], []],
  ['not of a stage that nobody builds', `${SERVER}FROM python:3.12 AS admin\n${CLOSED}`, ['web'], []],
  [
    'not of ports of a stage that is an image of its own',
    'FROM python:3.12 AS admin\nEXPOSE 5000\nFROM alpine AS web\nCOPY --from=admin /a /a\n',
    ['admin'],
    [],
  ],
];

describe('what the containers of another image than the target do', () => {
  for (const [id, text, others, expected] of CONTAINERS) {
    it(`is told ${id}`, () => {
      const { findings } = analyze({ text, context: contextOf({}), build: { target: 'web', others } });
      const found = findings.filter(({ rule }) => /^ports|root$/.test(rule));
      const shown = found.map(({ rule, span }) => `${rule} ${text.slice(span.start, span.end)}`);
      assert.deepEqual(
        shown.filter((one) => !one.endsWith('"-V"]')),
        expected,
      );
    });
  }

  it('is mended there', () => {
    const text = `${SERVER}FROM python:3.12 AS admin\n${CLOSED}`;
    const { findings, facts } = analyze({
      text,
      context: contextOf({}),
      build: { target: 'web', others: ['admin'] },
    });
    const [found] = findings.filter(({ rule }) => rule === 'ports/listens-on-loopback');
    const [edit] = found === undefined ? [] : (fixesOf(facts, found)[0]?.edits ?? []);
    assert.equal(
      edit?.file === 'dockerfile' ? applyEdits(text, edit.edits) : '',
      text.replace('"run"', '"run", "--host=0.0.0.0"'),
    );
  });
});

/** How much it weighs what is said of the last stage, where a project builds another one. */
const SEVERITIES: readonly (readonly [
  id: string,
  stages: string,
  others: BuildOptions['others'],
  severity: string,
])[] = [
  ['one to develop in, on top of a stage', 'FROM dev AS dev-envs', [undefined], 'hint'],
  ['one to develop in that is named, too', 'FROM dev AS dev-envs', ['dev-envs'], 'warning'],
  ['one to develop in, of its own', 'FROM node AS dev-envs\nCOPY . .', [undefined], 'warning'],
  ['one that people run', 'FROM dev AS prod', [undefined], 'warning'],
];

describe('what the last stage weighs where a project builds another one', () => {
  for (const [id, stages, others, severity] of SEVERITIES) {
    it(id, () => {
      const text = `FROM node AS dev\nWORKDIR /w\nCOPY . .\n${stages}\nRUN apk add git\n`;
      const { findings } = analyze({
        text,
        context: contextOf({ 'src/a.js': '' }),
        build: { target: 'dev', others },
      });
      const found = findings.filter(({ rule }) => rule === 'cache/system-packages-after-copy');
      assert.deepEqual(
        found.map((one) => one.severity),
        [severity],
      );
    });
  }
});

/** Where a rule reports, and what it offers there. */
function foundWith(rule: Rule, { before, files, commits }: RuleExample, build: BuildOptions): unknown[] {
  const text = before.replace(/^FROM/m, 'FROM scratch AS work\nFROM');
  const context = contextOf({ ...files, Dockerfile: text });
  const history = commits && historyOf(commits, Object.keys(files));
  const rules = new Map([[rule.id, 'warning' as const]]);
  const { findings, facts } = analyze({ text, context, history, build, rules });
  return findings
    .filter((one) => one.rule === rule.id)
    .map((one) => [one.span, rule.fixes(facts, one).map(({ edits }) => edits)]);
}
