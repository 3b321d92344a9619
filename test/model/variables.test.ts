import assert from 'node:assert/strict';
import { buildModel } from '../../server/src/model/build.ts';
import { settingAbove, valueAbove, variableNames } from '../../server/src/model/variables.ts';
import { parse } from '../../server/src/syntax/parse.ts';

/** `values`: what the last instruction of the text finds, by the order of the names in the file. */
const CASES: Readonly<Record<string, { readonly text: string; readonly values: readonly string[] }>> = {
  'of ENV and of the default of an ARG': {
    text: 'FROM a\nENV A=1 B="2 3"\nARG C=4',
    values: ['A=1', 'B=2 3', 'C=4'],
  },
  'of the later one, be it an ENV or an ARG': {
    text: 'FROM a\nENV A=1\nARG A=2\nARG B=1\nENV B=2',
    values: ['A=2', 'B=2'],
  },
  'of one that is set again, at its first place': {
    text: 'FROM a\nENV A=1\nENV B=2\nENV A=3 A=4',
    values: ['A=4', 'B=2'],
  },
  'an empty one, too': { text: 'FROM a\nENV A=1\nENV A=', values: ['A='] },
  'as it was above an ARG without a value': { text: 'FROM a\nENV A=1\nARG A B', values: ['A=1'] },
  'of a global ARG that the stage asks for': { text: 'ARG A=1\nARG B=2\nFROM a\nARG A', values: ['A=1'] },
  'with the values of others, and those that the base image may set as they are written': {
    text: 'FROM a\nARG A=1\nENV B=${A}2 PATH=/b:$PATH C=$D',
    values: ['A=1', 'B=12', 'PATH=/b:$PATH', 'C=$D'],
  },
  'not of a label, a RUN or a trigger': {
    text: 'FROM a\nLABEL A=1\nRUN B=2 c\nONBUILD ENV D=3',
    values: [],
  },
  'of the stages that its own is built from': {
    text: 'FROM a AS b\nENV A=1 B=1\nARG C=1\nFROM b AS d\nENV B=2\nFROM d\nARG E=1',
    values: ['A=1', 'B=2', 'C=1', 'E=1'],
  },
  'not of other stages, nor of what comes below': {
    text: 'FROM a AS b\nENV A=1\nFROM b AS c\nENV A=2 B=2\nFROM b\nENV C=3',
    values: ['A=1', 'C=3'],
  },
};

describe('the values of variables above an instruction', () => {
  for (const [what, { text, values }] of Object.entries(CASES)) {
    it(what, () => {
      const model = buildModel(parse(`${text}\nRUN x\nENV A=below Z=below\n`));
      const run = model.nodes.at(-2) ?? assert.fail();
      const found = variableNames(model).map((name) => [name, valueAbove(model, run, name)] as const);
      assert.deepEqual(
        found.flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${value}`])),
        values,
      );
      assert.equal(valueAbove(model, run, 'constructor'), undefined);
    });
  }

  it('with what stands before each', () => {
    const model = buildModel(parse('FROM a AS b\nARG A\nFROM b\nENV B=1 A=1\nENV A=2\nRUN x'));
    const last = settingAbove(model, { stage: 1, index: 5 }, 'A');
    const chain = [last, last?.before, last?.before?.before, last?.before?.before?.before];
    assert.deepEqual(
      chain.map((one) => one && [one.node.index, one.pair, one.value]),
      [[4, 0, '2'], [3, 1, '1'], [1, 0, undefined], undefined],
    );
  });

  it('in stages beside each other on a long chain', () => {
    const stages = Array.from(
      { length: 600 },
      (_, index) => `FROM s${index} AS s${index + 1}\nENV N=${index} E${index}=1`,
    );
    const text = [
      'FROM a AS s0',
      'ENV A=0',
      ...stages,
      'FROM s256 AS x',
      'ENV A=x',
      'FROM s256 AS y',
      'RUN y',
    ];
    const model = buildModel(parse(text.join('\n')));
    const run = model.nodes.at(-1) ?? assert.fail();
    assert.deepEqual(
      ['A', 'N', 'E0', 'E255', 'E256'].map((name) => valueAbove(model, run, name)),
      ['0', '255', '1', '1', undefined],
    );
  });
});
