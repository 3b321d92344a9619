import assert from 'node:assert/strict';
import fc from 'fast-check';
import { blockOf, lineEndOf } from '../../../server/src/fixes/moving/blocks.ts';
import { relocate } from '../../../server/src/fixes/moving/relocate.ts';
import { buildModel } from '../../../server/src/model/build.ts';
import { parse } from '../../../server/src/syntax/parse.ts';
import type { Node } from '../../../server/src/model/types.ts';
import type { Instruction } from '../../../server/src/syntax/types.ts';
import { applyEdits } from '../../support/apply-edits.ts';
import { dockerfilesOf } from '../dockerfiles-of.ts';

const LINES = fc.constantFrom(
  'ARG A=1',
  'RUN make \\\n  install',
  '# a comment\nLABEL a=b',
  '  # indented\n  COPY . .',
  'RUN <<EOF\nmake\n\nEOF',
  '# a comment of its own\n',
  '',
  ' ',
);

describe('instructions that move to one place', () => {
  it('keeps every instruction with its comments, and makes no gap of blank lines wider', () => {
    let moves = 0;
    fc.assert(
      fc.property(
        dockerfilesOf(LINES),
        fc.array(fc.boolean(), { minLength: 14, maxLength: 14 }),
        fc.nat(13),
        (text, picks, at) => {
          const model = buildModel(parse(text));
          const { file, nodes } = model;
          const target = nodes[1 + (at % (nodes.length - 1))];
          assert.ok(target);
          for (const side of ['above', 'below'] as const) {
            const passes = (index: number): boolean =>
              side === 'above' ? index > target.index : index < target.index;
            const moved = nodes.filter(({ index }) => index > 0 && picks[index] === true && passes(index));
            if (moved.length === 0) {
              continue;
            }
            moves++;
            const eol = lineEndOf(file, target.instruction);
            const lines = moved.map((node) => ({ node, moving: blockOf(file, node).text(eol), staying: '' }));
            const result = applyEdits(text, relocate(model, lines, { node: target, side }));
            const expected = nodes.flatMap((node): readonly Node[] => {
              const own = moved.includes(node) ? [] : [node];
              const both = side === 'above' ? [...moved, node] : [node, ...moved];
              return node === target ? both : own;
            });
            assert.deepEqual(
              parse(result).instructions.map(withComments),
              expected.map(({ instruction }) => withComments(instruction)),
            );
            assert.equal(parse(result).comments.length, file.comments.length);
            assert.equal(result.includes('\r\n'), text.includes('\r\n') && result.includes('\n'));
            assert.ok(blankLines(result) <= blankLines(text), 'no gap is wider than the widest');
            const endsBlank = /\n\s*\n$/;
            assert.ok(!endsBlank.test(result) || /\n\s*$/.test(text), 'no blank line is left at the end');
          }
        },
      ),
      { numRuns: 2000, seed: 20_261_123 },
    );
    assert.ok(moves > 500, String(moves));
  });
});

function withComments({ text, comments }: Instruction): readonly string[] {
  return [...comments.map((comment) => comment.text), text];
}

/** How many blank lines stand in a row at most, one at least, without those within an instruction. */
function blankLines(text: string): number {
  let [most, count] = [1, 0];
  for (const line of text.split('\n').slice(0, -1)) {
    count = line.trim() === '' ? count + 1 : 0;
    most = Math.max(most, count);
  }
  return most;
}
