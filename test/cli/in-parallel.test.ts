import assert from 'node:assert/strict';
import { inParallel } from '../../server/src/cli/in-parallel.ts';

describe('inParallel', () => {
  it('keeps the order of the items, whichever is done first, and works on no more than allowed', async () => {
    const ends: (() => void)[] = [];
    let underWay = 0;
    let most = 0;
    const all = inParallel(['a', 'b', 'c', 'd', 'e'], { parallel: 2 }, async (item) => {
      underWay += 1;
      most = Math.max(most, underWay);
      await new Promise<void>((resolve) => ends.push(resolve));
      underWay -= 1;
      return item.toUpperCase();
    });
    while (ends.length > 0) {
      // The one that began last ends first.
      ends.pop()?.();
      await new Promise((resolve) => setImmediate(resolve));
    }
    assert.deepEqual(await all, ['A', 'B', 'C', 'D', 'E']);
    assert.equal(most, 2);
  });

  it('has nothing to do for nothing', async () => {
    assert.deepEqual(await inParallel([], { parallel: 4 }, () => Promise.reject(new Error('never'))), []);
  });

  it('rejects when one of them does', async () => {
    const run = (item: number): Promise<number> =>
      item === 2 ? Promise.reject(new Error('broken')) : Promise.resolve(item);
    await assert.rejects(inParallel([1, 2, 3], { parallel: 2 }, run), /broken/);
  });
});
