import assert from 'node:assert/strict';
import fc from 'fast-check';
import { buildModel } from '../../server/src/model/build.ts';
import { hoistFix } from '../../server/src/fixes/hoist/fix.ts';
import { findLateSteps } from '../../server/src/fixes/hoist/late-steps.ts';
import { planHoist } from '../../server/src/fixes/hoist/plan.ts';
import { parse } from '../../server/src/syntax/parse.ts';
import { applyEdits } from '../support/apply-edits.ts';
import { contextOf } from './context-of.ts';
import { dockerfilesOf } from './dockerfiles-of.ts';

const CONTEXT = contextOf({ 'package.json': '{}', 'src/index.js': '', 'etc/x': '', '.npmrc': '' });

/** Instructions in many orders; some can be passed by an install of packages, some can't, some go along. */
const INSTRUCTION = fc.constantFrom(
  'COPY . .',
  'copy src ./src',
  'COPY --from=0 /x /opt/x',
  'COPY x.list /etc/apt/sources.list.d/',
  'RUN apt-get update && apt-get install -y git',
  'run apk add git',
  'RUN <<EOF\napt-get update\napt-get install -y git\nEOF',
  'RUN apt-get install -y $TOOL',
  'RUN apt-get install -y gcc && make',
  'RUN pip install flask',
  'RUN yarn global add serve',
  'RUN make',
  'RUN ldconfig',
  'RUN apt-get update > /dev/null',
  'RUN apt-get update && make',
  'RUN pip install wheel 2>&1',
  'RUN apt-get install -y zip > log',
  'RUN rm -rf src',
  'RUN curl -fsS https://example.org | sh',
  'RUN npm config set registry https://example.org',
  'ARG TOOL=git',
  'ENV PATH=/x:$PATH',
  'ENV A=$TOOL',
  'USER node',
  'WORKDIR /srv',
  'EXPOSE 80',
  '# a comment\nLABEL a=b',
  '  # indented\n  RUN apt-get \\\n    install -y curl',
  'FROM debian:13',
  '',
  '# a comment of its own\n',
);

/** Lines that need each other's work: whichever goes up, these keep their order. */
const ORDERS: readonly RegExp[] = [/^RUN (make|ldconfig)$/gm, /^.*\b(apt-get|apk)\b.*$/gm];

const DOCKERFILE = dockerfilesOf(INSTRUCTION);

describe('packages above the copy, for any order of instructions', () => {
  it('keeps every instruction, its comments and its lines, and mends what it says', () => {
    let fixes = 0;
    fc.assert(
      fc.property(DOCKERFILE, (text) => {
        const model = buildModel(parse(text));
        for (const late of findLateSteps(model, CONTEXT)) {
          const plan = planHoist(model, CONTEXT, late);
          const fix = hoistFix(model, CONTEXT, late);
          assert.equal(fix === undefined, plan.kind === 'refused', 'a plan is a fix');
          if (fix === undefined || plan.kind === 'refused') {
            continue;
          }
          fixes++;
          const [edit] = fix.edits;
          const result = applyEdits(text, edit?.file === 'dockerfile' ? edit.edits : []);
          assert.equal(result.endsWith('\n'), text.endsWith('\n'));
          assert.equal(result.includes('\r\n'), text.includes('\r\n'));
          if (plan.cut === undefined) {
            assert.deepEqual(linesOf(result), linesOf(text));
            for (const order of ORDERS) {
              assert.deepEqual(result.match(order), text.match(order), 'in the same order');
            }
          }
        }
      }),
      { numRuns: 400, seed: 20_240_611 },
    );
    assert.ok(fixes > 50, `only ${String(fixes)} fixes were tried`);
  });

  it('comes to an end when it is applied again and again', () => {
    fc.assert(
      fc.property(DOCKERFILE, (text) => {
        let current = text;
        for (let round = 0; round < 20; round++) {
          const model = buildModel(parse(current));
          const fix = findLateSteps(model, CONTEXT)
            .map((late) => hoistFix(model, CONTEXT, late))
            .find((one) => one !== undefined);
          const edit = fix?.edits[0];
          if (edit?.file !== 'dockerfile') {
            return;
          }
          current = applyEdits(current, edit.edits);
        }
        assert.fail('still something to fix');
      }),
      { numRuns: 100, seed: 20_240_611 },
    );
  });

  it('never throws on any text', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(INSTRUCTION, fc.string()), { maxLength: 8 }), (parts) => {
        const model = buildModel(parse(parts.join('\n')));
        for (const late of findLateSteps(model, undefined)) {
          hoistFix(model, undefined, late);
        }
      }),
      { numRuns: 200, seed: 20_240_611 },
    );
  });
});

/** Every line that says something, whatever the order. */
function linesOf(text: string): readonly string[] {
  return text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .sort();
}
