import { CASES } from './reorder-cases.ts';
import { checkCase } from './reorder.ts';

describe('cache/copy-before-install', () => {
  for (const one of CASES) {
    it(one.id, () => {
      checkCase(one);
    });
  }
});
