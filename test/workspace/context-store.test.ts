import assert from 'node:assert/strict';
import type { ContextSnapshot } from '../../server/src/context/types.ts';
import { createContextStore } from '../../server/src/workspace/context-store.ts';
import type { FileEvent } from '../../server/src/workspace/context-store.ts';
import type { LoadedContext } from '../../server/src/workspace/load-context.ts';

function loadedContext(label: string): LoadedContext {
  const snapshot: ContextSnapshot = {
    label,
    dockerfile: 'Dockerfile',
    entries: new Map([['node_modules', { kind: 'directory' }]]),
    closed: new Set(['node_modules']),
    complete: true,
    texts: new Map([['package.json', '{}']]),
    ignore: undefined,
  };
  return { root: '/w', snapshot, notes: [] };
}

/** A store whose loads the test ends itself. */
function storeOf() {
  const loads: { dockerfile: string; signal: AbortSignal; end: (loaded?: LoadedContext) => Promise<void> }[] =
    [];
  const arrived: string[] = [];
  const store = createContextStore({
    load: (dockerfile, signal) =>
      new Promise((resolve) => {
        const end = async (loaded?: LoadedContext): Promise<void> => {
          resolve(loaded);
          await new Promise(setImmediate);
        };
        loads.push({ dockerfile, signal, end });
      }),
    onLoaded: (dockerfile, { snapshot }) => arrived.push(`${dockerfile} ${snapshot.label}`),
  });
  return { store, loads, arrived };
}

const FILE = '/w/Dockerfile';

describe('createContextStore', () => {
  it('loads once and tells when it has arrived', async () => {
    const { store, loads, arrived } = storeOf();
    assert.equal(store.get(FILE), undefined);
    assert.equal(store.get(FILE), undefined);
    assert.equal(loads.length, 1);
    await loads[0]?.end(loadedContext('one'));
    assert.deepEqual(arrived, ['/w/Dockerfile one']);
    assert.equal(store.get(FILE)?.label, 'one');
    assert.equal(loads.length, 1);
  });

  it('keeps the old snapshot while it loads again, and drops a load that was overtaken', async () => {
    const { store, loads, arrived } = storeOf();
    store.get(FILE);
    await loads[0]?.end(loadedContext('one'));
    store.invalidate([{ path: '/w/new' }]);
    store.invalidate([{ path: '/w/newer' }]);
    assert.equal(loads.length, 3);
    assert.equal(loads[1]?.signal.aborted, true);
    assert.equal(store.get(FILE)?.label, 'one');
    await loads[2]?.end(loadedContext('three'));
    await loads[1].end(loadedContext('two'));
    assert.equal(store.get(FILE)?.label, 'three');
    assert.deepEqual(arrived, ['/w/Dockerfile one', '/w/Dockerfile three']);
  });

  it('drops a Dockerfile that was closed', async () => {
    const { store, loads, arrived } = storeOf();
    store.get(FILE);
    store.forget(FILE);
    assert.equal(loads[0]?.signal.aborted, true);
    await loads[0].end(loadedContext('one'));
    assert.deepEqual(arrived, []);
    store.get(FILE);
    store.dispose();
    assert.equal(loads[1]?.signal.aborted, true);
  });

  it('outlives a load that fails', async () => {
    let calls = 0;
    const store = createContextStore({
      load: () => {
        calls += 1;
        return Promise.reject(new Error('gone'));
      },
      onLoaded: () => assert.fail('nothing was loaded'),
    });
    store.get(FILE);
    await new Promise(setImmediate);
    store.reload(FILE);
    assert.equal(calls, 2);
  });

  const EVENTS: readonly (readonly [event: FileEvent, reloads: boolean])[] = [
    [{ path: '/w/src/new.js' }, true],
    [{ path: '/w/src/a.js', contentOnly: true }, false],
    [{ path: '/w/package.json', contentOnly: true }, true],
    [{ path: '/w/api/package.json', contentOnly: true }, true],
    [{ path: '/w/.dockerignore', contentOnly: true }, true],
    [{ path: '/w/node_modules' }, true],
    [{ path: '/w/node_modules/x/y' }, false],
    [{ path: '/elsewhere/x' }, false],
    [{ path: '/w2/x' }, false],
    [{ path: '/w/Dockerfile.dockerignore' }, true],
  ];
  for (const [event, reloads] of EVENTS) {
    it(`${reloads ? 'loads again' : 'stays'} after ${JSON.stringify(event)}`, async () => {
      const { store, loads } = storeOf();
      store.get(FILE);
      await loads[0]?.end(loadedContext('one'));
      store.invalidate([event]);
      assert.equal(loads.length, reloads ? 2 : 1);
    });
  }
});
