import { CASES } from './hoist-cases.ts';
import { checkCase } from './hoist.ts';

describe('packages that a RUN names, below a copy', () => {
  for (const one of CASES) {
    it(one.id, () => {
      checkCase(one);
    });
  }
});
