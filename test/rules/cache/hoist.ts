import assert from 'node:assert/strict';
import { copyBeforeInstall } from '../../../server/src/rules/cache/copy-before-install.ts';
import { systemPackagesAfterCopy } from '../../../server/src/rules/cache/system-packages-after-copy.ts';
import type { Facts, Finding, Rule } from '../../../server/src/rules/types.ts';
import { applyEdits } from '../../support/apply-edits.ts';
import { contextOf, type Files } from '../../fixes/context-of.ts';
import { factsOf } from './reorder.ts';

/** What the rules must say of a Dockerfile's RUNs that install packages by name. */
export type Expected =
  | 'silent'
  /** Reported, with this in the reason why there is no fix. */
  | { readonly none: string }
  /** Reported, with a fix of the last finding that makes exactly this of the Dockerfile. */
  | { readonly safe: string }
  | { readonly review: string; readonly title: string };

export interface Case {
  readonly id: string;
  readonly dockerfile: string;
  /** `undefined`: no context is known. */
  readonly files?: Files | undefined;
  readonly expected: Expected;
  /** How many RUNs are reported; one when not given. */
  readonly count?: number;
  /** A part of the last message. */
  readonly says?: string;
  /** How many RUNs are still reported when the fix is applied; none when not given. */
  readonly left?: number;
}

const RULES: readonly Rule[] = [systemPackagesAfterCopy, copyBeforeInstall];

/**
 * Checks one case: the findings, the fix of the last one and its grade, the resulting text, that nothing is reported there any
 * more, and that the fix can't be applied twice.
 */
export function checkCase(one: Case): void {
  const files = 'files' in one ? one.files : { 'src/main.py': '', 'app.js': '' };
  const context = files && contextOf(files);
  const facts = factsOf(one.dockerfile, context);
  const findings = lateFindings(facts);
  const { expected, count = 1, left = 0 } = one;
  if (expected === 'silent') {
    assert.deepEqual(messages(findings), []);
    return;
  }
  assert.equal(findings.length, count, messages(findings).join('\n'));
  const last = findings[findings.length - 1];
  assert.ok(last);
  assert.ok(last.finding.message.includes(one.says ?? ''), last.finding.message);
  const [fix] = last.rule.fixes(facts, last.finding);
  if ('none' in expected) {
    assert.equal(fix?.title, undefined);
    const { message } = last.finding;
    const reason = message.slice(message.indexOf('No automatic fix'));
    assert.ok(reason.includes(expected.none), `${message} names ${expected.none}`);
    return;
  }
  assert.ok(fix, last.finding.message);
  assert.ok(!last.finding.message.includes('No automatic fix'));
  const [edit] = fix.edits;
  assert.ok(edit?.file === 'dockerfile' && fix.edits.length === 1);
  const result = applyEdits(one.dockerfile, edit.edits);
  assert.equal(result, 'safe' in expected ? expected.safe : expected.review);
  assert.equal(fix.safety, 'safe' in expected ? 'safe' : 'review', fix.title);
  assert.equal(fix.title.includes('review'), !('safe' in expected), fix.title);
  if ('title' in expected) {
    assert.ok(fix.title.includes(expected.title), `${fix.title} names ${expected.title}`);
  }
  const rest = messages(lateFindings(factsOf(result, context)));
  assert.equal(rest.length, left, `silent afterwards:\n${rest.join('\n')}`);
}

interface Late {
  readonly rule: Rule;
  readonly finding: Finding;
}

/** Findings at RUNs: what is reported at a copy is another matter. */
function lateFindings(facts: Facts): readonly Late[] {
  return RULES.flatMap((rule) => rule.check(facts).map((finding) => ({ rule, finding })))
    .filter(({ finding }) => facts.model.nodes[finding.node]?.instruction.keyword === 'RUN')
    .sort((a, b) => a.finding.node - b.finding.node);
}

function messages(findings: readonly Late[]): readonly string[] {
  return findings.map(({ finding }) => finding.message);
}
