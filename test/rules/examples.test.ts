import assert from 'node:assert/strict';
import { analyze } from '../../server/src/insights/analysis.ts';
import type { Analysis } from '../../server/src/insights/types.ts';
import type { FileEdit, Fix } from '../../server/src/fixes/types.ts';
import { docsOf } from '../../server/src/rules/documentation.ts';
import { RULES } from '../../server/src/rules/registry.ts';
import type { Rule, RuleExample } from '../../server/src/rules/types.ts';
import { loadContext } from '../../server/src/workspace/load-context.ts';
import { locateContext } from '../../server/src/workspace/locate/locate-context.ts';
import { contextClues } from '../../server/src/insights/context-clues.ts';
import { applyEdits } from '../support/apply-edits.ts';
import { historyOf } from '../support/history-of.ts';
import { memoryFiles } from '../support/memory-files.ts';

/** The documentation of every rule is run: `before` reports once, `after` not at all, the fix leads from one to the other. */
for (const rule of RULES) {
  describe(`documentation of ${rule.id}`, () => {
    it('has an example', () => {
      assert.ok(docsOf(rule).examples.length > 0);
    });

    for (const example of docsOf(rule).examples) {
      it(example.title, async () => {
        const before = await analysisOf(rule, example.before, example);
        const [finding, ...others] = before.findings.filter(({ rule: id }) => id === rule.id);
        assert.ok(finding, 'before reports');
        assert.deepEqual(others, [], 'before reports once');

        const after = await analysisOf(rule, example.after, {
          ...example,
          files: example.afterFiles ?? example.files,
        });
        assert.deepEqual(messagesOf(after, rule), [], 'after is silent');

        const [fix] = rule.fixes(before.facts, finding);
        assert.equal(fix !== undefined, example.fix !== undefined, 'a fix is offered as documented');
        if (fix && example.fix !== undefined) {
          assert.ok(fix.title.includes(example.fix), `${fix.title} names ${example.fix}`);
          await checkFixed(rule, example, fix);
        }
      });
    }
  });
}

/** The Dockerfile must be `after` to the letter; with the other files that the fix changes, the rule is silent. */
async function checkFixed(rule: Rule, example: RuleExample, fix: Fix): Promise<void> {
  let text = example.before;
  const files = new Map(Object.entries(example.files));
  for (const edit of fix.edits) {
    if (edit.file === 'dockerfile') {
      text = applyEdits(text, edit.edits);
    } else if (edit.file === 'context') {
      changeFile(files, edit);
    } else {
      const path = edit.place.slice('/ctx/'.length);
      files.set(path, applyEdits(files.get(path) ?? '', edit.edits));
    }
  }
  assert.equal(text, example.after, 'the fix turns before into after');
  if (example.afterFiles !== undefined) {
    assert.deepEqual(Object.fromEntries(files), example.afterFiles, 'and the files');
  }
  const fixed = await analysisOf(rule, text, { ...example, files: Object.fromEntries(files) });
  assert.deepEqual(messagesOf(fixed, rule), [], 'the fix mends it');
}

function changeFile(files: Map<string, string>, edit: Extract<FileEdit, { file: 'context' }>): void {
  assert.equal(files.has(edit.path), edit.exists, `${edit.path} exists or not, as the fix says`);
  files.set(edit.path, edit.text);
}

function messagesOf(analysis: Analysis, rule: Rule): string[] {
  return analysis.findings.filter(({ rule: id }) => id === rule.id).map(({ message }) => message);
}

/** Analysed beside the example's files, with the rule switched on even where it is off by default. */
async function analysisOf(
  rule: Rule,
  text: string,
  { files, commits, builder }: Pick<RuleExample, 'files' | 'commits' | 'builder'>,
): Promise<Analysis> {
  const tree = Object.fromEntries(Object.entries(files).map(([path, content]) => [`/ctx/${path}`, content]));
  const place = { root: '/ctx', dockerfile: '/ctx/Dockerfile' };
  const disk = memoryFiles({ ...tree, [place.dockerfile]: text });
  const loaded = await loadContext(disk, place);
  const { compose } = await locateContext(disk, {
    ...place,
    workspaceRoot: place.root,
    ...contextClues(text),
  });
  assert.ok(loaded);
  const severity = rule.defaultSeverity === 'off' ? 'warning' : rule.defaultSeverity;
  return analyze({
    text,
    builder,
    compose,
    context: loaded.snapshot,
    history: commits && historyOf(commits, Object.keys(files)),
    rules: new Map([[rule.id, severity]]),
  });
}
