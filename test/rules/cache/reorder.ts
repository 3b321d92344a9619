import assert from 'node:assert/strict';
import type { ContextSnapshot } from '../../../server/src/context/types.ts';
import { buildModel } from '../../../server/src/model/build.ts';
import { copyBeforeInstall } from '../../../server/src/rules/cache/copy-before-install.ts';
import type { Facts } from '../../../server/src/rules/types.ts';
import { parse } from '../../../server/src/syntax/parse.ts';
import { applyEdits } from '../../support/apply-edits.ts';
import { contextOf, type ContextOptions, type Files } from '../../fixes/context-of.ts';

/** What the rule must say of a Dockerfile. */
export type Expected =
  | 'silent'
  /** Reported, with this in the reason why there is no fix. */
  | { readonly none: string }
  /** Reported, with a fix that makes exactly this of the Dockerfile. */
  | { readonly safe: string; readonly ignore?: string }
  | { readonly review: string; readonly title: string; readonly ignore?: string };

export interface Case extends ContextOptions {
  /** The number in domain.md 6.3, where there is one. */
  readonly id: string;
  readonly dockerfile: string;
  /** `undefined`: no context is known. */
  readonly files: Files | undefined;
  readonly expected: Expected;
}

export function factsOf(dockerfile: string, context: ContextSnapshot | undefined): Facts {
  return { model: buildModel(parse(dockerfile)), context };
}

/** Checks one case: the findings, the fix and its grade, the resulting texts, and that the rule is silent on them. */
export function checkCase({ dockerfile, files, expected, ...options }: Case): void {
  const context = files && contextOf(files, options);
  const facts = factsOf(dockerfile, context);
  const findings = copyBeforeInstall.check(facts);
  if (expected === 'silent') {
    assert.deepEqual(
      findings.map(({ message }) => message),
      [],
    );
    return;
  }
  const [finding] = findings;
  assert.ok(finding, 'is reported');
  assert.equal(findings.length, 1, 'is reported once');
  const [fix] = copyBeforeInstall.fixes(facts, finding);
  if ('none' in expected) {
    assert.equal(fix?.title, undefined);
    assert.match(finding.message, / No automatic fix: .*\.$/);
    const reason = finding.message.slice(finding.message.indexOf('No automatic fix'));
    assert.ok(reason.includes(expected.none), `${reason} names ${expected.none}`);
    return;
  }
  assert.ok(fix, `has a fix: ${finding.message}`);
  assert.ok(!finding.message.includes('No automatic fix'), finding.message);
  const wanted = 'safe' in expected ? expected.safe : expected.review;
  let result = dockerfile;
  let after = files ?? {};
  for (const edit of fix.edits) {
    if (edit.file === 'dockerfile') {
      result = applyEdits(result, edit.edits);
    } else if (edit.file === 'context') {
      assert.equal(edit.path in after, edit.exists);
      after = { ...after, [edit.path]: edit.text };
    }
  }
  assert.equal(result, wanted);
  assert.equal(fix.safety, 'safe' in expected ? 'safe' : 'review', fix.title);
  assert.ok(fix.title.includes('review') === !('safe' in expected), fix.title);
  if ('title' in expected) {
    assert.ok(fix.title.includes(expected.title), `${fix.title} names ${expected.title}`);
  }
  const ignorePath = options.ignorePath ?? '.dockerignore';
  assert.equal(after[ignorePath], expected.ignore ?? files?.[ignorePath]);
  const again = copyBeforeInstall.check(factsOf(result, contextOf(after, options)));
  assert.deepEqual(
    again.map(({ message }) => message),
    [],
  );
}
