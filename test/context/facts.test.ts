import assert from 'node:assert/strict';
import {
  contextPath,
  exists,
  filesIn,
  foldersIn,
  ignoreError,
  isInContext,
  isListed,
} from '../../server/src/context/facts.ts';
import type { Answer } from '../../server/src/context/facts.ts';
import { snapshotOf } from './snapshot.ts';

const PATHS = ['package.json', 'src/a.js', 'dist/keep/x', 'dist/y', 'node_modules/!', 'vendor/!', 'link@'];
const IGNORE = '**/node_modules\ndist\n!dist/keep\n*.lock';

const CASES: readonly (readonly [path: string, onDisk: Answer, inContext: Answer])[] = [
  ['', 'yes', 'yes'],
  ['.', 'yes', 'yes'],
  ['package.json', 'yes', 'yes'],
  ['/src/../package.json', 'yes', 'yes'],
  ['yarn.lock', 'no', 'no'],
  ['src/b.js', 'no', 'no'],
  ['dist', 'yes', 'yes'],
  ['dist/y', 'yes', 'no'],
  ['dist/keep/x', 'yes', 'yes'],
  ['node_modules', 'yes', 'no'],
  ['node_modules/a', 'unknown', 'no'],
  ['vendor', 'yes', 'yes'],
  ['vendor/a', 'unknown', 'unknown'],
  ['link', 'yes', 'yes'],
  ['link/a', 'unknown', 'unknown'],
];

describe('facts of a context', () => {
  for (const [path, onDisk, inContext] of CASES) {
    it(`${JSON.stringify(path)} is on disk: ${onDisk}, in the context: ${inContext}`, () => {
      const snapshot = snapshotOf({ paths: PATHS, ignore: IGNORE });
      assert.equal(exists(snapshot, path), onDisk);
      assert.equal(isInContext(snapshot, path), inContext);
    });
  }

  it('concludes nothing from absence after a walk that gave up', () => {
    const snapshot = snapshotOf({ paths: ['a'], ignore: '*.lock', complete: false });
    assert.equal(exists(snapshot, 'b'), 'unknown');
    assert.equal(isInContext(snapshot, 'b'), 'unknown');
    assert.equal(isInContext(snapshot, 'b.lock'), 'no');
    assert.equal(isListed(snapshot, ''), false);
  });

  it('lists a folder', () => {
    const snapshot = snapshotOf({ paths: PATHS, ignore: IGNORE });
    assert.deepEqual(filesIn(snapshot, '.'), ['package.json', 'link']);
    assert.deepEqual(foldersIn(snapshot, '/'), ['src', 'dist', 'node_modules', 'vendor']);
    assert.deepEqual(filesIn(snapshot, 'nowhere'), []);
    assert.equal(isListed(snapshot, 'src'), true);
    assert.equal(isListed(snapshot, 'vendor'), false);
    assert.equal(isListed(snapshot, 'vendor/a'), false);
  });

  it('hands on why the ignore file is refused', () => {
    assert.equal(ignoreError(snapshotOf({ paths: [], ignore: '!' })), 'illegal exclusion pattern: "!"');
    assert.equal(ignoreError(snapshotOf({ paths: [] })), undefined);
  });

  it('cleans a path as BuildKit does', () => {
    assert.equal(contextPath('/a//b/../c/'), 'a/c');
    assert.equal(contextPath('../..'), '');
  });
});
