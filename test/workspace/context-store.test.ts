import assert from 'node:assert/strict';
import type { ContextEntry, ContextSnapshot } from '../../server/src/context/types.ts';
import { createContextStore } from '../../server/src/workspace/context-store.ts';
import type { FileEvent } from '../../server/src/workspace/event-effect.ts';
import type { LoadRequest } from '../../server/src/workspace/held-context.ts';
import type { LoadedContext } from '../../server/src/workspace/load-context.ts';

function loadedContext(label: string): LoadedContext {
  const snapshot: ContextSnapshot = {
    label,
    dockerfile: 'Dockerfile',
    entries: new Map<string, ContextEntry>([
      ['a.log', { kind: 'file' }],
      ['closed', { kind: 'directory' }],
      ['known.js', { kind: 'file' }],
      ['link', { kind: 'symlink' }],
      ['node_modules', { kind: 'directory' }],
      ['package.json', { kind: 'file' }],
    ]),
    closed: new Set(['closed', 'node_modules']),
    complete: true,
    texts: new Map([['package.json', '{}']]),
    ignore: { path: '.dockerignore', text: '*.log' },
  };
  return { root: '/w', snapshot, notes: [] };
}

/** Lets what waits have its turn. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

interface Load {
  readonly dockerfile: string;
  readonly request: LoadRequest;
  readonly end: (loaded?: LoadedContext) => Promise<void>;
}

/** A store whose loads, patches and rests the test ends itself. */
function storeOf() {
  const loads: Load[] = [];
  const patches: { paths: readonly string[]; end: (loaded?: LoadedContext) => Promise<void> }[] = [];
  const rests: (() => Promise<void>)[] = [];
  const arrived: string[] = [];
  const ending =
    <T>(resolve: (value: T) => void) =>
    async (value: T): Promise<void> => {
      resolve(value);
      await turn();
    };
  const store = createContextStore({
    load: (dockerfile, request) =>
      new Promise((resolve) => {
        const end = ending<LoadedContext | undefined>(resolve);
        loads.push({ dockerfile, request, end: (loaded) => end(loaded) });
      }),
    patch: (_dockerfile, _loaded, paths) =>
      new Promise((resolve) => {
        const end = ending<LoadedContext | undefined>(resolve);
        patches.push({ paths, end: (loaded) => end(loaded) });
      }),
    rest: () =>
      new Promise((resolve) => {
        rests.push(() => ending(resolve)(undefined));
      }),
    onLoaded: (dockerfile, { snapshot }, isNew) =>
      arrived.push(`${dockerfile} ${snapshot.label}${isNew ? '' : ' again'}`),
  });
  return { store, loads, patches, rests, arrived };
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
    store.reload(FILE);
    store.reload(FILE);
    assert.equal(loads.length, 3);
    assert.equal(loads[1]?.request.signal.aborted, true);
    assert.equal(store.get(FILE)?.label, 'one');
    await loads[2]?.end(loadedContext('three'));
    await loads[1].end(loadedContext('two'));
    assert.equal(store.get(FILE)?.label, 'three');
    assert.deepEqual(arrived, ['/w/Dockerfile one', '/w/Dockerfile three']);
  });

  it('tells what is known early, once, and never instead of more', async () => {
    const { store, loads, arrived } = storeOf();
    store.get(FILE);
    loads[0]?.request.onEarly(loadedContext('early'));
    assert.equal(store.get(FILE)?.label, 'early');
    await loads[0]?.end(loadedContext('one'));
    store.reload(FILE);
    loads[1]?.request.onEarly(loadedContext('early'));
    assert.equal(store.get(FILE)?.label, 'one');
    assert.equal(loads[1]?.request.previous?.snapshot.label, 'one');
    await loads[1].end(loads[1].request.previous);
    assert.deepEqual(arrived, ['/w/Dockerfile early', '/w/Dockerfile one', '/w/Dockerfile one again']);
  });

  it('goes on with a load when files change meanwhile, loads once more, and rests', async () => {
    const { store, loads, rests, arrived } = storeOf();
    store.get(FILE);
    store.invalidate([{ path: '/w/node_modules/x' }, { path: '/w/new' }]);
    store.invalidate([{ path: '/w/newer' }]);
    assert.equal(loads.length, 1);
    await loads[0]?.end(loadedContext('one'));
    assert.equal(loads.length, 2);
    store.invalidate([{ path: '/w/newest' }]);
    await loads[1]?.end(loadedContext('two'));
    store.invalidate([{ path: '/w/last' }]);
    assert.equal(loads.length, 2);
    await rests[0]?.();
    assert.equal(loads.length, 3);
    await loads[2]?.end(loadedContext('three'));
    await rests[1]?.();
    assert.equal(loads.length, 3);
    assert.deepEqual(arrived, ['/w/Dockerfile one', '/w/Dockerfile two', '/w/Dockerfile three']);
  });

  it('does not go on when the ignore file has changed', async () => {
    const { store, loads } = storeOf();
    store.get(FILE);
    await loads[0]?.end(loadedContext('one'));
    store.invalidate([{ path: '/w/new' }]);
    store.invalidate([{ path: '/w/.dockerignore', contentOnly: true }]);
    assert.equal(loads[1]?.request.signal.aborted, true);
    assert.equal(loads.length, 3);
  });

  it('loads once after a flood of events', async () => {
    const { store, loads } = storeOf();
    store.get(FILE);
    await loads[0]?.end(loadedContext('one'));
    for (let burst = 0; burst < 5; burst += 1) {
      store.invalidate(Array.from({ length: 10_000 }, (_, at) => ({ path: `/w/src/${burst}/${at}` })));
    }
    assert.equal(loads.length, 2);
    store.invalidate(Array.from({ length: 50_000 }, (_, at) => ({ path: `/w/node_modules/${at}/x` })));
    await loads[1]?.end(loadedContext('two'));
    assert.equal(loads.length, 2);
  });

  it('looks at single files again, and draws nothing when they are the same or outside the image', async () => {
    const { store, loads, patches, arrived } = storeOf();
    store.get(FILE);
    const one = loadedContext('one');
    await loads[0]?.end(one);
    store.invalidate([{ path: '/w/package.json', contentOnly: true }, { path: '/w/known.js' }]);
    assert.deepEqual(patches[0]?.paths, ['package.json', 'known.js']);
    await patches[0].end(loadedContext('two'));
    assert.equal(store.get(FILE)?.label, 'two');
    store.invalidate([{ path: '/w/known.js', contentOnly: true }]);
    await patches[1]?.end(one);
    store.invalidate([{ path: '/w/a.log', contentOnly: true }]);
    await patches[2]?.end(loadedContext('three'));
    assert.equal(store.get(FILE)?.label, 'three');
    assert.deepEqual(arrived, ['/w/Dockerfile one', '/w/Dockerfile two', '/w/Dockerfile one']);
    assert.equal(loads.length, 1);
  });

  it('loads again when files can not be patched', async () => {
    const { store, loads, patches } = storeOf();
    store.get(FILE);
    await loads[0]?.end(loadedContext('one'));
    store.invalidate([{ path: '/w/known.js' }]);
    await patches[0]?.end();
    assert.equal(loads.length, 2);
  });

  it('drops a Dockerfile that was closed', async () => {
    const { store, loads, arrived } = storeOf();
    store.get(FILE);
    store.forget(FILE);
    assert.equal(loads[0]?.request.signal.aborted, true);
    await loads[0].end(loadedContext('one'));
    assert.deepEqual(arrived, []);
    store.get(FILE);
    store.forget(FILE);
    assert.equal(loads[1]?.request.signal.aborted, true);
  });

  it('outlives a load that fails', async () => {
    let calls = 0;
    const store = createContextStore({
      load: () => {
        calls += 1;
        return Promise.reject(new Error('gone'));
      },
      patch: () => Promise.resolve(undefined),
      rest: () => Promise.resolve(),
      onLoaded: () => assert.fail('nothing was loaded'),
    });
    store.get(FILE);
    await new Promise(setImmediate);
    store.reload(FILE);
    assert.equal(calls, 2);
  });

  const EVENTS: readonly (readonly [event: FileEvent, effect: 'loads again' | 'patches' | 'stays'])[] = [
    [{ path: '/w/src/new.js' }, 'loads again'],
    [{ path: '/w/src/a.js', contentOnly: true }, 'stays'],
    [{ path: '/w/known.js', contentOnly: true }, 'patches'],
    // Its end and its beginning may be one event, and whether it is there is looked at.
    [{ path: '/w/known.js' }, 'patches'],
    [{ path: '/w/package.json', contentOnly: true }, 'patches'],
    [{ path: '/w/api/package.json', contentOnly: true }, 'loads again'],
    [{ path: '/w/.dockerignore', contentOnly: true }, 'loads again'],
    [{ path: '/w/node_modules' }, 'loads again'],
    [{ path: '/w/node_modules/x/y' }, 'stays'],
    [{ path: '/w/sub/node_modules/x' }, 'stays'],
    [{ path: '/w/closed/x/y' }, 'stays'],
    [{ path: '/w/link/x' }, 'stays'],
    [{ path: '/elsewhere/x' }, 'stays'],
    [{ path: '/w2/x' }, 'stays'],
    [{ path: '/w/Dockerfile.dockerignore' }, 'loads again'],
  ];
  for (const [event, effect] of EVENTS) {
    it(`${effect} after ${JSON.stringify(event)}`, async () => {
      const { store, loads, patches } = storeOf();
      store.get(FILE);
      await loads[0]?.end(loadedContext('one'));
      store.invalidate([event]);
      assert.equal(loads.length, effect === 'loads again' ? 2 : 1);
      assert.equal(patches.length, effect === 'patches' ? 1 : 0);
    });
  }
});
