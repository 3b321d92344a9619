import assert from 'node:assert/strict';
import { closestKeyword } from '../../server/src/syntax/closest-keyword.ts';

const MEANT: Readonly<Record<string, string | undefined>> = {
  // parse.jsonl p100: `unknown instruction: FOO (did you mean FROM?)`.
  FOO: 'FROM',
  FORM: 'FROM',
  FRO: 'FROM',
  RUNN: 'RUN',
  LABLE: 'LABEL',
  ENTYPOINT: 'ENTRYPOINT',
  ENTRY: undefined,
  INSTALL: undefined,
  X: undefined,
  '': undefined,
};

describe('the keyword that is meant', () => {
  for (const [word, keyword] of Object.entries(MEANT)) {
    it(`by ${word || 'nothing'} is ${keyword ?? 'not known'}`, () => {
      assert.equal(closestKeyword(word), keyword);
    });
  }
});
