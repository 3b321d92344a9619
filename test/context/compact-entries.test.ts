import assert from 'node:assert/strict';
import { CompactEntries } from '../../server/src/context/compact-entries.ts';
import type { FolderRanges } from '../../server/src/context/compact-entries.ts';
import { hashPath, packEntry } from '../../server/src/context/entry-codes.ts';
import { runThrough } from '../../server/src/context/run-through.ts';
import type { ContextEntry } from '../../server/src/context/types.ts';

describe('CompactEntries', () => {
  const KINDS: readonly ContextEntry[] = [
    { kind: 'file', size: 0, mode: 0o644 },
    { kind: 'file', size: 2 ** 40, mode: 0o4755 },
    { kind: 'file', size: undefined, mode: undefined },
    { kind: 'directory', size: undefined, mode: 0o700 },
    { kind: 'symlink', size: undefined, mode: 0 },
    { kind: 'other', size: undefined, mode: undefined },
  ];

  const NO_FOLDERS: FolderRanges = { positions: new Int32Array(), starts: new Uint32Array() };

  function compact(expected: ReadonlyMap<string, ContextEntry>, seed: number): CompactEntries {
    const paths = [...expected.keys()];
    const all = [...expected.values()];
    return runThrough(
      CompactEntries.make({
        paths,
        hashes: Uint32Array.from(paths, (path) => hashPath(path, seed)),
        sizes: Float64Array.from(all, ({ size }) => size ?? -1),
        packed: Uint16Array.from(all, ({ kind, mode }) => packEntry(kind, mode)),
        seed,
        folders: NO_FOLDERS,
      }),
    );
  }

  for (const count of [0, 1, 7, 5000]) {
    it(`is the same as a Map of ${count} entries`, () => {
      const expected = new Map<string, ContextEntry>();
      for (let at = 0; at < count; at += 1) {
        expected.set(`ü/${at % 13}/constructor-${at}`, KINDS[at % KINDS.length] ?? { kind: 'file' });
      }
      const entries = compact(expected, 12345);
      assert.equal(entries.size, count);
      assert.deepEqual(new Map(entries), expected);
      assert.deepEqual([...entries.values()], [...expected.values()]);
      const visited: string[] = [];
      entries.forEach((entry, path) => {
        assert.deepEqual(entry, expected.get(path));
        visited.push(path);
      });
      assert.deepEqual(visited, [...entries.keys()]);
      for (const path of expected.keys()) {
        assert.deepEqual(entries.get(path), expected.get(path));
        assert.equal(entries.has(`${path}x`), false);
      }
      assert.equal(entries.get('constructor'), undefined);
      assert.equal(entries.has(''), false);
    });
  }

  it('finds its way when all hashes are the same', () => {
    const paths = ['a', 'b', 'c'];
    const seed = 1;
    const entries = runThrough(
      CompactEntries.make({
        paths,
        hashes: new Uint32Array(3).fill(hashPath('b', seed)),
        sizes: new Float64Array(3),
        packed: new Uint16Array(3),
        seed,
        folders: NO_FOLDERS,
      }),
    );
    assert.equal(entries.has('b'), true);
  });

  it('has other details for the same paths', () => {
    const before = compact(new Map(KINDS.map((entry, at) => [`f${at}`, entry])), 7);
    const details = before.details();
    details.sizes[0] = 99;
    details.packed[1] = packEntry('file', 0o600);
    const after = before.withDetails(details);
    assert.deepEqual(after.get('f0'), { kind: 'file', size: 99, mode: 0o644 });
    assert.deepEqual(after.get('f1'), { kind: 'file', size: 2 ** 40, mode: 0o600 });
    assert.deepEqual(before.get('f0'), KINDS[0]);
    assert.equal(after.hasPathsOf(before), true);
    assert.equal(runThrough(before.equals(after)), false);
    assert.equal(runThrough(before.equals(before.withDetails(before.details()))), true);
    assert.equal(runThrough(before.equals(compact(new Map(), 7))), false);
  });
});
