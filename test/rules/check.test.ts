import assert from 'node:assert/strict';
import { analyze } from '../../server/src/insights/analysis.ts';
import { checkRules } from '../../server/src/rules/check.ts';
import { settingOf } from '../../server/src/rules/setting-of.ts';
import type { Rule, RuleSetting } from '../../server/src/rules/types.ts';
import { ruleThat } from '../support/rules.ts';

const RULES = [ruleThat('group/last', () => [2, 1]), ruleThat('group/first', () => [0, 2])];

/** Runs two rules on three instructions with settings and asserts what is reported, in order. */
function check(
  settings: readonly (readonly [string, RuleSetting])[] | undefined,
  expected: readonly string[],
): void {
  const { facts } = analyze({ text: 'FROM a\nRUN b\nRUN c\n' });
  const found = checkRules(facts, settings && new Map(settings), { rules: RULES });
  assert.deepEqual(
    found.map(({ rule, node, severity }) => `${node} ${severity} ${rule}`),
    expected,
  );
}

describe('rules and their settings', () => {
  it('reports in document order with default severities', () => {
    check(undefined, [
      '0 warning group/first',
      '1 warning group/last',
      '2 warning group/last',
      '2 warning group/first',
    ]);
  });

  it('gives the severity that is set, and none to a rule that is off', () => {
    check(
      [
        ['group/last', 'off'],
        ['group/first', 'hint'],
      ],
      ['0 hint group/first', '2 hint group/first'],
    );
  });

  it('passes over settings for rules that do not exist', () => {
    check(
      [
        ['group/last', 'off'],
        ['group/unknown', 'error'],
        ['constructor', 'error'],
      ],
      ['0 warning group/first', '2 warning group/first'],
    );
  });

  it('gives a finding that weighs less its own severity, unless one is set', () => {
    const milder: Rule = {
      ...ruleThat('group/milder', () => [1]),
      check: (facts) =>
        ruleThat('group/milder', () => [1, 2])
          .check(facts)
          .map((finding, index) => (index === 0 ? { ...finding, severity: 'information' } : finding)),
    };
    const severities = (settings: readonly (readonly [string, RuleSetting])[]): string[] =>
      checkRules(analyze({ text: 'FROM a\nRUN b\nRUN c\n' }).facts, new Map(settings), {
        rules: [milder],
      }).map(({ severity }) => severity);
    assert.deepEqual(severities([]), ['information', 'warning']);
    assert.deepEqual(severities([['group', 'hint']]), ['hint', 'hint']);
    assert.deepEqual(severities([['group/milder', 'error']]), ['error', 'error']);
    assert.deepEqual(severities([['group/milder', 'off']]), []);
  });

  it('takes a group where the rule itself is not named, with a star or without', () => {
    check([['group', 'off']], []);
    check(
      [
        ['group/*', 'hint'],
        ['group/last', 'error'],
      ],
      ['0 hint group/first', '1 error group/last', '2 error group/last', '2 hint group/first'],
    );
  });

  it('switches a rule that is off by default on by its id alone', () => {
    const rule = { id: 'group/quiet', defaultSeverity: 'off' } as const;
    assert.equal(settingOf(rule, new Map([['group', 'warning']])), 'off');
    assert.equal(settingOf(rule, new Map([['group/quiet', 'hint']])), 'hint');
    assert.equal(settingOf({ id: 'single', defaultSeverity: 'hint' }, new Map([['', 'off']])), 'hint');
  });
});
