import assert from 'node:assert/strict';
import { analyze } from '../../server/src/insights/analysis.ts';
import { fixesOf } from '../../server/src/rules/fixes-of.ts';
import { contextOf } from '../fixes/context-of.ts';

const MANY = 6000;
const VERY_MANY = 15_000;

function numbered(line: (index: number) => string): string {
  return Array.from({ length: MANY }, (_, index) => line(index)).join('');
}

/** Files whose findings are so many that looking through all of them, or reading the whole file again, for the fixes of each takes minutes. */
const CASES: readonly (readonly [
  rule: string,
  text: string,
  files: Readonly<Record<string, string>>,
  found: number,
  fixed: number,
])[] = [
  [
    'context/ignored-path-copied',
    `FROM node\nCOPY ${numbered((index) => `a${index} `)}/x/\n`,
    { '.dockerignore': '**/**/\n' },
    MANY,
    0,
  ],
  [
    'context/source-missing',
    `FROM node\nCOPY b /x/\n${numbered((index) => `COPY a${index}.json /x/\n`)}`,
    { b: 'is there' },
    MANY,
    0,
  ],
  ['ports/unset-variable', `FROM scratch\nEXPOSE ${numbered((index) => `$A${index} `)}\n`, {}, MANY, 0],
  [
    'ports/expose-has-no-effect',
    `FROM node AS a\n${numbered((index) => `EXPOSE ${index}\n`)}FROM scratch\nCOPY --from=a /x /x\n`,
    {},
    MANY,
    MANY,
  ],
  [
    'size/package-cache-left',
    `FROM node:22\nCOPY package.json package-lock.json ./\n${'RUN npm ci\n'.repeat(VERY_MANY)}`,
    { 'package.json': '{}', 'package-lock.json': '{}' },
    VERY_MANY,
    VERY_MANY,
  ],
  [
    'size/package-cache-left',
    `FROM alpine:3.22\n${'RUN apk update\n'.repeat(VERY_MANY)}`,
    {},
    VERY_MANY,
    VERY_MANY,
  ],
  [
    'cache/apt-update-alone',
    `FROM debian:13\n${'RUN apt-get update\nRUN apt-get install -y curl\n'.repeat(VERY_MANY)}`,
    {},
    VERY_MANY,
    VERY_MANY,
  ],
];

describe('thousands of findings', () => {
  for (const [rule, text, files, many, fixed] of CASES) {
    it(`of ${rule} are asked for their fixes in turn`, () => {
      const { facts, findings } = analyze({ text, context: contextOf(files) });
      const found = findings.filter((finding) => finding.rule === rule);
      assert.equal(found.length, many);
      const titles = found.flatMap((finding) => fixesOf(facts, finding).map(({ title }) => title));
      assert.equal(titles.length, fixed);
    });
  }
});
