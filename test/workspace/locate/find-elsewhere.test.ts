import assert from 'node:assert/strict';
import { folderId } from '../../../server/src/context/location/named-folder.ts';
import { locateContext } from '../../../server/src/workspace/locate/locate-context.ts';
import type { LocateOptions } from '../../../server/src/workspace/locate/locate-context.ts';
import { memoryFiles } from '../../support/memory-files.ts';
import type { Tree } from '../../support/memory-files.ts';

const COMPOSE = 'services:\n  a: { build: . }\n';

/** What lies around the context of `/w/s/api/Dockerfile`. */
const CASES: readonly {
  readonly what: string;
  readonly tree: Tree;
  readonly sources: readonly string[];
  readonly options?: Partial<LocateOptions>;
  /** Folders above as `shown (inner): found; remedy`, then submodules; none where nobody has to look. */
  readonly elsewhere: readonly string[] | undefined;
}[] = [
  {
    what: 'nothing is missing',
    tree: { '/w/s/api/a': '', '/w/a': '', '/w/.gitmodules': 'path = s/api/sdk' },
    sources: ['a', '.', '*.x'],
    elsewhere: undefined,
  },
  {
    what: 'wildcards in a folder that lies above',
    tree: { '/w/s/api/a': '', '/w/proto/x.proto': '' },
    sources: ['a', 'proto/*.proto', '*.x'],
    elsewhere: ["the workspace's root (s/api): proto/*.proto; -"],
  },
  {
    what: 'a Compose file beside the Dockerfile, and all in two folders above',
    tree: { '/w/s/api/compose.yaml': COMPOSE, '/w/s/a': '', '/w/a': '', '/w/b': '', '/a': '' },
    sources: ['a', './b/', 'c'],
    elsewhere: [
      's (api): a; let Compose service a (s/api/compose.yaml) build with `context: ..` and `dockerfile: api/Dockerfile`',
      "the workspace's root (s/api): a b; let Compose service a (s/api/compose.yaml) build with `context: ../..` and `dockerfile: s/api/Dockerfile`",
    ],
  },
  {
    what: 'a Compose file above',
    tree: { '/w/compose.yaml': 'services:\n  a: { build: s/api }\n', '/w/a': '' },
    sources: ['a'],
    elsewhere: [
      "the workspace's root (s/api): a; let Compose service a (compose.yaml) build with `context: .` and `dockerfile: s/api/Dockerfile`",
    ],
  },
  {
    what: 'Bake',
    tree: { '/w/s/docker-bake.hcl': 'target "default" { context = "api" }', '/w/s/a': '' },
    sources: ['a'],
    elsewhere: [
      's (api): a; let Bake target default (s/docker-bake.hcl) build with `context = "."` and `dockerfile = "api/Dockerfile"`',
    ],
  },
  {
    what: 'a setting',
    tree: { '/w/s/a': '' },
    sources: ['a'],
    options: { setting: new Map([['s', 's/api']]) },
    elsewhere: ['s (api): a; let the setting strata.context.folders (s) name `s`'],
  },
  {
    what: 'a person',
    tree: { '/w/a': '' },
    sources: ['a'],
    options: { picked: folderId('s/api') },
    elsewhere: ["the workspace's root (s/api): a; pick that folder as the context"],
  },
  {
    what: 'a guess',
    tree: { '/w/s/api/a': '', '/w/b': '' },
    sources: ['a', 'b'],
    elsewhere: ["the workspace's root (s/api): b; -"],
  },
  {
    what: 'a file that is opened alone',
    tree: { '/w/b': '' },
    sources: ['a', 'b'],
    options: { workspaceRoot: undefined },
    elsewhere: [],
  },
  {
    what: 'submodules that a source lies in',
    tree: {
      '/w/.gitmodules':
        '[submodule "x"]\n\tpath = s/api/sdk\n\turl = y\n[submodule "z"]\n\tpath=s/api/other\n[submodule "o"]\n\tpath = a\n',
      '/w/s/api/.gitmodules': '  path = "lib"  \n path = ../x\n',
      '/w/s/.gitmodules': { link: '/etc/x' },
      '/w/s/api/run': '',
    },
    sources: ['sdk/a.py', 'lib', 'a', 'run'],
    elsewhere: ['submodule lib', 'submodule sdk'],
  },
];

describe('what lies around a context', () => {
  for (const { what, tree, sources, options, elsewhere } of CASES) {
    it(what, async () => {
      const located = await locateContext(memoryFiles({ ...tree, '/w/s/api/Dockerfile': '' }), {
        dockerfile: '/w/s/api/Dockerfile',
        workspaceRoot: '/w',
        sources,
        ...options,
      });
      const { above = [], submodules = [] } = located.elsewhere ?? {};
      const told = [
        ...above.map(
          ({ shown, inner, found, remedy }) => `${shown} (${inner}): ${found.join(' ')}; ${remedy ?? '-'}`,
        ),
        ...submodules.map((path) => `submodule ${path}`),
      ];
      assert.deepEqual(located.elsewhere === undefined ? undefined : told, elsewhere);
    });
  }
});
