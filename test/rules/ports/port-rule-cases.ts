import assert from 'node:assert/strict';
import type { Facts, Finding, Rule, Severity } from '../../../server/src/rules/types.ts';
import { portFacts } from '../../ports/facts-of.ts';
import { applyEdits } from '../../support/apply-edits.ts';

/** What a rule about ports must say of a Dockerfile beside a Compose file, and what its fix makes of them. */
export interface PortRuleCase {
  readonly id: string;
  readonly dockerfile: string;
  readonly compose?: string;
  /** The text at each finding's place, in the Compose file where it stands there. None: it must stay silent. */
  readonly reports?: readonly string[];
  /** What the first message must contain. */
  readonly says?: string;
  /** Of the first finding, where it is not the rule's own. */
  readonly severity?: Severity;
  /** The texts of its related places in the Dockerfile. */
  readonly related?: readonly string[];
  /** What the first finding's first fix makes of the file that it changes; the rule must then be silent about it. `none`: it has none. */
  readonly fixed?: string;
}

/** Checks a rule case by case. */
export function checkPortRule(rule: Rule, cases: readonly PortRuleCase[]): void {
  describe(rule.id, () => {
    for (const one of cases) {
      it(one.id, () => {
        checkCase(rule, one);
      });
    }
  });
}

function checkCase(rule: Rule, one: PortRuleCase): void {
  const { dockerfile, compose = '', reports = [], says = '', related, severity, fixed } = one;
  const facts = portFacts(dockerfile, filesOf(one));
  const findings = rule.check(facts);
  const textAt = ({ at, span }: Pick<Finding, 'at' | 'span'>): string =>
    at === undefined ? dockerfile.slice(span.start, span.end) : compose.slice(at.span.start, at.span.end);
  assert.deepEqual(findings.map(textAt), reports);
  const [finding] = findings;
  if (finding === undefined) {
    return;
  }
  assert.ok(finding.message.includes(says), finding.message);
  assert.equal(finding.severity, severity);
  if (related !== undefined) {
    const own = finding.related.filter(({ file }) => file === undefined);
    assert.deepEqual(own.map(textAt), related);
  }
  if (fixed !== undefined) {
    checkFix(rule, one, facts, finding);
  }
}

function checkFix(rule: Rule, one: PortRuleCase, facts: Facts, finding: Finding): void {
  const { dockerfile, compose = '', fixed } = one;
  const [fix] = rule.fixes(facts, finding);
  if (fixed === 'none') {
    assert.equal(fix, undefined);
    return;
  }
  const [edit, ...others] = fix?.edits ?? [];
  assert.ok(edit !== undefined && edit.file !== 'context', 'has a fix');
  assert.deepEqual(others, []);
  const isCompose = edit.file === 'compose';
  const result = applyEdits(isCompose ? compose : dockerfile, edit.edits);
  assert.equal(result, fixed);
  const after = isCompose ? { ...one, compose: result } : { ...one, dockerfile: result };
  const left = rule.check(portFacts(after.dockerfile, filesOf(after)));
  assert.ok(!left.some(({ key }) => key === finding.key), 'the fix mends it');
}

function filesOf({ compose }: PortRuleCase): Readonly<Record<string, string>> {
  return compose === undefined ? {} : { 'compose.yaml': compose };
}

/** A Compose file whose service `web` builds the Dockerfile and has these lines, with whole lines of others below. */
export function webService(web: readonly string[], ...others: readonly string[]): string {
  const lines = ['services:', '  web:', '    build: .', ...web.map((line) => `    ${line}`), ...others];
  return `${lines.join('\n')}\n`;
}
