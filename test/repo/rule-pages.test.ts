import assert from 'node:assert/strict';
import { rulePages } from '../../scripts/rule-pages.mjs';
import { RULES } from '../../server/src/rules/registry.ts';
import { capitalized } from '../../server/src/syntax/capitalized.ts';

describe('the pages of the rules in the extension', () => {
  it('are one for each rule, under its id, with its heading and summary first', async () => {
    const pages = await rulePages();
    assert.deepEqual(Object.keys(pages).sort(), RULES.map(({ id }) => id).sort());
    for (const { id, summary } of RULES) {
      const [heading, , paragraph] = pages[id]?.split('\n') ?? [];
      assert.deepEqual([heading, paragraph], [`# ${id}`, `${capitalized(summary)}.`]);
    }
  });

  it('link nowhere, since there is nothing around them', async () => {
    for (const [id, text] of Object.entries(await rulePages())) {
      const links = text.replaceAll(/```[^]*?```|`[^`]*`/g, '').match(/\]\(|\]:|<a\b|<img\b|<!--/g);
      assert.equal(links, null, id);
    }
  });
});
