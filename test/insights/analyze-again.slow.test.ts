import assert from 'node:assert/strict';
import fc from 'fast-check';
import { analyze } from '../../server/src/insights/analysis.ts';
import type { Analysis } from '../../server/src/insights/types.ts';
import { buildModelAgain } from '../../server/src/model/build-again.ts';
import { docsOf } from '../../server/src/rules/documentation.ts';
import { RULES } from '../../server/src/rules/registry.ts';
import { parse } from '../../server/src/syntax/parse.ts';
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
    // What is taken from it is taken for one version after the other, as fixes do that read their own results.
    const model = buildModelAgain(parse(text, before.model.file), {}, before.model);
    for (const writing of [writingIn(text, version), undefined]) {
      before = analyze({ text, context, rules, writing }, before);
      assert.deepEqual(said(before), said(analyze({ text, context, rules, writing })));
    }
    assert.deepEqual(model.nodes, before.model.nodes);
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

/** What somebody may write in one place, which changes what stands below it, what is built on it, or nothing. */
const WRITTEN = [
  ...REWRITTEN,
  'ENV A=b PATH=/x:$PATH',
  'ENV A=$B',
  'ARG B=c',
  'ARG VERSION',
  'WORKDIR x',
  'WORKDIR /srv/$A',
  'USER app',
  'SHELL ["/bin/bash", "-c"]',
  'COPY . .',
  'COPY package.json ./',
  'COPY --from=0 /x /x',
  'COPY --from=a $A /x',
  'RUN npm ci',
  'RUN --mount=from=a,target=/y make',
  'ONBUILD COPY . /app',
  'ONBUILD ENV A=c',
  'FROM a AS a',
  'FROM 0',
  '# c',
  'RUN a \\',
  '',
];

/** Dockerfiles in which somebody goes on writing in one line, and now and then in the next. */
const written: fc.Arbitrary<readonly string[]> = fc
  .tuple(
    dockerfile,
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.array(fc.tuple(fc.constantFrom(...WRITTEN), fc.integer({ min: 0, max: 8 })), {
      minLength: 3,
      maxLength: 8,
    }),
  )
  .map(([text, place, changes]) => {
    const lines = text.split('\n');
    const at = Math.floor(place * lines.length);
    const all = [text];
    for (const [line, where] of changes) {
      lines[at + (where === 0 ? 1 : 0)] = line;
      all.push(lines.join('\n'));
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

  it('says the same where somebody goes on writing in one line', () => {
    fc.assert(fc.property(written, checkVersions), { numRuns: 400 });
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
