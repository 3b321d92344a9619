import assert from 'node:assert/strict';
import { analyze } from '../../../server/src/insights/analysis.ts';
import { rerunCost } from '../../../server/src/insights/what-if/rerun-cost.ts';
import { whatIf } from '../../../server/src/insights/what-if/what-if.ts';

describe('what it costs to run steps again', () => {
  const CASES: readonly (readonly [seconds: readonly (number | undefined)[], cost: string | undefined])[] = [
    [[40.6, 17], 'about 58 s'],
    [[40.6, undefined], 'at least 41 s'],
    [[undefined, undefined], undefined],
    [[0.01, 0.02], undefined],
    [[], undefined],
  ];
  for (const [seconds, cost] of CASES) {
    it(`${JSON.stringify(seconds)}: ${cost ?? 'nothing to say'}`, () => {
      assert.equal(
        rerunCost([...seconds.keys()], (node) => seconds[node]),
        cost,
      );
    });
  }

  it('is part of the answer to what rebuilds', () => {
    const analysis = analyze({ text: 'FROM a\nRUN b\nRUN c\nRUN d\n' });
    const { summary } = whatIf(analysis, { kind: 'instruction', node: 2 }, (node) => node * 10);
    assert.match(summary, /^2 of 3 steps run again, about 50 s, because /);
  });
});
