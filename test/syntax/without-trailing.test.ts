import assert from 'node:assert/strict';
import { withoutTrailing } from '../../server/src/syntax/without-trailing.ts';

describe('a text without what stands at its end', () => {
  for (const [text, characters, expected] of [
    ['a/b//', '/', 'a/b'],
    ['/a', '/', '/a'],
    ['//', '/', ''],
    ['', '/', ''],
    ['a\r\n\r', '\r\n', 'a'],
    ['a \tb\t ', ' \t', 'a \tb'],
  ] as const) {
    it(JSON.stringify([text, characters]), () => {
      assert.equal(withoutTrailing(text, characters), expected);
    });
  }
});
