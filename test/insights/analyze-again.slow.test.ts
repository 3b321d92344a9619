import assert from 'node:assert/strict';
import fc from 'fast-check';
import { analyze } from '../../server/src/insights/analysis.ts';
import type { Analysis } from '../../server/src/insights/types.ts';
import { docsOf } from '../../server/src/rules/documentation.ts';
import { RULES } from '../../server/src/rules/registry.ts';
import { contextOf } from '../fixes/context-of.ts';
import { dockerfile, versions } from '../fuzz/texts.ts';
import { keptLenses } from './lens/kept-lenses.ts';

const context = contextOf({
  'package.json': '{}',
  'package-lock.json': '{}',
  'src/index.js': '',
  '.dockerignore': '*.md\n',
});

/** Every rule speaks. */
const rules = new Map(RULES.map(({ id }) => [id, 'warning' as const]));

/** All that is shown of an analysis. */
function said(analysis: Analysis): unknown {
  const { model, findings } = analysis;
  const { file, nodes, stages, target } = model;
  return {
    file,
    nodes,
    stages: stages.map((stage) => ({ ...stage })),
    target,
    findings,
    lenses: keptLenses(analysis),
  };
}

/** Nobody writes, or somebody does at the end, or in the middle. */
function writingIn(text: string, version: number): number | undefined {
  return [undefined, text.length, Math.floor(text.length / 2)][version % 3];
}

function checkVersions([first = '', ...rest]: readonly string[]): void {
  let before = analyze({ text: first, context, rules });
  keptLenses(before);
  for (const [version, text] of rest.entries()) {
    for (const writing of [writingIn(text, version), undefined]) {
      before = analyze({ text, context, rules, writing }, before);
      assert.deepEqual(said(before), said(analyze({ text, context, rules, writing })));
    }
  }
}

/** What the instructions that most rules overlook may say. */
const REWRITTEN = [
  'EXPOSE 80',
  'EXPOSE 3000 $A',
  'LABEL a=$A b="$B"',
  'LABEL version=${VERSION}',
  'CMD node src/index.js',
  'CMD ["npm", "start"]',
  'ENTRYPOINT ["/app/a"]',
  'ENTRYPOINT exec a $A',
  'VOLUME /app',
  'VOLUME ["/root/.npm", "$A"]',
  'HEALTHCHECK CMD curl localhost',
  'HEALTHCHECK NONE',
  'STOPSIGNAL 9',
  'MAINTAINER somebody',
];

const keywordOf = (line: string): string => line.slice(0, line.indexOf(' '));

/** Dockerfiles in which nothing but such instructions are rewritten, one a version. */
const rewritten: fc.Arbitrary<readonly string[]> = fc
  .tuple(
    dockerfile,
    fc.array(fc.constantFrom(...REWRITTEN), { minLength: 1, maxLength: 6 }),
    fc.array(fc.tuple(fc.nat(), fc.constantFrom(...REWRITTEN)), { minLength: 1, maxLength: 6 }),
    fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 6, maxLength: 6 }),
  )
  .map(([text, added, changes, places]) => {
    const lines = text.split('\n');
    for (const [index, line] of added.entries()) {
      lines.splice(Math.floor((places[index] ?? 0) * (lines.length + 1)), 0, line);
    }
    const all = [lines.join('\n')];
    for (const [start, line] of changes) {
      const at = lines.findIndex(
        (one, index) => index >= start % lines.length && keywordOf(one) === keywordOf(line),
      );
      if (at >= 0) {
        lines[at] = line;
        all.push(lines.join('\n'));
      }
    }
    return all;
  });

describe('analyze, with the analysis of the text before', () => {
  it('says the same as without', () => {
    fc.assert(fc.property(versions, checkVersions), { numRuns: 400 });
  });

  it('says the same where instructions were rewritten that most rules overlook', () => {
    fc.assert(fc.property(rewritten, checkVersions), { numRuns: 400 });
  });

  it('says the same for the examples of every rule', () => {
    for (const { before, files } of RULES.flatMap((rule) => docsOf(rule).examples)) {
      const around = contextOf(files);
      for (const line of REWRITTEN) {
        const old = analyze({ text: `${before}${keywordOf(line)} x\n`, context: around, rules });
        const text = `${before}${line}\n`;
        const again = analyze({ text, context: around, rules }, old);
        assert.deepEqual(said(again), said(analyze({ text, context: around, rules })));
      }
    }
  });
});
