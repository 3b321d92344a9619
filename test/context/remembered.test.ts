import assert from 'node:assert/strict';
import { createRemembered } from '../../server/src/context/remembered.ts';

describe('createRemembered', () => {
  const memory = () => createRemembered<string>({ limit: 10, costOf: (answer) => answer.length });

  it('forgets what was asked for longest ago first', () => {
    const remembered = memory();
    remembered.set('a', '1234');
    remembered.set('b', '1234');
    assert.equal(remembered.get('a'), '1234');
    remembered.set('c', '1234');
    assert.deepEqual(
      ['a', 'b', 'c'].map((key) => remembered.get(key)),
      ['1234', undefined, '1234'],
    );
  });

  it('keeps the latest answer, however large it is', () => {
    const remembered = memory();
    remembered.set('a', '1');
    remembered.set('b', 'x'.repeat(50));
    assert.equal(remembered.get('a'), undefined);
    assert.equal(remembered.get('b')?.length, 50);
    remembered.set('c', '1');
    assert.equal(remembered.get('b'), undefined);
  });

  it('counts an answer that is given anew once', () => {
    const remembered = memory();
    for (let at = 0; at < 5; at += 1) {
      remembered.set('a', '123456');
    }
    remembered.set('b', '1234');
    assert.equal(remembered.get('a'), '123456');
  });
});
