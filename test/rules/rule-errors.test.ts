import assert from 'node:assert/strict';
import { analyze } from '../../server/src/insights/analysis.ts';
import { checkRules } from '../../server/src/rules/check.ts';
import { reportRuleErrorsTo } from '../../server/src/rules/rule-errors.ts';
import { failOnRuleErrors } from '../support/rule-errors.ts';
import { ruleThat } from '../support/rules.ts';

// Outside every describe: these hooks count for every test of the run, so that no swallowed error goes unseen.
before(failOnRuleErrors);

describe('a rule that throws', () => {
  const { facts } = analyze({ text: 'FROM a\nRUN b\n' });
  const broken = ruleThat('test/broken', () => {
    throw new Error('oops');
  });
  const reporting = ruleThat('test/fine', () => [0]);

  afterEach(failOnRuleErrors);

  it('fails a test that did not expect it', () => {
    assert.throws(() => checkRules(facts, undefined, { rules: [broken] }), /oops/);
  });

  it('costs nothing but its own findings', () => {
    const told: string[] = [];
    reportRuleErrorsTo((rule) => told.push(rule));
    const findings = checkRules(facts, undefined, { rules: [broken, reporting] });
    assert.deepEqual(
      findings.map(({ rule }) => rule),
      ['test/fine'],
    );
    assert.deepEqual(told, ['test/broken']);
  });
});
