import assert from 'node:assert/strict';
import { LARGEST, selectionSize } from '../../server/src/context/selection-size.ts';
import type { SelectionOptions } from '../../server/src/context/selection.ts';
import type { ContextEntry, ContextSnapshot } from '../../server/src/context/types.ts';
import { snapshotOf } from './snapshot.ts';

/** A snapshot whose files have the size that follows `=` in their path; without one it is not known. */
function sizedSnapshot(paths: readonly string[], ignore?: string): ContextSnapshot {
  const sizes = new Map<string, number>();
  const plain = paths.map((spelled) => {
    const [path = '', size] = spelled.split('=');
    if (size !== undefined) {
      sizes.set(path, Number(size));
    }
    return path;
  });
  const snapshot = snapshotOf({ paths: plain, ...(ignore === undefined ? {} : { ignore }) });
  const entries = new Map<string, ContextEntry>(
    [...snapshot.entries].map(([path, entry]) => [path, { ...entry, size: sizes.get(path) }]),
  );
  return { ...snapshot, entries };
}

const TREE = ['a.txt=1', 'dir/a.txt=10', 'dir/b.txt=100', 'dir/x/d.txt=1000', 'dir/y/d.txt=5', 'link@'];

interface Case extends SelectionOptions {
  readonly name: string;
  readonly sources: readonly string[];
  /** Files, links, bytes. */
  readonly expected: readonly [number, number, number | undefined];
  readonly paths?: readonly string[];
  readonly complete?: boolean;
}

const CASES: readonly Case[] = [
  { name: 'a file', sources: ['a.txt'], expected: [1, 0, 1] },
  { name: 'a folder', sources: ['dir'], expected: [4, 0, 1115] },
  { name: 'everything, symlinks without bytes', sources: ['.'], expected: [5, 1, 1116] },
  { name: 'a file that two sources deliver', sources: ['a.txt', '*.txt'], expected: [1, 0, 1] },
  { name: 'a folder named twice', sources: ['dir', './dir/'], expected: [4, 0, 1115] },
  { name: 'of files that land on one another the last', sources: ['dir/*/d.txt'], expected: [1, 0, 5] },
  { name: 'the same between sources', sources: ['a.txt', 'dir'], expected: [4, 0, 1115] },
  { name: 'the same in another order', sources: ['dir', 'a.txt'], expected: [4, 0, 1106] },
  { name: 'a file at two places', sources: ['dir/x', 'dir'], expected: [5, 0, 2115] },
  { name: 'with --parents nothing meets', sources: ['dir/*/d.txt'], parents: true, expected: [2, 0, 1005] },
  { name: 'without --exclude', sources: ['dir'], exclude: ['x'], expected: [3, 0, 115] },
  { name: 'nothing', sources: ['*.none'], expected: [0, 0, 0] },
  { name: 'no source', sources: [], expected: [0, 0, 0] },
  { name: 'an unknown size', sources: ['.'], paths: ['a=1', 'b'], expected: [2, 0, undefined] },
  { name: 'a closed folder', sources: ['.'], paths: ['a=1', 'lib/!'], expected: [1, 0, 1], complete: false },
];

describe('selectionSize', () => {
  for (const { name, sources, expected, paths = TREE, complete = true, ...options } of CASES) {
    it(`counts ${name}`, () => {
      const size = selectionSize(sizedSnapshot(paths), sources, options);
      assert.deepEqual([size.files, size.links, size.bytes], expected);
      assert.equal(size.complete, complete);
    });
  }

  it('does not vouch for a symlink that is followed', () => {
    assert.equal(selectionSize(sizedSnapshot(TREE), ['link']).complete, false);
  });

  it('names the largest files, in order', () => {
    const paths = Array.from({ length: 50 }, (_, at) => `f${at}=${(at * 37) % 50}`);
    const { largest } = selectionSize(sizedSnapshot([...paths, 'unknown']), ['.']);
    assert.equal(largest.length, LARGEST);
    assert.deepEqual(
      largest.map(({ size }) => size),
      Array.from({ length: LARGEST }, (_, at) => 49 - at),
    );
  });

  it('remembers its answer with the snapshot', () => {
    const snapshot = sizedSnapshot(TREE);
    assert.equal(selectionSize(snapshot, ['.']), selectionSize(snapshot, ['.']));
    assert.notEqual(selectionSize(snapshot, ['.']), selectionSize(snapshot, ['.'], { parents: true }));
  });
});

const LEFT_OUT: readonly (readonly [
  name: string,
  input: { readonly paths: readonly string[]; readonly ignore: string; readonly sources?: readonly string[] },
  /** Files, bytes, complete, then `path pattern`. */
  expected: readonly [number, number | undefined, boolean, ...string[]],
])[] = [
  [
    'files',
    { paths: ['a.log=3', 'b.js=1', 'd/c.log=4'], ignore: '*.log\n**/c*' },
    [2, 7, true, 'a.log *.log', 'd/c.log **/c*'],
  ],
  [
    'a folder that was not looked into',
    { paths: ['dist/!', 'a=1'], ignore: 'dist' },
    [0, 0, false, 'dist dist'],
  ],
  [
    'a folder with what is known of it',
    { paths: ['dist/x=5', 'dist/y=6'], ignore: 'dist' },
    [2, 11, true, 'dist dist'],
  ],
  // Once a path is left out, only a `!` pattern is asked about it (domain.md 3.3): `*` decides nothing here.
  ['by the pattern that decides', { paths: ['a=1', 'b=1'], ignore: 'a\n*\n!b' }, [1, 1, true, 'a a']],
  ['by a pattern after an exception', { paths: ['a=1'], ignore: 'a\n!a\n*' }, [1, 1, true, 'a *']],
  ['all but what is kept', { paths: ['d/a=1', 'd/keep=2'], ignore: 'd\n!d/keep' }, [1, 1, true, 'd/a d']],
  [
    'only below the sources',
    { paths: ['s/a.log=1', 't/b.log=1'], ignore: '**/*.log', sources: ['s'] },
    [1, 1, true, 's/a.log **/*.log'],
  ],
  [
    'a source that is left out itself',
    { paths: ['d/x/y=7'], ignore: 'd', sources: ['d/x'] },
    [1, 7, true, 'd/x d'],
  ],
  [
    'a pattern from its literal folder on',
    { paths: ['s/a.log=1', 's/b=1', 'c.log=9'], ignore: '**/*.log', sources: ['s/*'] },
    [1, 1, true, 's/a.log **/*.log'],
  ],
  [
    'an unknown size',
    { paths: ['a.log', 'b.log=1'], ignore: '*.log' },
    [2, undefined, true, 'a.log *.log', 'b.log *.log'],
  ],
  ['nothing', { paths: ['a=1'], ignore: '' }, [0, 0, true]],
];

describe('what the ignore file leaves out', () => {
  for (const [name, { paths, ignore, sources = ['.'] }, expected] of LEFT_OUT) {
    it(`counts ${name}`, () => {
      const { leftOut } = selectionSize(sizedSnapshot(paths, ignore), sources);
      assert.deepEqual(
        [
          leftOut.files,
          leftOut.bytes,
          leftOut.complete,
          ...leftOut.paths.map(({ path, pattern }) => `${path} ${pattern ?? '?'}`),
        ],
        expected,
      );
    });
  }
});
