import assert from 'node:assert/strict';
import { analyze } from '../../server/src/insights/analysis.ts';
import { fixesOf } from '../../server/src/rules/fixes-of.ts';
import { contextOf } from '../fixes/context-of.ts';

const MANY = 6000;

function numbered(line: (index: number) => string): string {
  return Array.from({ length: MANY }, (_, index) => line(index)).join('');
}

/** Files whose findings are so many that looking through all of them for the fixes of each takes minutes. */
const CASES: readonly (readonly [rule: string, text: string, files: Readonly<Record<string, string>>])[] = [
  [
    'context/ignored-path-copied',
    `FROM node\nCOPY ${numbered((index) => `a${index} `)}/x/\n`,
    { '.dockerignore': '**/**/\n' },
  ],
  [
    'context/source-missing',
    `FROM node\nCOPY b /x/\n${numbered((index) => `COPY a${index}.json /x/\n`)}`,
    { b: 'is there' },
  ],
  ['ports/unset-variable', `FROM scratch\nEXPOSE ${numbered((index) => `$A${index} `)}\n`, {}],
  [
    'ports/expose-has-no-effect',
    `FROM node AS a\n${numbered((index) => `EXPOSE ${index}\n`)}FROM scratch\nCOPY --from=a /x /x\n`,
    {},
  ],
];

describe('thousands of findings', () => {
  for (const [rule, text, files] of CASES) {
    it(`of ${rule} are asked for their fixes in turn`, () => {
      const { facts, findings } = analyze({ text, context: contextOf(files) });
      const found = findings.filter((finding) => finding.rule === rule);
      assert.equal(found.length, MANY);
      const titles = found.flatMap((finding) => fixesOf(facts, finding).map(({ title }) => title));
      assert.equal(titles.length, rule === 'ports/expose-has-no-effect' ? MANY : 0);
    });
  }
});
