import assert from 'node:assert/strict';
import { generatedFiles, read } from './rule-docs.ts';

describe('files written from the rules', () => {
  it('are fresh (npm run docs)', async () => {
    for (const { path, text } of await generatedFiles()) {
      assert.equal(await read(path), text, path);
    }
  });
});
