import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { blockingListing } from '../../server/src/workspace/tree/blocking-lister.ts';
import type { QuickListing } from '../../server/src/workspace/files.ts';
import { loadContext } from '../../server/src/workspace/load-context.ts';
import type { LoadOptions } from '../../server/src/workspace/load-context.ts';
import { nodeFiles } from '../../server/src/workspace/tree/node-files.ts';
import { memoryFiles } from '../support/memory-files.ts';
import type { Tree } from '../support/memory-files.ts';

const HERE = { root: '/w', dockerfile: '/w/Dockerfile' };

async function load(tree: Tree, options: Partial<LoadOptions> = {}) {
  const files = memoryFiles(tree);
  const loaded = await loadContext(files, { ...HERE, ...options });
  assert.ok(loaded);
  return { ...loaded, listed: files.listed };
}

describe('loadContext', () => {
  it('records what is there, near things first, and enters no folder that is left out or full of packages', async () => {
    const { snapshot, listed } = await load({
      '/w/Dockerfile': '',
      '/w/.dockerignore': 'dist\nlogs\n!logs/keep',
      '/w/node_modules/x/package.json': '{}',
      '/w/dist/a.js': '',
      '/w/logs/keep/x': '',
      '/w/src/a/b.js': '',
      '/w/link': { link: '/w' },
    });
    assert.deepEqual(
      [...snapshot.entries].map(([path, { kind }]) => `${path} ${kind}`),
      [
        '.dockerignore file',
        'Dockerfile file',
        'dist directory',
        'link symlink',
        'logs directory',
        'node_modules directory',
        'src directory',
        'logs/keep directory',
        'src/a directory',
        'logs/keep/x file',
        'src/a/b.js file',
      ],
    );
    assert.deepEqual([...snapshot.closed], ['dist', 'node_modules']);
    assert.deepEqual(listed, ['/w', '/w/logs', '/w/src', '/w/logs/keep', '/w/src/a']);
    assert.equal(snapshot.complete, true);
    assert.equal(snapshot.dockerfile, 'Dockerfile');
  });

  it('loads the manifests and no other text', async () => {
    const { snapshot } = await load({
      '/w/package.json': '{"name":"w"}',
      '/w/package-lock.json': '{}',
      '/w/readme.txt': '',
      '/w/api/requirements-dev.txt': '-r base.txt',
      '/w/api/base.txt': 'x',
      '/w/py/requirements/prod.txt': 'y',
      '/w/py/constraints.txt': 'z',
      '/w/big/package.json': 'x'.repeat(300_000),
    });
    assert.deepEqual(
      [...snapshot.texts.keys()],
      [
        'package.json',
        'api/base.txt',
        'api/requirements-dev.txt',
        'py/constraints.txt',
        'py/requirements/prod.txt',
      ],
    );
    assert.equal(snapshot.texts.get('package.json'), '{"name":"w"}');
  });

  const IGNORES: readonly (readonly [tree: Tree, dockerfile: string, path: string | undefined])[] = [
    [
      { '/w/.dockerignore': 'a', '/w/Dockerfile.dockerignore': '' },
      '/w/Dockerfile',
      'Dockerfile.dockerignore',
    ],
    [{ '/w/.dockerignore': 'a', '/w/b/.dockerignore': 'b' }, '/w/b/Dockerfile', '.dockerignore'],
    [{ '/w/.dockerignore': 'a', '/w/b/P.dockerignore': 'b' }, '/w/b/P', 'b/P.dockerignore'],
    [{ '/w/.dockerignore': 'a', '/o/P.dockerignore': 'b' }, '/o/P', '/o/P.dockerignore'],
    [{ '/w/x': '' }, '/w/Dockerfile', undefined],
  ];
  for (const [tree, dockerfile, path] of IGNORES) {
    it(`takes ${path ?? 'no ignore file'} for ${dockerfile}`, async () => {
      const { snapshot } = await load(tree, { dockerfile });
      assert.equal(snapshot.ignore?.path, path);
    });
  }

  it('says that it gave up at its limit', async () => {
    const { snapshot, notes } = await load({ '/w/a': '', '/w/b': '', '/w/c/d': '' }, { maxFiles: 2 });
    assert.deepEqual([...snapshot.entries.keys()], ['a', 'b']);
    assert.equal(snapshot.complete, false);
    assert.equal(notes.length, 1);
  });

  it('keeps to the limits of texts', async () => {
    const tree = { '/w/a/package.json': '12345', '/w/b/package.json': '12345', '/w/c/package.json': '12345' };
    const few = await load(tree, { maxTexts: 2 });
    assert.equal(few.snapshot.texts.size, 2);
    const short = await load(tree, { maxTextLength: 7 });
    assert.equal(short.snapshot.texts.size, 1);
  });

  it('notes what it can not read', async () => {
    const { snapshot, notes } = await load({ '/w/a': { unreadable: true }, '/w/b': '' });
    assert.deepEqual([...snapshot.closed], ['a']);
    assert.deepEqual(notes, ['a could not be read.']);
    assert.equal((await load({}, { root: '/none' })).snapshot.complete, false);
  });

  it('returns nothing once it is aborted', async () => {
    const controller = new AbortController();
    const loading = loadContext(memoryFiles({ '/w/a/b/c': '' }), { ...HERE, signal: controller.signal });
    controller.abort();
    assert.equal(await loading, undefined);
  });

  it('knows the sizes of files', async () => {
    const { snapshot } = await load({ '/w/a': 'ü', '/w/b': '', '/w/c': { link: 'a' }, '/w/d/e': '123' });
    assert.deepEqual(
      [...snapshot.entries].map(([path, { size }]) => [path, size]),
      [
        ['a', 2],
        ['b', 0],
        ['c', undefined],
        ['d', undefined],
        ['d/e', 3],
      ],
    );
  });

  /** More files than a piece holds, in few and in many folders. */
  const LARGE: Tree = Object.fromEntries(
    Array.from({ length: 7000 }, (_, at) => [
      `/w/${at < 5000 ? 'flat' : `d${at % 300}/s`}/f${at}`,
      'x'.repeat(at % 7),
    ]),
  );

  it('reads a large context in pieces', async () => {
    const { snapshot } = await load(LARGE);
    assert.equal([...snapshot.entries.values()].filter(({ kind }) => kind === 'file').length, 7000);
    for (const [place, text] of Object.entries(LARGE)) {
      assert.equal(snapshot.entries.get(place.slice(3))?.size, (text as string).length);
    }
    const few = await load(LARGE, { maxFiles: 3000 });
    assert.deepEqual([...few.snapshot.entries.keys()], [...snapshot.entries.keys()].slice(0, 3000));
  });

  it('lets others have their turn between pieces, and stops between them', async () => {
    const controller = new AbortController();
    let turns = 0;
    const tick = (): void => {
      turns += 1;
      if (turns === 5) {
        controller.abort();
      } else {
        setImmediate(tick);
      }
    };
    setImmediate(tick);
    const files = memoryFiles(LARGE);
    assert.equal(await loadContext(files, { ...HERE, signal: controller.signal }), undefined);
    assert.equal(turns, 5);
  });

  const BROKEN: readonly (readonly [name: string, quick: QuickListing])[] = [
    ['is not to be had', { from: 0, open: () => Promise.resolve(undefined) }],
    [
      'breaks at once',
      {
        from: 0,
        open: () =>
          Promise.resolve({
            parallel: 3,
            list: () => Promise.resolve(undefined),
            measure: () => Promise.resolve(undefined),
            close: () => undefined,
          }),
      },
    ],
  ];
  for (const [name, quick] of BROKEN) {
    it(`reads the same when the quick way ${name}`, async () => {
      const plain = await load(LARGE);
      const loaded = await loadContext({ ...memoryFiles(LARGE), quick }, HERE);
      assert.deepEqual([...(loaded?.snapshot.entries ?? [])], [...plain.snapshot.entries]);
    });
  }

  it('reads the same from a real disk in every way, with sizes and modes', async () => {
    const root = await mkdtemp(join(tmpdir(), 'strata-'));
    try {
      await mkdir(join(root, 'dist'));
      await mkdir(join(root, 'src', 'a'), { recursive: true });
      await writeFile(join(root, '.dockerignore'), 'dist');
      await writeFile(join(root, 'run.sh'), '#!/bin/sh\n', { mode: 0o755 });
      await chmod(join(root, 'run.sh'), 0o755);
      await writeFile(join(root, 'src', 'a', 'b'), 'four');
      await chmod(join(root, 'src', 'a', 'b'), 0o640);
      await symlink('../none', join(root, 'src', 'dangling'));
      const options = { root, dockerfile: `${root}/Dockerfile` };
      const plain = await loadContext(nodeFiles(), options);
      const quick = await loadContext(nodeFiles({ quick: blockingListing }), options);
      assert.deepEqual([...(quick?.snapshot.entries ?? [])], [...(plain?.snapshot.entries ?? [])]);
      assert.deepEqual(quick?.snapshot.closed, plain?.snapshot.closed);
      const windows = process.platform === 'win32';
      for (const [path, size, mode] of [
        ['run.sh', 10, 0o755],
        ['src/a/b', 4, 0o640],
      ] as const) {
        const entry = quick?.snapshot.entries.get(path);
        assert.deepEqual(entry, { kind: 'file', size, mode: windows ? undefined : mode });
      }
      assert.equal(quick?.snapshot.entries.get('src/dangling')?.kind, 'symlink');
      const gone = await loadContext(nodeFiles({ quick: blockingListing }), {
        ...options,
        root: `${root}/none`,
      });
      assert.equal(gone?.snapshot.complete, false);
      assert.equal(gone.notes.length, 1);
    } finally {
      await rm(root, { recursive: true });
    }
  });

  it('reads a real disk, and follows no symlink', async () => {
    const root = await mkdtemp(join(tmpdir(), 'strata-'));
    try {
      await mkdir(join(root, 'src'));
      await writeFile(join(root, 'package.json'), '{}');
      await writeFile(join(root, 'src', 'ü.js'), '');
      await symlink('..', join(root, 'src', 'loop'));
      const files = nodeFiles();
      const loaded = await loadContext(files, { root, dockerfile: `${root}/Dockerfile` });
      assert.deepEqual(
        [...(loaded?.snapshot.entries ?? [])].map(([path, { kind }]) => `${path} ${kind}`),
        ['package.json file', 'src directory', 'src/loop symlink', 'src/ü.js file'],
      );
      assert.equal(loaded?.snapshot.texts.get('package.json'), '{}');
      assert.equal(await files.kind(`${root}/src/loop`), 'symlink');
      assert.equal(await files.kind(`${root}/none`), undefined);
      assert.equal(await files.readText(`${root}/src`, 10), undefined);
      assert.equal(await files.readText(`${root}/package.json`, 1), undefined);
      assert.equal(await files.list(`${root}/package.json`), undefined);
    } finally {
      await rm(root, { recursive: true });
    }
  });
});
