import assert from 'node:assert/strict';
import type { ContextSnapshot } from '../../server/src/context/types.ts';
import type { Model } from '../../server/src/model/types.ts';
import { rememberedWith } from '../../server/src/syntax/remembered-with.ts';
import { buildModel } from '../../server/src/model/build.ts';
import { parse } from '../../server/src/syntax/parse.ts';
import { contextOf } from '../fixes/context-of.ts';

describe('rememberedWith', () => {
  it('searches again for another model and another context only', () => {
    const searches: string[] = [];
    const find = rememberedWith((model: Model, context: ContextSnapshot | undefined) => {
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
