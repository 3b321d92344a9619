import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { docsOf } from '../../server/src/rules/documentation.ts';
import { RULES } from '../../server/src/rules/registry.ts';
import { pagePath, read } from './rule-docs.ts';

const root = new URL('../../', import.meta.url);

/** `group/name` of every file with this ending in the folders of a folder. */
function namesIn(folder: string, ending: string): string[] {
  return readdirSync(new URL(folder, root), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name: group }) =>
      readdirSync(new URL(`${folder}/${group}`, root))
        .filter((file) => file.endsWith(ending))
        .map((file) => `${group}/${file.slice(0, -ending.length)}`),
    )
    .sort();
}

const ids = RULES.map(({ id }) => id);

describe('every rule', () => {
  it('is one file, registered under its group and file name', async () => {
    const files = namesIn('server/src/rules', '.ts');
    const rules = [];
    for (const name of files) {
      if (/: Rule\b/.test(await read(`server/src/rules/${name}.ts`))) {
        rules.push(name);
      }
    }
    assert.deepEqual([...ids].sort(), rules);
    assert.equal(new Set(ids).size, ids.length, 'each once');
  });

  it('has a page, and no page is left of a rule that is gone', () => {
    assert.deepEqual(namesIn('docs/rules', '.md'), [...ids].sort());
  });

  for (const rule of RULES) {
    it(`${rule.id} is documented in full`, () => {
      const { examples, ...texts } = docsOf(rule);
      assert.ok(rule.status !== 'preview' || rule.defaultSeverity === 'off', 'a preview is off by default');
      for (const [heading, text] of Object.entries(texts)) {
        assert.match(text, /^[A-Z`][^]*[.!]$/, `${heading}: sentences`);
      }
      assert.ok(examples.length > 0, 'examples');
      assert.doesNotMatch(rule.summary, /\.$|\n/, 'summary: one line without a full stop');
      assert.match(rule.since, /^\d+\.\d+\.\d+$/);
    });
  }
});

describe('pages of the rules', () => {
  it('are linked from the README', async () => {
    const readme = await read('README.md');
    for (const rule of RULES) {
      assert.ok(readme.includes(`](${pagePath(rule)})`), rule.id);
    }
  });
});
