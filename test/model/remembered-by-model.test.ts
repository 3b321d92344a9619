import assert from 'node:assert/strict';
import { rememberedByModel } from '../../server/src/model/remembered-by-model.ts';
import { buildModel } from '../../server/src/model/build.ts';
import { parse } from '../../server/src/syntax/parse.ts';
import { contextOf } from '../fixes/context-of.ts';

describe('rememberedByModel', () => {
  it('searches again for another model and another context only', () => {
    const searches: string[] = [];
    const find = rememberedByModel((model, context) => {
      searches.push(`${model.nodes.length} nodes, ${context === undefined ? 'no context' : 'a context'}`);
      return searches.length;
    });
    const [one, two] = ['FROM a\n', 'FROM a\nRUN b\n'].map((text) => buildModel(parse(text)));
    const context = contextOf({});
    assert.ok(one && two);
    const found = [find(one, undefined), find(one, undefined), find(two, undefined), find(one, context)];
    assert.deepEqual(found, [1, 1, 2, 3]);
    assert.deepEqual(searches, ['1 nodes, no context', '2 nodes, no context', '1 nodes, a context']);
  });
});
