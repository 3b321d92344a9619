import assert from 'node:assert/strict';
import fc from 'fast-check';
import { analyze } from '../../../server/src/insights/analysis.ts';
import { refactoringsAt } from '../../../server/src/insights/fixes/refactorings.ts';
import { dockerfilesOf } from '../dockerfiles-of.ts';
import { resultOf } from './check.ts';

const INSTRUCTION = fc.constantFrom(
  'RUN make',
  'run go build -o /out/app . && \\\n  # why\n  true',
  '# why\nRUN npm ci \\\n\t&& npm run build',
  'RUN <<EOF\nset -e\nmake\n# all\nmake all\nEOF',
  'RUN apt-get update && apt-get install -y gcc',
  'RUN --mount=type=cache,target=/c make',
  'RUN cp a /etc/b',
  'COPY . .',
  '  copy --chown=node . ./x',
  'ADD a.tar /app/y/',
  'COPY --from=0 /app /b/',
  'COPY --from=build /a /b/',
  'ENV A=1 \\\n  # why\n  B=2',
  'ARG C',
  'USER node',
  'LABEL d=e',
  'FROM node:22',
  'FROM stage AS other',
  'CMD ["node", "dist/main.js"]',
  'ONBUILD RUN x',
  '',
  '# alone\n',
);

describe('extracting a builder stage, for any instructions', () => {
  it('makes a builder, repeats what it must, and leaves the other instructions alone', () => {
    let tried = 0;
    fc.assert(
      fc.property(dockerfilesOf(INSTRUCTION), (text) => {
        const analysis = analyze({ text });
        const { nodes, stages } = analysis.model;
        for (const [index, { instruction }] of nodes.entries()) {
          for (const count of [1, 2, 3]) {
            const end = nodes[index + count - 1]?.instruction.end ?? text.length;
            const found = refactoringsAt(analysis, { start: instruction.start, end }).find(
              ({ id }) => id === 'extract-stage',
            );
            if (found === undefined) {
              continue;
            }
            tried++;
            assert.equal(found.safety, 'review');
            assert.equal(found.kind, 'extract');
            const { model } = analyze({ text: resultOf(text, found) });
            assert.equal(model.stages.length, stages.length + 1);
            const old = stages[nodes[index]?.stage ?? -1];
            assert.ok(old);
            const [builder, shipped] = model.stages.slice(old.index);
            assert.equal(builder?.role, 'builder');
            assert.equal(shipped?.role, 'shipped');
            const textsOf = (from: number, to: number, { nodes: all } = model): readonly string[] =>
              all.slice(from, to).map((node) => node.instruction.text);
            const before = (from: number, to: number): readonly string[] => textsOf(from, to, analysis.model);
            const selected = Math.min(count, nodes.length - index);
            assert.deepEqual(textsOf(0, old.first), before(0, old.first), 'the stages above');
            assert.deepEqual(
              textsOf(builder.end - selected, builder.end),
              before(index, index + selected),
              'the steps',
            );
            const kept = index - old.first;
            assert.deepEqual(textsOf(shipped.first, shipped.first + kept), before(old.first, index));
            const rest = nodes.length - index - selected;
            const length = model.nodes.length;
            assert.deepEqual(textsOf(length - rest, length), before(nodes.length - rest, nodes.length));
            const copies = textsOf(shipped.first + kept, length - rest);
            assert.ok(copies.length > 0);
            for (const copy of copies) {
              assert.match(copy, /^copy --from=build(-\d)? (\/\S+) \2$/i);
            }
          }
        }
      }),
      { seed: 20_240_611, numRuns: 400 },
    );
    assert.ok(tried > 100, `it was tried ${tried} times`);
  });

  it('never throws on any text', () => {
    const part = fc.oneof(
      INSTRUCTION,
      fc.string(),
      fc.string().map((words) => `RUN ${words}`),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 6 }), fc.nat(60), fc.nat(200), (parts, start, length) => {
        const text = ['FROM a', 'WORKDIR /app', ...parts].join('\n');
        refactoringsAt(analyze({ text }), { start, end: start + length });
        const from = text.indexOf('\n', 8) + 1;
        refactoringsAt(analyze({ text }), { start: from, end: from + length });
      }),
      { seed: 20_240_611, numRuns: 500 },
    );
  });
});
