import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parse } from '../../server/src/syntax/parse.ts';
import { versions } from '../fuzz/texts.ts';

describe('parse, with what was read of the text before', () => {
  it('reads the same as without', () => {
    fc.assert(
      fc.property(versions, ([first = '', ...rest]) => {
        let before = parse(first);
        for (const text of rest) {
          before = parse(text, before);
          assert.deepEqual(before, parse(text));
        }
      }),
      { numRuns: 1500 },
    );
  });
});

describe('parse, with what was read of a long text before', () => {
  const lines = Array.from({ length: 300 }, (_, index) => `# ${index}\nRUN a${index} \\\n  b\n`);
  const before = parse(`FROM a\n${lines.join('')}`);

  for (const [name, text, same] of [
    ['a change of the same length keeps everything else', before.text.replace('a200', 'x200'), 300],
    ['what is added below reads the last instruction anew', `${before.text}RUN x\n`, 300],
    ['a change of the length keeps what is above', before.text.replace('a200', 'longer'), 201],
  ] as const) {
    it(name, () => {
      const old = new Set(before.instructions);
      const found = parse(text, before);
      assert.equal(found.instructions.filter((instruction) => old.has(instruction)).length, same);
      assert.deepEqual(found, parse(text));
    });
  }
});
