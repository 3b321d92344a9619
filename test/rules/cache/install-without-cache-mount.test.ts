import assert from 'node:assert/strict';
import { installWithoutCacheMount } from '../../../server/src/rules/cache/install-without-cache-mount.ts';
import { contextOf } from '../../fixes/context-of.ts';
import { applyEdits } from '../../support/apply-edits.ts';
import { CASES, type MountCase } from './cache-mount-cases.ts';
import { factsOf } from './reorder.ts';

/** Checks the finding, the fix with its grade, the resulting text, and that the rule is silent on it. */
function checkCase({ dockerfile, files, expected }: MountCase): void {
  const context = files && contextOf(files);
  const facts = factsOf(dockerfile, context);
  const findings = installWithoutCacheMount.check(facts);
  assert.equal(findings.length, expected === 'silent' ? 0 : 1);
  const [finding] = findings;
  if (expected === 'silent' || finding === undefined) {
    return;
  }
  const [fix] = installWithoutCacheMount.fixes(facts, finding);
  if ('none' in expected) {
    assert.equal(fix?.title, undefined);
    assert.ok(finding.message.includes('No automatic fix'));
    assert.ok(finding.message.includes(expected.none), finding.message);
    return;
  }
  const [edit] = fix?.edits ?? [];
  assert.ok(fix && edit?.file === 'dockerfile', finding.message);
  const result = applyEdits(dockerfile, edit.edits);
  assert.equal(result, expected.review);
  assert.equal(fix.safety, 'review', fix.title);
  assert.ok(fix.title.includes(expected.title), fix.title);
  assert.deepEqual(installWithoutCacheMount.check(factsOf(result, context)), []);
}

describe('cache/install-without-cache-mount', () => {
  for (const one of CASES) {
    it(one.id, () => {
      checkCase(one);
    });
  }
});
