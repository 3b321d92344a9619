import assert from 'node:assert/strict';
import type { FileEvent } from '../../server/src/workspace/event-effect.ts';
import { createGatherer } from '../../server/src/workspace/gather-events.ts';

/** A gatherer with a clock that the test moves. */
function gatherer() {
  let time = 0;
  let timer: { readonly at: number; readonly run: () => void } | undefined;
  const batches: (readonly FileEvent[])[] = [];
  const { add } = createGatherer({
    onGathered: (events) => batches.push(events),
    later: (milliseconds, run) => {
      const set = { at: time + milliseconds, run };
      timer = set;
      return () => {
        timer = timer === set ? undefined : timer;
      };
    },
    now: () => time,
  });
  const pass = (milliseconds: number): void => {
    time += milliseconds;
    if (timer !== undefined && timer.at <= time) {
      const { run } = timer;
      timer = undefined;
      run();
    }
  };
  return { add, pass, batches };
}

describe('createGatherer', () => {
  it('hands on a burst once it is quiet, each file once', () => {
    const { add, pass, batches } = gatherer();
    add([{ path: '/a', contentOnly: true }, { path: '/b' }]);
    pass(100);
    add([{ path: '/a' }, { path: '/b', contentOnly: true }]);
    pass(100);
    assert.deepEqual(batches, []);
    pass(100);
    assert.deepEqual(batches, [[{ path: '/a' }, { path: '/b' }]]);
  });

  it('does not wait for ever', () => {
    const { add, pass, batches } = gatherer();
    for (let time = 0; time < 5000; time += 100) {
      add([{ path: `/${time}` }]);
      pass(100);
    }
    assert.equal(batches.length, 2);
    assert.equal(batches[0]?.length, 20);
  });

  it('waits for nothing when nothing has happened', () => {
    const { add, pass, batches } = gatherer();
    add([]);
    pass(10_000);
    assert.deepEqual(batches, []);
  });
});
