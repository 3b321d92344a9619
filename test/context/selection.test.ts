import assert from 'node:assert/strict';
import fc from 'fast-check';
import { landingAt, landingPath, select, shareSelections } from '../../server/src/context/selection.ts';
import type { SelectionOptions } from '../../server/src/context/selection.ts';
import { snapshotOf } from './snapshot.ts';
import type { SnapshotInput } from './snapshot.ts';

interface Case extends SelectionOptions {
  readonly name: string;
  readonly tree: SnapshotInput;
  readonly source: string;
  /** The kind, then `path -> to`, one a line; `to` is left away when it equals the path. */
  readonly expected: readonly string[];
}

const PROJECT = ['Dockerfile', 'package.json', 'src/a.js', 'src/b/c.js', 'web/package.json', 'docs/'];
/** The contexts of buildkit-truth/copy-globs and copy-exclude-parents, whose steps and file counts BuildKit recorded. */
const GLOBS = ['Dockerfile', 'a.txt', 'b.txt', 'dir/c.txt', 'dir/e.txt', 'dir/sub/d.txt', 'dir/x/d.txt'];
const EXCLUDE = ['Dockerfile', 'a.txt', 'b.txt', 'dir/c.txt', 'dir/n.md', 'dir/sub/d.txt'];
const IGNORE = '.git\nDockerfile\n.dockerignore\n';

const CASES: readonly Case[] = [
  { name: 'a file', tree: { paths: PROJECT }, source: 'package.json', expected: ['file', 'package.json'] },
  {
    name: 'a file below',
    tree: { paths: PROJECT },
    source: './src/a.js',
    expected: ['file', 'src/a.js -> a.js'],
  },
  {
    name: 'above the root',
    tree: { paths: PROJECT },
    source: '../../src/a.js',
    expected: ['file', 'src/a.js -> a.js'],
  },
  {
    name: 'a folder gives its contents',
    tree: { paths: PROJECT },
    source: '/src/',
    expected: ['directory', 'src/a.js -> a.js', 'src/b/c.js -> b/c.js'],
  },
  {
    name: 'everything',
    tree: { paths: PROJECT, ignore: 'Dockerfile\n**/package.json' },
    source: '.',
    expected: ['directory', 'src/a.js', 'src/b/c.js'],
  },
  { name: 'an empty folder', tree: { paths: PROJECT }, source: 'docs', expected: ['directory'] },
  { name: 'nothing there', tree: { paths: PROJECT }, source: 'yarn.lock', expected: ['missing'] },
  { name: 'a pattern without match', tree: { paths: PROJECT }, source: 'yarn.lock*', expected: ['glob'] },
  {
    name: 'a pattern in a folder without match',
    tree: { paths: PROJECT },
    source: 'src/*.ts',
    expected: ['glob'],
  },
  {
    name: 'a pattern in a folder that is not there, which is more than no match',
    tree: { paths: PROJECT },
    source: 'conf/*.json',
    expected: ['missing'],
  },
  {
    name: 'a pattern in an ignored folder',
    tree: { paths: PROJECT, ignore: 'src' },
    source: 'src/*.js',
    expected: ['missing'],
  },
  {
    name: 'a pattern in a folder that may be there',
    tree: { paths: ['lib/!'] },
    source: 'lib/x/*',
    expected: ['glob?'],
  },
  { name: 'a bad pattern', tree: { paths: PROJECT }, source: 'src/[', expected: ['missing'] },
  {
    name: '*.txt',
    tree: { paths: GLOBS, ignore: IGNORE },
    source: '*.txt',
    expected: ['glob', 'a.txt', 'b.txt'],
  },
  {
    name: 'd?r/*.txt',
    tree: { paths: GLOBS, ignore: IGNORE },
    source: 'd?r/*.txt',
    expected: ['glob', 'dir/c.txt -> c.txt', 'dir/e.txt -> e.txt'],
  },
  {
    name: 'dir/[cd].txt',
    tree: { paths: GLOBS },
    source: 'dir/[cd].txt',
    expected: ['glob', 'dir/c.txt -> c.txt'],
  },
  {
    name: '** is one star, and files of one name land on each other',
    tree: { paths: GLOBS },
    source: 'dir/**/d.txt',
    expected: ['glob', 'dir/sub/d.txt -> d.txt', 'dir/x/d.txt -> d.txt'],
  },
  {
    name: '* flattens folders',
    tree: { paths: PROJECT, ignore: 'Dockerfile' },
    source: '*',
    expected: [
      'glob',
      'package.json',
      'src/a.js -> a.js',
      'src/b/c.js -> b/c.js',
      'web/package.json -> package.json',
    ],
  },
  {
    name: 'a class that matches a slash',
    tree: { paths: ['a/b'] },
    source: 'a[^x]b',
    expected: ['glob', 'a/b -> b'],
  },
  {
    name: '--exclude',
    tree: { paths: EXCLUDE, ignore: IGNORE },
    source: 'dir',
    exclude: ['*.md', 'sub'],
    expected: ['directory', 'dir/c.txt -> c.txt'],
  },
  {
    name: '--exclude with an exception',
    tree: { paths: EXCLUDE, ignore: IGNORE },
    source: '.',
    exclude: ['dir', '!dir/sub'],
    expected: ['directory', 'a.txt', 'b.txt', 'dir/sub/d.txt'],
  },
  {
    name: '--exclude is not asked about a named file',
    tree: { paths: EXCLUDE },
    source: 'a.txt',
    exclude: ['*.txt'],
    expected: ['file', 'a.txt'],
  },
  {
    name: '--parents with a pattern',
    tree: { paths: EXCLUDE, ignore: IGNORE },
    source: 'dir/*/d.txt',
    parents: true,
    expected: ['glob', 'dir/sub/d.txt'],
  },
  {
    name: '--parents keeps the folders of a file',
    tree: { paths: PROJECT },
    source: './web/package.json',
    parents: true,
    expected: ['file', 'web/package.json'],
  },
  {
    name: '--parents with **',
    tree: { paths: PROJECT },
    source: '**/package.json',
    parents: true,
    expected: ['glob', 'package.json', 'web/package.json'],
  },
  {
    name: '--parents keeps what follows the pivot',
    tree: { paths: PROJECT },
    source: 'src/./b',
    parents: true,
    expected: ['directory', 'src/b/c.js -> b/c.js'],
  },
  {
    name: '--parents without the path',
    tree: { paths: PROJECT },
    source: 'src/x.js',
    parents: true,
    expected: ['missing'],
  },
  {
    name: 'an ignored folder',
    tree: { paths: ['dist/x'], ignore: 'dist' },
    source: 'dist',
    expected: ['missing'],
  },
  {
    name: 'an ignored folder with an exception',
    tree: { paths: ['dist/x', 'dist/y'], ignore: 'dist\n!dist/y' },
    source: 'dist',
    expected: ['directory', 'dist/y -> y'],
  },
  {
    name: 'a folder that was not entered',
    tree: { paths: ['a.js', 'node_modules/!'] },
    source: '.',
    expected: ['directory?', 'a.js'],
  },
  {
    name: 'a file in a folder that was not entered',
    tree: { paths: ['node_modules/!'] },
    source: 'node_modules/x',
    expected: ['missing?'],
  },
  {
    name: 'an ignored folder that was not entered hides nothing',
    tree: { paths: ['a.js', 'node_modules/!'], ignore: 'node_modules' },
    source: '.',
    expected: ['directory', 'a.js'],
  },
  {
    name: 'a walk that gave up',
    tree: { paths: ['a.js'], complete: false },
    source: 'b.js',
    expected: ['missing?'],
  },
  {
    name: 'a file that is there although the walk gave up',
    tree: { paths: ['a.js'], complete: false },
    source: 'a.js',
    expected: ['file', 'a.js'],
  },
  {
    name: 'a symlink in a folder',
    tree: { paths: ['s/l@'] },
    source: 's',
    expected: ['directory', 's/l -> l'],
  },
  { name: 'a named symlink', tree: { paths: ['l@'] }, source: 'l', expected: ['file?', 'l'] },
  { name: 'behind a symlink', tree: { paths: ['l@'] }, source: 'l/x', expected: ['missing?'] },
  // snapshotOf takes a `!` at the end, and nowhere else, for a folder that was not entered.
  {
    name: 'a name that the filter of what is sent takes for an exception',
    tree: { paths: ['!a/b', 'c'] },
    source: './!a',
    expected: ['directory?', '!a/b -> b'],
  },
  {
    name: 'such a name in all of the context, which is sent without a filter',
    tree: { paths: ['!a/b', 'c'] },
    source: '.',
    expected: ['directory', 'c', '!a/b'],
  },
  { name: 'a name with a space in front', tree: { paths: [' a'] }, source: ' a', expected: ['file?', ' a'] },
  {
    name: "a name of JavaScript's own",
    tree: { paths: ['constructor/__proto__'] },
    source: 'constructor',
    expected: ['directory', 'constructor/__proto__ -> __proto__'],
  },
];

function suffixesOf(path: string): string[] {
  const segments = path.split('/');
  return segments.map((_segment, at) => segments.slice(at).join('/'));
}

describe('select', () => {
  for (const { name, tree, source, expected, ...options } of CASES) {
    it(`${name}: ${source}`, () => {
      const { kind, files, complete } = select(snapshotOf(tree), source, options);
      const lines = files.map(({ path, to }) => (path === to ? path : `${path} -> ${to}`));
      assert.deepEqual([complete ? kind : `${kind}?`, ...lines], expected);
    });
  }

  it('remembers hundreds of sources, and what an equal snapshot selected', () => {
    const paths = Array.from({ length: 400 }, (_, at) => `src/${at}/file`);
    const snapshot = snapshotOf({ paths });
    const sources = ['.', ...paths, ...paths.map((source) => `${source}*`), 'none'];
    const first = sources.map((source) => select(snapshot, source));
    const again = { ...snapshot };
    shareSelections(again, snapshot);
    for (const [index, source] of sources.entries()) {
      assert.equal(select(snapshot, source), first[index]);
      assert.equal(select(again, source), first[index]);
    }
  });

  it('forgets what was asked for longest ago when files would be too many', () => {
    const snapshot = snapshotOf({ paths: Array.from({ length: 20_000 }, (_, at) => `d/${at}`) });
    const first = select(snapshot, 'd');
    const latest = Array.from({ length: 16 }, (_, at) => select(snapshot, 'd', { exclude: [`x${at}`] })).at(
      -1,
    );
    assert.equal(select(snapshot, 'd', { exclude: ['x15'] }), latest);
    assert.notEqual(select(snapshot, 'd'), first);
  });

  it('says where files land', () => {
    const snapshot = snapshotOf({ paths: PROJECT });
    const land = (source: string, destination: string, isFolder = false): string[] =>
      select(snapshot, source).files.map((file) => landingPath(file, destination, { isFolder }));
    assert.deepEqual(land('package.json', '/app/'), ['/app/package.json']);
    assert.deepEqual(land('package.json', '/app'), ['/app']);
    assert.deepEqual(land('package.json', '/app', true), ['/app/package.json']);
    assert.deepEqual(land('web', '/app'), ['/app/package.json']);
    assert.deepEqual(land('web', '/'), ['/package.json']);
  });

  const path = fc
    .array(fc.constantFrom('a', 'b', '*', '?', '.', '..', '[a]', '**', 'a*', '!a', '\\', '['), {
      maxLength: 4,
    })
    .map((segments) => segments.join('/'));

  it('never throws, selects entries only, never what is ignored, and finds each again', () => {
    const names = fc.array(fc.constantFrom('a', 'b', 'ab'), { minLength: 1, maxLength: 3 });
    const trees = fc.array(
      names.map((segments) => segments.join('/')),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(
        trees,
        path,
        path,
        fc.boolean(),
        fc.array(path),
        (paths, source, ignore, parents, exclude) => {
          // One name can't be a file and a folder.
          fc.pre(!paths.some((one) => paths.some((other) => other.startsWith(`${one}/`))));
          const snapshot = snapshotOf({ paths, ignore });
          const selection = select(snapshot, source, { parents, exclude });
          const { files, complete } = selection;
          const landed = new Map(files.map((file) => [file.to, file]));
          for (const name of paths.flatMap((one) => [one, ...suffixesOf(one)])) {
            assert.deepEqual(landingAt(selection, name), landed.get(name));
          }
          const everything = new Set(select(snapshot, '.').files.map((file) => file.path));
          assert.ok(complete);
          for (const file of files) {
            assert.ok(everything.has(file.path));
          }
        },
      ),
    );
  });
});
