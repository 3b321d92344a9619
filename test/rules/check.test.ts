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

  it('leaves a finding out that has nothing to add to another one at its instruction', () => {
    const { facts } = analyze({ text: 'FROM a\n# strata: ignore=group/more\nRUN b\nRUN c\n' });
    const less: Rule = { ...ruleThat('group/less', () => [0, 1, 2]), yieldsTo: ['group/more'] };
    const more = ruleThat('group/more', () => [0, 1]);
    const found = (settings: readonly (readonly [string, RuleSetting])[]): string[] =>
      checkRules(facts, new Map(settings), { rules: [less, more] }).map(
        ({ rule, node }) => `${node} ${rule}`,
      );
    // What a comment or a setting silences says nothing.
    assert.deepEqual(found([]), ['0 group/more', '1 group/less', '2 group/less']);
    assert.deepEqual(found([['group/more', 'off']]), ['0 group/less', '1 group/less', '2 group/less']);
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

  const TEMPLATES: readonly (readonly [text: string, findings: number])[] = [
    ['FROM python:{{ version }}\nRUN b\n', 0],
    ['FROM {{base}} AS build\nRUN b\n', 0],
    ['FROM <%= @base %>\nRUN b\n', 0],
    ['FROM balenalib/%%BALENA_MACHINE_NAME%%-node\nRUN b\n', 0],
    ['FROM a\n{% if web %}\nRUN b\n{% endif %}\n', 0],
    ['{{- $x := 1 }}\nFROM a\nRUN b\n', 0],
    ['FROM a\n  <% if web %>\nRUN b\n', 0],
    ['FROM a\nRUN docker inspect --format "{{ .Id }}" b\n', 2],
    ['ARG A\nFROM a:${A%%.*}\nRUN b\n', 2],
    ['FROM a:${VERSION:-1}\nLABEL b="{{ c }}"\n', 2],
    ['FROM a\nRUN <<E\n{% if web %}\nE\n', 2],
    ['FROM a\n# {% if web %}\nRUN b \\\n  {{ c }}\n', 2],
  ];
  for (const [text, findings] of TEMPLATES) {
    it(`says ${findings === 0 ? 'nothing' : 'what it finds'} of ${JSON.stringify(text)}`, () => {
      const { facts } = analyze({ text });
      const found = checkRules(facts, undefined, { rules: [ruleThat('group/all', () => [0, 1])] });
      assert.equal(found.length, findings);
    });
  }
});
