import assert from 'node:assert/strict';
import type { Builder } from '../../server/src/cache/types.ts';
import type { ContextSnapshot } from '../../server/src/context/types.ts';
import { lazyFrequency } from '../../server/src/insights/content.ts';
import { buildModel } from '../../server/src/model/build.ts';
import type { BuildOptions } from '../../server/src/model/types.ts';
import type { Facts, Rule, Severity } from '../../server/src/rules/types.ts';
import { parse } from '../../server/src/syntax/parse.ts';
import { contextOf } from '../fixes/context-of.ts';
import { historyOf } from '../support/history-of.ts';
import { applyEdits } from '../support/apply-edits.ts';

/** What a rule must say of a Dockerfile. */
export interface RuleCase {
  readonly id: string;
  readonly dockerfile: string;
  /** The context's files by path, with their sizes in bytes; no context is known where this is not given. */
  readonly sizes?: Readonly<Record<string, number>>;
  /** The permission bits of some of these files, where they are known. */
  readonly modes?: Readonly<Record<string, number>>;
  /** The texts of some of these files; empty when not given. */
  readonly texts?: Readonly<Record<string, string>>;
  /** What the last commits have changed, newest first; no history is known where this is not given. */
  readonly commits?: readonly (readonly string[])[];
  /** `buildkit` when not given. */
  readonly builder?: Builder;
  /** The last stage alone when not given. */
  readonly build?: BuildOptions;
  /** What each message must contain, in order; none: it must stay silent. */
  readonly reports?: readonly string[];
  /** The first finding's own severity; not looked at where this is not given. */
  readonly severity?: Severity | 'default';
  /** The grade of the first finding's fix, and what it makes of the Dockerfile; the rule must accept that. */
  readonly fix?: readonly ['safe' | 'review', string] | 'none';
}

/** Checks the findings of a rule, and its first fix, case by case. */
export function checkRuleCases(rule: Rule, cases: readonly RuleCase[]): void {
  describe(rule.id, () => {
    for (const one of cases) {
      it(one.id, () => {
        checkRuleCase(rule, one);
      });
    }
  });
}

function checkRuleCase(rule: Rule, one: RuleCase): void {
  const { dockerfile, reports = [], fix: wanted } = one;
  const facts = factsOf(dockerfile, one);
  const findings = rule.check(facts);
  const messages = findings.map(({ message }) => message);
  assert.equal(messages.length, reports.length, messages.join('\n'));
  for (const [index, text] of reports.entries()) {
    assert.ok(messages[index]?.includes(text), `${messages[index] ?? ''} contains ${text}`);
  }
  const [finding] = findings;
  if (finding !== undefined && one.severity !== undefined) {
    assert.equal(finding.severity ?? 'default', one.severity);
  }
  if (finding === undefined || wanted === undefined) {
    return;
  }
  const [fix] = rule.fixes(facts, finding);
  if (wanted === 'none') {
    assert.equal(fix?.title, undefined);
    return;
  }
  const [edit] = fix?.edits ?? [];
  assert.ok(fix !== undefined && edit?.file === 'dockerfile', 'has a fix');
  const result = applyEdits(dockerfile, edit.edits);
  assert.equal(result, wanted[1]);
  assert.equal(fix.safety, wanted[0], fix.title);
  assert.equal(rule.check(factsOf(result, one)).length, findings.length - 1, 'the fix mends it');
}

function factsOf(dockerfile: string, { sizes, modes, texts, commits, builder, build }: RuleCase): Facts {
  const model = buildModel(parse(dockerfile), build);
  const context = sizes && contextWith(sizes, texts, modes);
  const history = commits && historyOf(commits, Object.keys(sizes ?? {}));
  return { model, context, frequency: lazyFrequency(model, context, history), builder };
}

/** A context of files of these sizes, some of them with a text, or a mode. */
export function contextWith(
  sizes: Readonly<Record<string, number>>,
  texts: Readonly<Record<string, string>> = {},
  modes: Readonly<Record<string, number>> = {},
): ContextSnapshot {
  const context = contextOf(Object.fromEntries(Object.keys(sizes).map((path) => [path, texts[path] ?? ''])));
  const entries = [...context.entries].map(
    ([path, entry]) =>
      [path, entry.kind === 'file' ? { ...entry, size: sizes[path], mode: modes[path] } : entry] as const,
  );
  return { ...context, entries: new Map(entries) };
}
