import { failOnRuleErrors } from '../support/rule-errors.ts';
import { workAhead } from './ahead.ts';
import { CASES } from './cases/index.ts';
import { baseNamed, buildBases, removeImages } from './docker.ts';
import { prove } from './prove.ts';
import type { EngineCase } from './types.ts';

/** Builds at a time. */
const PARALLEL = 2;

/** More than can be in use at a time, so that no two cases that are being built have one in common. */
const BASES = ['a', 'b', 'c', 'd', 'e', 'f'];

/** Milliseconds that one case may take. */
const LIMIT = 120_000;

describe('fixes, proved by a Docker engine', function () {
  this.timeout(LIMIT);
  const proved = CASES.filter(({ skip }) => skip === undefined);
  const baseOf = (one: EngineCase): string => BASES[proved.indexOf(one) % BASES.length] ?? '';
  const proofOf = workAhead(proved, PARALLEL, (one) => prove(one, baseNamed(baseOf(one))));

  before(async () => {
    failOnRuleErrors();
    await buildBases(BASES);
  });

  after(removeImages);

  for (const one of CASES) {
    const title = `${one.grade}: ${one.name}`;
    if (one.skip === undefined) {
      it(title, () => proofOf(one));
    } else {
      it.skip(`${title} (${one.skip})`);
    }
  }
});
