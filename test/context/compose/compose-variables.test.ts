import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseEnv } from '../../../server/src/context/compose/env.ts';
import { interpolate } from '../../../server/src/context/compose/interpolate.ts';

const VARIABLES = new Map([
  ['A', 'a'],
  ['EMPTY', ''],
  ['constructor', 'c'],
]);

/** Text, what becomes of it, and whether something in it is not known, or only so while nobody sets a variable. */
const TEXTS: readonly (readonly [text: string, expected: string, how?: 'unsure' | 'assumed' | 'both'])[] = [
  ['plain', 'plain'],
  ['$A ${A} $$A $', 'a a $A $'],
  ['$5 and $-', '$5 and $-'],
  ['${A}b$A.c', 'aba.c'],
  ['$constructor$toString', 'c', 'unsure'],
  ['${NO}', '', 'unsure'],
  ['${NO:-x} ${EMPTY:-x} ${EMPTY-x} ${NO-x} ${A:-x}', 'x x  x a', 'assumed'],
  ['${NO:-${A:-b}} ${NO:-${NO:-c}}', 'a c', 'assumed'],
  ['${NO:-{"k":1}}', '{"k":1}', 'assumed'],
  ['${EMPTY:-x} ${A:-x} ${EMPTY+x}', 'x a x'],
  ['${NO:-x} ${NEVER}', 'x ', 'both'],
  ['${A:+x} ${EMPTY:+x} ${EMPTY+x} ${NO+x}', 'x  x ', 'assumed'],
  ['${A:?gone} ${A?gone}', 'a a'],
  ['${NO?gone}', '', 'unsure'],
  ['${EMPTY:?gone}', '', 'unsure'],
  ['${EMPTY?gone}', ''],
  ['${NO:-a-b:+c}', 'a-b:+c', 'assumed'],
  ['${A', '${A', 'unsure'],
  ['${}', '${}', 'unsure'],
  ['${A!}', '${A!}', 'unsure'],
];

const ENV: readonly (readonly [text: string, expected: Readonly<Record<string, string>>])[] = [
  ['A=1\nB = 2 \n# C=3\n\nexport D=4\r\nE: 5', { A: '1', B: '2', D: '4', E: '5' }],
  ['A=x # note\nB=x#y\nC="x # y" # z', { A: 'x', B: 'x#y', C: 'x # y' }],
  ['A=1\nB=${A}2\nC=\'$A\'\nD="$A\\n\\$A"\nE=${NOBODY}', { A: '1', B: '12', C: '$A', D: '1\n$A' }],
  ['A="one\ntwo"\nB=3', { A: 'one\ntwo', B: '3' }],
  ['A="never closed\nB=3', { B: '3' }],
  ['\uFEFFA=1\nA=2\nB=', { A: '2', B: '' }],
  ['nothing here\n=x\n a b=c', {}],
];

describe('Compose variables', () => {
  for (const [text, expected, how] of TEXTS) {
    it(text, () => {
      const unsure = how === 'unsure' || how === 'both';
      const assumed = how === 'assumed' || how === 'both';
      assert.deepEqual(interpolate(text, VARIABLES), { text: expected, unsure, assumed });
    });
  }

  for (const [text, expected] of ENV) {
    it(`.env: ${JSON.stringify(text)}`, () => {
      assert.deepEqual(Object.fromEntries(parseEnv(text)), expected);
    });
  }

  it('are read from any text', () => {
    const characters = Array.from('${}:-+?ABC="\'\\\n #');
    const text = fc.array(fc.constantFrom(...characters), { maxLength: 60 });
    fc.assert(
      fc.property(text, (parts) => {
        const joined = parts.join('');
        interpolate(joined, parseEnv(joined));
      }),
    );
  });

  it('nest and repeat without end', () => {
    assert.equal(interpolate('${A:-'.repeat(50_000), new Map()).unsure, true);
    assert.equal(interpolate(`${'${B:-'.repeat(500)}x${'}'.repeat(500)}`, new Map()).unsure, true);
    assert.equal(parseEnv('A="\n'.repeat(50_000)).size, 1);
  });
});
