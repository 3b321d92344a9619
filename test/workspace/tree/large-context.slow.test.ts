import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, rm, symlink, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { select } from '../../../server/src/context/selection.ts';
import { selectionSize } from '../../../server/src/context/selection-size.ts';
import type { ContextEntry } from '../../../server/src/context/types.ts';
import type { FileSystem, PathDetails } from '../../../server/src/workspace/files.ts';
import { loadContext } from '../../../server/src/workspace/load-context.ts';
import type { LoadedContext } from '../../../server/src/workspace/load-context.ts';
import { nodeFiles } from '../../../server/src/workspace/tree/node-files.ts';
import { patchContext } from '../../../server/src/workspace/patch-context.ts';

/** Folders `d0` … with as many files each; `details` may say something else of a path than the listing did. */
function generated(
  folders: number,
  files: number,
  details: (path: string) => PathDetails | 'unknown' | undefined = () => undefined,
): FileSystem {
  const own = (path: string): PathDetails => ({
    kind: /^\/w(\/d\d+)?$/.test(path) ? 'directory' : 'file',
    size: path.length,
    mode: 0o644,
  });
  return {
    list: (folder) => {
      const count = folder === '/w' ? folders : files;
      const letter = folder === '/w' ? 'd' : 'f';
      const kind: ContextEntry['kind'] = folder === '/w' ? 'directory' : 'file';
      return Promise.resolve(Array.from({ length: count }, (_, at) => ({ name: `${letter}${at}`, kind })));
    },
    details: (path) => Promise.resolve(changed.has(path) ? details(path) : own(path)),
    readText: () => Promise.resolve(undefined),
    kind: () => Promise.resolve(undefined),
  };
}

/** Paths about which `details` says something else. */
const changed = new Set<string>();

const HERE = { root: '/w', dockerfile: '/w/Dockerfile' };

describe('a large context', () => {
  beforeEach(() => {
    changed.clear();
  });

  it('of 500,000 files is read up to the limit, with a note', async () => {
    const loaded = await loadContext(generated(5000, 100), HERE);
    assert.equal(loaded?.snapshot.entries.size, 200_000);
    assert.equal(loaded.snapshot.complete, false);
    assert.deepEqual(loaded.notes, ['More than 200000 files: the rest of /w was not looked at.']);
    const { files, complete } = selectionSize(loaded.snapshot, ['.']);
    assert.deepEqual([files, complete], [195_000, false]);
  }).timeout(60_000);

  it('is handed out without sizes first, and then shares what was selected', async () => {
    let early: LoadedContext | undefined;
    const loaded = await loadContext(generated(300, 100), {
      ...HERE,
      onNames: (known) => {
        assert.equal(early, undefined);
        early = known;
      },
    });
    assert.ok(loaded && early);
    assert.equal(early.snapshot.complete, true);
    assert.deepEqual(early.snapshot.entries.get('d7/f9'), { kind: 'file', size: undefined, mode: undefined });
    assert.deepEqual(loaded.snapshot.entries.get('d7/f9'), { kind: 'file', size: 8, mode: 0o644 });
    const [first, then] = [selectionSize(early.snapshot, ['.']), selectionSize(loaded.snapshot, ['.'])];
    assert.deepEqual([first.files, first.bytes, first.largest], [30_000, undefined, []]);
    assert.equal(then.files, 30_000);
    assert.ok((then.bytes ?? 0) > 200_000);
    assert.equal(select(loaded.snapshot, '.'), select(early.snapshot, '.'));
  });

  it('leaves out what vanishes between its two looks, and believes the second', async () => {
    changed.add('/w/d1/f3').add('/w/d2').add('/w/d4').add('/w/d5/f0');
    const now: Record<string, PathDetails> = {
      '/w/d4': { kind: 'file', size: 1, mode: 0o600 },
      '/w/d5/f0': { kind: 'directory', mode: 0o755 },
    };
    const loaded = await loadContext(
      generated(6, 4, (path) => now[path]),
      HERE,
    );
    assert.ok(loaded);
    const { entries, closed, complete } = loaded.snapshot;
    const inFolder = (folder: string): string[] =>
      [...entries.keys()].filter((path) => path.startsWith(`${folder}/`));
    assert.deepEqual(inFolder('d1'), ['d1/f0', 'd1/f1', 'd1/f2']);
    assert.equal(entries.has('d2'), false);
    assert.deepEqual(inFolder('d2'), []);
    assert.deepEqual(entries.get('d4'), { kind: 'file', size: 1, mode: 0o600 });
    assert.deepEqual(inFolder('d4'), []);
    assert.equal(entries.get('d5/f0')?.kind, 'directory');
    assert.deepEqual([...closed], ['d5/f0']);
    assert.equal(complete, true);
    const selection = select(loaded.snapshot, '.');
    assert.equal(selection.complete, false);
    assert.deepEqual(
      selection.files.map(({ path }) => path).sort(),
      [...entries]
        .filter(([, { kind }]) => kind === 'file')
        .map(([path]) => path)
        .sort(),
    );
  });

  it('notes where sizes can not be read, and says no wrong ones', async () => {
    changed.add('/w/d1/f0').add('/w/d1/f1');
    const loaded = await loadContext(
      generated(2, 2, () => 'unknown'),
      HERE,
    );
    assert.deepEqual(loaded?.notes, ['d1: sizes could not be read.']);
    assert.deepEqual(loaded.snapshot.entries.get('d1/f1'), {
      kind: 'file',
      size: undefined,
      mode: undefined,
    });
    const { files, bytes } = selectionSize(loaded.snapshot, ['.']);
    assert.deepEqual([files, bytes], [4, undefined]);
  });
});

describe('patchContext', () => {
  let root: string;
  let loaded: LoadedContext;
  const files = nodeFiles();
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'strata-'));
    await mkdir(join(root, 'src'));
    await writeFile(join(root, 'package.json'), '{}');
    await writeFile(join(root, 'src', 'a.js'), 'one');
    await symlink('a.js', join(root, 'src', 'link'));
    await symlink('..', join(root, 'src', 'loop'));
    const all = await loadContext(files, { root, dockerfile: `${root}/Dockerfile` });
    assert.ok(all);
    loaded = all;
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  it('reads sizes, modes and texts again, and keeps what was selected', async () => {
    const selected = select(loaded.snapshot, '.');
    await writeFile(join(root, 'src', 'a.js'), 'longer');
    await writeFile(join(root, 'package.json'), '{"a":1}');
    await chmod(join(root, 'src', 'a.js'), 0o755);
    const patched = await patchContext(files, loaded, ['src/a.js', 'package.json']);
    assert.ok(patched && patched !== loaded);
    const again = await loadContext(files, { root, dockerfile: `${root}/Dockerfile` });
    assert.deepEqual([...patched.snapshot.entries], [...(again?.snapshot.entries ?? [])]);
    assert.deepEqual(patched.snapshot.texts, again?.snapshot.texts);
    assert.equal(select(patched.snapshot, '.'), selected);
    assert.equal(loaded.snapshot.entries.get('src/a.js')?.size, 3);
    assert.equal(selectionSize(patched.snapshot, ['src/a.js']).bytes, 6);
  });

  it('is the same when nothing differs', async () => {
    await writeFile(join(root, 'src', 'a.js'), 'two');
    assert.equal(await patchContext(files, loaded, ['src/a.js', 'package.json', 'src/link']), loaded);
  });

  const GIVEN_UP: readonly (readonly [name: string, change: (root: string) => Promise<void>])[] = [
    ['a file has gone', (place) => unlink(join(place, 'src', 'a.js'))],
    [
      'a file has become a folder',
      async (place) => {
        await unlink(join(place, 'src', 'a.js'));
        await mkdir(join(place, 'src', 'a.js'));
      },
    ],
    [
      'its folder has become a file',
      async (place) => {
        await rm(join(place, 'src'), { recursive: true });
        await writeFile(join(place, 'src'), '');
      },
    ],
  ];
  for (const [name, change] of GIVEN_UP) {
    it(`gives up when ${name}`, async () => {
      await change(root);
      assert.equal(await patchContext(files, loaded, ['src/a.js']), undefined);
    });
  }

  it('gives up when a text can no longer be read, or a path is not known', async () => {
    await writeFile(join(root, 'package.json'), 'x'.repeat(300_000));
    assert.equal(await patchContext(files, loaded, ['package.json']), undefined);
    assert.equal(await patchContext(files, loaded, ['src/b.js']), undefined);
  });
});
