import assert from 'node:assert/strict';
import fc from 'fast-check';
import { matchName } from '../../server/src/context/match.ts';
import { truthOf } from '../support/truth.ts';

interface MatchRecord {
  readonly pattern: string;
  readonly matches?: Readonly<Record<string, boolean>>;
  readonly error?: string;
}

const records = truthOf<MatchRecord>('match');

describe('matchName', () => {
  it('agrees with every recorded answer of filepath.Match', () => {
    const wrong: string[] = [];
    for (const { pattern, matches = {}, error } of records) {
      if (error !== undefined) {
        assert.equal(matchName(pattern, 'a'), 'bad-pattern', pattern);
      }
      for (const [name, expected] of Object.entries(matches)) {
        if (matchName(pattern, name) !== expected) {
          wrong.push(`${pattern} ${name}`);
        }
      }
    }
    assert.deepEqual(wrong, []);
    assert.equal(records.length, 41);
  });

  // Read off Go's path/filepath/match.go.
  const CASES: readonly (readonly [pattern: string, name: string, expected: boolean | 'bad-pattern'])[] = [
    ['a[^x]b', 'a/b', true],
    ['*??', '€', true],
    ['??', '€', false],
    ['[α-ω]*', 'λx', true],
    ['*[', '', 'bad-pattern'],
    ['x[', 'y', 'bad-pattern'],
    ['[b-a]', 'a', false],
    ['a*b*c', 'aXbYc', true],
    ['a*b*c', 'aXbY/c', false],
  ];
  for (const [pattern, name, expected] of CASES) {
    it(`${pattern} on ${JSON.stringify(name)} is ${expected}`, () => {
      assert.equal(matchName(pattern, name), expected);
    });
  }

  it('ends promptly on hostile patterns', () => {
    assert.equal(matchName('*a'.repeat(200) + 'b', 'a'.repeat(20_000)), false);
  });

  it('never throws, and a bad pattern is bad for every name', () => {
    const text = fc.string({ unit: fc.constantFrom(...Array.from('ab/*?[]^-\\é🐳\ud800')) });
    fc.assert(
      fc.property(text, text, text, (pattern, one, other) => {
        assert.equal(matchName(pattern, one) === 'bad-pattern', matchName(pattern, other) === 'bad-pattern');
      }),
    );
  });

  it('matches every name by itself once its wildcards are escaped', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        assert.equal(matchName(name.replace(/[*?[\\]/g, '\\$&'), name), true);
      }),
    );
  });
});
