import assert from 'node:assert/strict';
import { rememberedOfContext, sameContext } from '../../server/src/context/same-context.ts';
import { select } from '../../server/src/context/selection.ts';
import { indexOf } from '../../server/src/context/snapshot-index.ts';
import { snapshotOf } from './snapshot.ts';

const one = snapshotOf({ paths: ['a/x', 'b/y'] });

describe('snapshots of one context', () => {
  it('share what is found out about it', () => {
    let asked = 0;
    const find = rememberedOfContext(({ entries }) => {
      asked += 1;
      return entries.size;
    });
    const other = { ...one, dockerfile: 'b/y' };
    const third = { ...one, reason: 'another' };
    sameContext(other, one);
    sameContext(third, other);
    assert.deepEqual(
      [find(third), find(one), find(other)],
      [one.entries.size, one.entries.size, one.entries.size],
    );
    assert.equal(asked, 1);
    assert.equal(indexOf(third), indexOf(one));
    assert.equal(select(third, 'a'), select(one, 'a'));
  });

  it('are those that somebody says are: another ignore file makes another context', () => {
    let asked = 0;
    const find = rememberedOfContext(() => (asked += 1));
    find(one);
    find({ ...one, ignore: { path: '.dockerignore', text: 'a\n' } });
    assert.equal(asked, 2);
  });

  it('remember an answer that is undefined', () => {
    let asked = 0;
    const find = rememberedOfContext(() => {
      asked += 1;
      return undefined;
    });
    find(one);
    find(one);
    assert.equal(asked, 1);
  });
});
