import assert from 'node:assert/strict';
import type { ContextSnapshot } from '../../../server/src/context/types.ts';
import { buildModel } from '../../../server/src/model/build.ts';
import type { Facts, Rule } from '../../../server/src/rules/types.ts';
import { otherTextOf } from '../../../server/src/insights/fixes/other-text.ts';
import { parse } from '../../../server/src/syntax/parse.ts';
import { contextOf, type Files } from '../../fixes/context-of.ts';
import { applyEdits } from '../../support/apply-edits.ts';

/** What a rule must say of a Dockerfile and its context. */
export interface ContextCase {
  readonly id: string;
  readonly dockerfile: string;
  /** As in `contextOf`; no context is known where this is not given. */
  readonly files?: Files;
  /** Sizes of files in bytes, where they are not those of their texts. */
  readonly sizes?: Readonly<Record<string, number>>;
  /** Paths that are symlinks. */
  readonly links?: readonly string[];
  /** What else is known of the context. */
  readonly context?: Partial<ContextSnapshot>;
  /** What each message must contain, in order; none: it must stay silent. */
  readonly reports?: readonly string[];
  /** What related places, and that of the finding itself, cover in an ignore file. */
  readonly covers?: string;
  /** The text of the Dockerfile or the ignore file after the first finding's fix, which must mend it; `none` where there is no fix. */
  readonly fix?: string;
  /** What the title of the first finding's fix must contain. */
  readonly title?: string;
}

/** Checks the findings of a rule that looks at the context, and its first fix, case by case. */
export function checkContextCases(rule: Rule, cases: readonly ContextCase[]): void {
  describe(rule.id, () => {
    for (const one of cases) {
      it(one.id, () => {
        checkCase(rule, one);
      });
    }
  });
}

function checkCase(rule: Rule, one: ContextCase): void {
  const facts = factsOf(one);
  const findings = rule.check(facts);
  const { reports = [], covers, fix: wanted, title } = one;
  const messages = findings.map(({ message }) => message);
  assert.equal(messages.length, reports.length, messages.join('\n'));
  for (const [index, text] of reports.entries()) {
    assert.ok(messages[index]?.includes(text), `${messages[index] ?? ''} contains ${text}`);
  }
  const [finding] = findings;
  if (finding === undefined) {
    return;
  }
  if (covers !== undefined) {
    const { file, span } = finding.at ?? finding.related.find((related) => related.file !== undefined) ?? {};
    assert.equal(file && otherTextOf(facts, file)?.slice(span?.start, span?.end), covers);
  }
  if (wanted !== undefined) {
    checkFix(rule, one, facts, wanted);
  }
  if (title !== undefined) {
    const shown = rule.fixes(facts, finding)[0]?.title ?? '';
    assert.ok(shown.includes(title), `${shown} contains ${title}`);
  }
}

function checkFix(rule: Rule, one: ContextCase, facts: Facts, wanted: string): void {
  const findings = rule.check(facts);
  const [fix] = findings[0] === undefined ? [] : rule.fixes(facts, findings[0]);
  if (wanted === 'none') {
    assert.equal(fix?.title, undefined);
    return;
  }
  const [edit] = fix?.edits ?? [];
  assert.ok(fix !== undefined && edit !== undefined && edit.file !== 'compose', 'has a fix');
  assert.equal(fix.safety, 'review');
  const text = edit.file === 'context' ? edit.text : applyEdits(one.dockerfile, edit.edits);
  assert.equal(text, wanted);
  const fixed =
    edit.file === 'context'
      ? { ...one, files: { ...one.files, [edit.path]: text } }
      : { ...one, dockerfile: text };
  assert.equal(rule.check(factsOf(fixed)).length, findings.length - 1, 'the fix mends it');
}

function factsOf({ dockerfile, files, sizes = {}, links = [], context: known }: ContextCase): Facts {
  const model = buildModel(parse(dockerfile));
  if (files === undefined) {
    return { model, context: undefined };
  }
  const context = contextOf(files);
  const entries = new Map(context.entries);
  for (const [path, entry] of entries) {
    const size = sizes[path] ?? context.texts.get(path)?.length;
    entries.set(path, entry.kind === 'file' ? { ...entry, size } : entry);
  }
  for (const path of links) {
    entries.set(path, { kind: 'symlink' });
  }
  return { model, context: { ...context, entries, ...known } };
}
