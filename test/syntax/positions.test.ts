import assert from 'node:assert/strict';
import { parse } from '../../server/src/syntax/parse.ts';
import { offsetAt, positionAt } from '../../server/src/syntax/positions.ts';

describe('positions', () => {
  const file = parse('ab\nc\r\nd\re😀\n');

  it('counts \\n, \\r\\n and a lone \\r as line ends', () => {
    assert.deepEqual(file.lineStarts, [0, 3, 6, 8, 12]);
    assert.deepEqual(parse('').lineStarts, [0]);
    assert.deepEqual(parse('\r\r\n\n\r').lineStarts, [0, 1, 3, 4, 5]);
  });

  const rows: readonly (readonly [offset: number, line: number, character: number, back: number])[] = [
    [0, 0, 0, 0],
    [2, 0, 2, 2],
    [3, 1, 0, 3],
    [5, 1, 1, 4],
    [7, 2, 1, 7],
    [11, 3, 3, 11],
    [12, 4, 0, 12],
    [-1, 0, 0, 0],
    [99, 4, 0, 12],
    [Number.NaN, 0, 0, 0],
  ];
  for (const [offset, line, character, back] of rows) {
    it(`offset ${offset} is ${line}:${character}`, () => {
      assert.deepEqual(positionAt(file, offset), { line, character });
      assert.equal(offsetAt(file, { line, character }), back);
    });
  }

  it('clamps positions outside the text', () => {
    assert.equal(offsetAt(file, { line: 1, character: 99 }), 4);
    assert.equal(offsetAt(file, { line: 99, character: 0 }), 12);
    assert.equal(offsetAt(file, { line: -1, character: 5 }), 0);
    assert.equal(offsetAt(file, { line: 1, character: -5 }), 3);
  });
});
