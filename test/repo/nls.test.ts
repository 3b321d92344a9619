import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

const textOf = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

describe('texts that VS Code shows of package.json', () => {
  it('are in package.nls.json, each of them used, so that they can be translated', () => {
    const named = [...textOf('package.json').matchAll(/"%([\w.]+)%"/g)].map(([, name]) => name);
    const texts = JSON.parse(textOf('package.nls.json')) as Readonly<Record<string, string>>;
    assert.deepEqual([...new Set(named)].sort(), Object.keys(texts).sort());
    for (const [name, text] of Object.entries(texts)) {
      assert.match(text, /\S/, name);
    }
  });
});
