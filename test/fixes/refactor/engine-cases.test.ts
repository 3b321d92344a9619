import assert from 'node:assert/strict';
import { REFACTORING_CASES } from '../../engine/cases/refactorings.ts';
import { offered, resultOf } from './check.ts';

describe('refactorings that are proved by an engine', () => {
  for (const { name, id, dockerfile, select, fixed } of REFACTORING_CASES) {
    it(name, () => {
      const found = offered(id, { before: dockerfile, select });
      assert.equal(found && resultOf(dockerfile, found), fixed);
    });
  }
});
