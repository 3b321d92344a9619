import assert from 'node:assert/strict';
import { queryOf } from '../../server/src/ecosystems/context-query.ts';
import { readManifest } from '../../server/src/ecosystems/javascript/package-manifest.ts';
import { yamlValue } from '../../server/src/formats/yaml.ts';
import { readPnpmWorkspace } from '../../server/src/ecosystems/javascript/pnpm-workspace.ts';
import { findMembers } from '../../server/src/ecosystems/javascript/workspaces.ts';
import { contextOf } from '../fixes/context-of.ts';

describe('pnpm-workspace.yaml', () => {
  const CASES: readonly (readonly [string, string, ReturnType<typeof readPnpmWorkspace>])[] = [
    [
      'a list',
      'packages:\n  - "packages/*"\n  - apps/web # the site\n',
      { packages: ['packages/*', 'apps/web'], patches: [] },
    ],
    ['without indentation', "packages:\n- 'a'\n- '!b'\n", { packages: ['a', '!b'], patches: [] }],
    ['a pattern that begins with a star', 'packages:\n  - "*/lib"\n', { packages: ['*/lib'], patches: [] }],
    ['a star without quotes, which YAML takes as an alias', 'packages:\n  - */lib\n', undefined],
    [
      'patches',
      'patchedDependencies:\n  a@1.0.0: patches/a.patch\n',
      { packages: [], patches: ['patches/a.patch'] },
    ],
    [
      'settings',
      'packages:\n  - a\ncatalog:\n  react: ^19\nnodeLinker: hoisted\n',
      { packages: ['a'], patches: [] },
    ],
    ['an empty list', 'packages: []\n', { packages: [], patches: [] }],
    ['a flow list', 'packages: [a, "b/*"]\n', { packages: ['a', 'b/*'], patches: [] }],
    ['an anchor', 'packages: &p\n  - a\n', { packages: ['a'], patches: [] }],
    ['a list of other things', 'packages:\n  - a: b\n', undefined],
    ['no list', 'packages: a\n', undefined],
    ['a list as the file', '- a\n', undefined],
    ['a broken file', 'packages: [a\n', undefined],
    [
      'a nested path',
      'packageExtensions:\n  a:\n    dependencies:\n      b: ../b\n',
      { packages: [], patches: [], obstacle: 'names a file or folder in `packageExtensions`' },
    ],
    [
      'an unknown section',
      'packages:\n  - a\nhooks:\n  x: y\n',
      { packages: ['a'], patches: [], obstacle: 'holds `hooks`, which may name more files' },
    ],
    ['a place of its own', 'modulesDir: lib\n', { packages: [], patches: [], obstacle: 'sets `modulesDir`' }],
    [
      'a local override',
      'overrides:\n  a: file:../a\n',
      { packages: [], patches: [], obstacle: 'names a file or folder in `overrides`' },
    ],
    ['patches of another form', 'patchedDependencies: [a]\n', undefined],
    [
      'an override that leaves a package out',
      'packages: [a]\noverrides:\n  b: link:./node_modules/.cache/null\n',
      { packages: ['a'], patches: [] },
    ],
    ['nothing loaded', '', { packages: [], patches: [] }],
  ];
  for (const [title, text, expected] of CASES) {
    it(title, () => {
      assert.deepEqual(readPnpmWorkspace(yamlValue(text)), expected);
    });
  }
});

describe('workspace members', () => {
  const context = queryOf(
    contextOf({
      'packages/a/package.json': '{}',
      'packages/b/package.json': '{}',
      'packages/b/deep/c/package.json': '{}',
      'packages/none/index.js': '',
      'packages/node_modules/x/package.json': '{}',
      'tools/package.json': '{}',
      'closed/!': '',
    }),
  );
  const CASES: readonly (readonly [readonly string[], readonly string[] | string])[] = [
    [['packages/*'], ['packages/a', 'packages/b']],
    [['./packages/*/'], ['packages/a', 'packages/b']],
    [['packages/**'], ['packages/a', 'packages/b', 'packages/b/deep/c']],
    [
      ['packages/*', '!packages/b', 'tools'],
      ['packages/a', 'tools'],
    ],
    [['missing'], []],
    [['packages/{a,b}'], "can't be read surely"],
    [['../x'], "can't be read surely"],
    [['closed/*'], 'not all known'],
  ];
  for (const [patterns, expected] of CASES) {
    it(patterns.join(' '), () => {
      const found = findMembers('', patterns, context);
      if (typeof expected === 'string') {
        assert.ok(found.kind === 'unknown' && found.why.includes(expected), JSON.stringify(found));
      } else {
        assert.deepEqual(found.kind === 'known' && [...found.folders].sort(), expected);
      }
    });
  }
});

describe('package.json', () => {
  it('keeps names that objects know', () => {
    const manifest = readManifest(JSON.parse('{"scripts":{"constructor":"x","__proto__":"y"}}'));
    assert.deepEqual(
      [...(manifest?.scripts ?? [])],
      [
        ['constructor', 'x'],
        ['__proto__', 'y'],
      ],
    );
  });

  it('finds specifiers in nested overrides', () => {
    const manifest = readManifest({ overrides: { a: { b: { c: 'file:./c' } } } });
    assert.deepEqual(manifest?.dependencies, [{ name: 'c', specifier: 'file:./c' }]);
  });

  for (const value of [undefined, null, 1, 'x', []]) {
    it(`is unreadable: ${JSON.stringify(value)}`, () => {
      assert.equal(readManifest(value), undefined);
    });
  }
});
