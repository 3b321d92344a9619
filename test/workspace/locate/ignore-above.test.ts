import assert from 'node:assert/strict';
import type { IgnoreAbove } from '../../../server/src/context/types.ts';
import { locateContext } from '../../../server/src/workspace/locate/locate-context.ts';
import type { LocateOptions } from '../../../server/src/workspace/locate/locate-context.ts';
import { memoryFiles, type Tree } from '../../support/memory-files.ts';

const COMPOSE = 'services:\n  a: { build: ./s/api }\n';
const ABOVE = { '/w/compose.yaml': COMPOSE, '/w/.dockerignore': 'node_modules' };
const ROOT: IgnoreAbove = {
  shown: "the workspace's root",
  inner: 's/api',
  text: 'node_modules',
  isRead: false,
};

/** What is known of ignore files above the context of `/w/s/api/Dockerfile`. */
const CASES: readonly {
  readonly what: string;
  readonly tree: Tree;
  readonly options?: Partial<LocateOptions>;
  readonly ignore: IgnoreAbove | undefined;
}[] = [
  { what: 'one in the root, which nothing reads', tree: ABOVE, ignore: ROOT },
  {
    what: 'the nearest one',
    tree: { ...ABOVE, '/w/s/.dockerignore': 'x' },
    ignore: { shown: 's', inner: 'api', text: 'x', isRead: false },
  },
  {
    what: 'one that another service reads',
    tree: { ...ABOVE, '/w/compose.yaml': `${COMPOSE}  b: { build: . }\n` },
    ignore: { ...ROOT, isRead: true },
  },
  {
    what: 'one beside a Dockerfile',
    tree: { ...ABOVE, '/w/Dockerfile.dev': '' },
    ignore: { ...ROOT, isRead: true },
  },
  {
    what: 'settings, which may name its folder',
    tree: ABOVE,
    options: { setting: new Map([['x', '.']]) },
    ignore: { ...ROOT, isRead: true },
  },
  { what: 'one in the context', tree: { ...ABOVE, '/w/s/api/.dockerignore': '' }, ignore: undefined },
  {
    what: "one of the Dockerfile's own name",
    tree: { ...ABOVE, '/w/s/api/Dockerfile.dockerignore': 'x' },
    ignore: undefined,
  },
  {
    what: 'a context that is a guess',
    tree: { '/w/.dockerignore': 'node_modules' },
    ignore: undefined,
  },
  {
    what: 'one outside the workspace',
    tree: { '/w/s/compose.yaml': 'services:\n  a: { build: ./api }\n', '/w/.dockerignore': 'x' },
    options: { workspaceRoot: '/w/s' },
    ignore: undefined,
  },
];

describe('an ignore file above a context', () => {
  for (const { what, tree, options, ignore } of CASES) {
    it(what, async () => {
      const located = await locateContext(memoryFiles({ ...tree, '/w/s/api/Dockerfile': '' }), {
        dockerfile: '/w/s/api/Dockerfile',
        workspaceRoot: '/w',
        sources: ['.'],
        ...options,
      });
      assert.deepEqual(located.elsewhere?.ignore, ignore);
    });
  }
});

describe('Dockerfiles beside one that is built from a folder above', () => {
  const cases: readonly {
    readonly what: string;
    readonly text: string;
    readonly beside?: readonly string[];
  }[] = [
    {
      what: 'two of which Compose says so',
      text: '  a: { build: { context: ., dockerfile: s/api/Dockerfile } }\n  b: { build: { context: s, dockerfile: api/Dockerfile.dev } }\n',
      beside: ['Dockerfile', 'Dockerfile.dev'],
    },
    {
      what: 'one that is built from its own folder',
      text: '  a: { build: { context: ., dockerfile: s/api/Dockerfile } }\n  b: { build: { context: s/api, dockerfile: Dockerfile.dev } }\n',
    },
    { what: 'this one alone', text: '  a: { build: { context: ., dockerfile: s/api/Dockerfile } }\n' },
  ];
  for (const { what, text, beside } of cases) {
    it(what, async () => {
      const tree = {
        '/w/compose.yaml': `services:\n${text}`,
        '/w/s/api/Dockerfile': '',
        '/w/s/api/Dockerfile.dev': '',
      };
      const located = await locateContext(memoryFiles(tree), {
        dockerfile: '/w/s/api/Dockerfile',
        workspaceRoot: '/w',
        sources: ['.'],
      });
      assert.deepEqual(located.elsewhere?.beside, beside);
    });
  }
});
