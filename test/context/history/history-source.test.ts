import assert from 'node:assert/strict';
import fc from 'fast-check';
import { countBits } from '../../../server/src/context/history/bits.ts';
import { historyIndex } from '../../../server/src/context/history/index.ts';
import { wouldSelect } from '../../../server/src/context/history/source.ts';
import { compileIgnore } from '../../../server/src/context/ignore/ignore.ts';
import { select } from '../../../server/src/context/selection.ts';
import type { SelectionOptions } from '../../../server/src/context/selection.ts';
import { snapshotOf } from '../snapshot.ts';

interface Case extends SelectionOptions {
  readonly source: string;
  readonly path: string;
  readonly ignore?: string;
  readonly expected: boolean;
}

const CASES: readonly Case[] = [
  { source: '.', path: 'a/b', expected: true },
  { source: '.', path: '', expected: false },
  { source: 'a', path: 'a', expected: true },
  { source: 'a', path: 'a/b/c', expected: true },
  { source: 'a', path: 'ab', expected: false },
  { source: 'a/b', path: 'a', expected: false },
  { source: '../a/./', path: 'a/b', expected: true },
  { source: '*', path: 'a/b', expected: true },
  { source: '*.js', path: 'a/b.js', expected: false },
  { source: '*/b.js', path: 'a/b.js', expected: true },
  { source: '*/b', path: 'a/b/c/d', expected: true },
  { source: 'a/[', path: 'a/[', expected: false },
  { source: 'a[^x]b', path: 'a/b', expected: true },
  { source: 'a', path: 'a/b', ignore: 'a\n!a/c', expected: false },
  { source: 'a', path: 'a/c', ignore: 'a\n!a/c', expected: true },
  { source: 'a', path: 'a/b', exclude: ['b'], expected: false },
  { source: 'a/b', path: 'a/b', exclude: ['b'], expected: true },
  { source: 'a*', path: 'ab/c', exclude: ['c'], expected: false },
  { source: '**/c', path: 'a/b/c', parents: true, expected: true },
  { source: '**/c', path: 'a/b/c', expected: false },
  { source: 'a/./c', path: 'a/c', parents: true, expected: true },
  { source: 'a/./c', path: 'a/b', parents: true, expected: false },
];

const NAMES = fc.array(fc.constantFrom('a', 'b', 'ab', 'a\nb'), { minLength: 1, maxLength: 4 });
const TREES = fc.uniqueArray(
  NAMES.map((segments) => segments.join('/')),
  { maxLength: 12 },
);
const PATTERN = fc
  .array(
    fc.constantFrom(
      'a',
      'b',
      'ab',
      '*',
      '?',
      '.',
      '..',
      '[a]',
      '[^a]',
      '**',
      'a*',
      '*b',
      '!a',
      '\\a',
      '\\',
      '[',
    ),
    { maxLength: 4 },
  )
  .map((segments) => segments.join('/'));
const IGNORE = fc.array(PATTERN, { maxLength: 3 }).map((lines) => lines.join('\n'));
const OPTIONS = fc.record({ parents: fc.boolean(), exclude: fc.array(PATTERN, { maxLength: 2 }) });

describe('wouldSelect', () => {
  for (const { source, path, ignore = '', expected, ...options } of CASES) {
    it(`${source} ${JSON.stringify(options)} of ${path}${ignore === '' ? '' : ` with ${ignore}`}`, () => {
      assert.equal(wouldSelect(source, options, compileIgnore(ignore), path), expected);
    });
  }

  it('agrees with select about every file of a snapshot', () => {
    fc.assert(
      fc.property(TREES, PATTERN, IGNORE, OPTIONS, (tree, source, ignore, options) => {
        // One name can't be a file and a folder.
        const paths = tree.filter((one) => !tree.some((other) => other.startsWith(`${one}/`)));
        const selected = new Set(
          select(snapshotOf({ paths, ignore }), source, options).files.map((file) => file.path),
        );
        const matcher = compileIgnore(ignore);
        for (const path of paths) {
          assert.equal(wouldSelect(source, options, matcher, path), selected.has(path), path);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('gives the same commits as the index, also where a path was a file and a folder', () => {
    fc.assert(
      fc.property(
        fc.array(TREES, { maxLength: 40 }),
        PATTERN,
        IGNORE,
        OPTIONS,
        (trees, source, ignore, options) => {
          const commits = trees.map((paths, index) => ({ id: String(index), date: 0, paths }));
          const history = { head: '', commits, shallow: false, complete: true, tracked: undefined };
          const matcher = compileIgnore(ignore);
          const expected = trees.filter((paths) =>
            paths.some((path) => wouldSelect(source, options, matcher, path)),
          );
          assert.equal(countBits(historyIndex(history, ignore).commitsOf(source, options)), expected.length);
        },
      ),
      { numRuns: 100 },
    );
  });
});
