import assert from 'node:assert/strict';
import fc from 'fast-check';
import { analyze } from '../../../server/src/insights/analysis.ts';
import { refactoringsAt } from '../../../server/src/insights/fixes/refactorings.ts';
import { parse } from '../../../server/src/syntax/parse.ts';
import { scriptOf } from '../../../server/src/syntax/shell.ts';
import { dockerfilesOf } from '../dockerfiles-of.ts';
import { offered, resultOf } from './check.ts';

const INSTRUCTION = fc.constantFrom(
  'RUN a',
  'RUN a && b',
  'run --network=none a && \\\n  # why\n  b | c',
  'RUN a \\\n\t&& cd /x \\\n\t&& b',
  'RUN apt-get update && apt-get install -y b a c && rm -rf /var/lib/apt/lists/*',
  'RUN apk add \\\n  # one\n  b a \\\n  # two\n  d c && make',
  'RUN set -eux; \\\n\tapt-get install -y b a; \\\n\tls',
  'RUN <<EOF\nset -e\na\napk add b a\nEOF',
  'RUN <<EOF\na\nEOF',
  'RUN ["a", "b"]',
  'RUN a; b || c &',
  'RUN a "$(b)" # c',
  '# why\nRUN A=1 a',
  '# hadolint ignore=DL3003\nRUN cd /x',
  'COPY . /x/',
  'COPY --from=0 /a /b/',
  'ONBUILD RUN a && b',
  'ENV A=1',
  'SHELL ["bash", "-c"]',
  'FROM b',
  '',
  '# alone\n',
);

const DOCKERFILE = dockerfilesOf(INSTRUCTION);
const OPTIONS = { seed: 20_240_611 };

/** These leave nothing to do. */
const ONCE: ReadonlySet<string> = new Set(['sort-packages', 'link-copy']);

describe('refactorings, for any instructions', () => {
  it('keep the file readable, its comments and its line ends, and run the same commands', () => {
    const tried = new Map<string, number>();
    fc.assert(
      fc.property(DOCKERFILE, (text) => {
        const { instructions } = parse(text);
        const analysis = analyze({ text });
        const spans = instructions.flatMap(({ start, end }, index) => [
          { start, end },
          { start, end: instructions[index + 2]?.end ?? end },
        ]);
        for (const span of spans) {
          for (const refactoring of refactoringsAt(analysis, span)) {
            const { id } = refactoring;
            tried.set(id, (tried.get(id) ?? 0) + 1);
            const after = resultOf(text, refactoring);
            assert.notEqual(after, text);
            assert.deepEqual(wordsOf(after), wordsOf(text), refactoring.title);
            if (ONCE.has(id)) {
              const select = { start: span.start, end: span.start };
              const again = refactoringsAt(analyze({ text: after }), select);
              assert.ok(!again.some((one) => one.id === id), `${id} once`);
            }
          }
        }
      }),
      { ...OPTIONS, numRuns: 60 },
    );
    for (const id of [
      'merge-runs',
      'split-run',
      'sort-packages',
      'link-copy',
      'to-heredoc',
      'from-heredoc',
    ]) {
      assert.ok((tried.get(id) ?? 0) > 10, `${id} was tried ${String(tried.get(id))} times`);
    }
  });

  it('split what was merged', () => {
    const RUN = fc.constantFrom('RUN a', 'RUN b | c', 'RUN d \\\n    e', '# why\nRUN f > /g');
    fc.assert(
      fc.property(fc.array(RUN, { minLength: 2, maxLength: 6 }), (runs) => {
        const before = ['FROM a', ...runs].join('\n');
        const merged = offered('merge-runs', { before });
        assert.ok(merged);
        const after = resultOf(before, merged);
        const split = offered('split-run', { before: after });
        assert.ok(split);
        assert.equal(resultOf(after, split), before);
      }),
      { ...OPTIONS, numRuns: 100 },
    );
  });

  it('never throw on any text', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(INSTRUCTION, fc.string()), { maxLength: 8 }),
        fc.nat(200),
        fc.nat(200),
        (parts, start, length) => {
          refactoringsAt(analyze({ text: parts.join('\n') }), { start, end: start + length });
        },
      ),
      { ...OPTIONS, numRuns: 300 },
    );
  });
});

/** The words of all commands, each once, without the `set -e` that stands for `&&`. */
function wordsOf(text: string): readonly string[] {
  const file = parse(text);
  const words = file.instructions.flatMap((instruction) =>
    (scriptOf(file, instruction)?.commands ?? [])
      .filter((command) => command.words.map((word) => word.text).join(' ') !== 'set -e')
      .flatMap((command) => command.words.map((word) => word.text.replace(/\s+/g, ' '))),
  );
  return [...new Set(words)].sort();
}
