import assert from 'node:assert/strict';
import { locateContext } from '../../../server/src/workspace/locate/locate-context.ts';
import { memoryFiles, type Tree } from '../../support/memory-files.ts';

/** What is known of git's ignore files above the context of `/w/s/api/Dockerfile`. */
const CASES: readonly {
  readonly what: string;
  readonly tree: Tree;
  readonly workspaceRoot?: string | undefined;
  readonly told: readonly string[];
}[] = [
  {
    what: 'the nearest ones first',
    tree: { '/w/.gitignore': 's/api/gen\n', '/w/s/.gitignore': 'x\n' },
    told: ['api: x\n', 's/api: s/api/gen\n'],
  },
  { what: 'that of the context is its own', tree: { '/w/s/api/.gitignore': 'x\n' }, told: [] },
  { what: 'outside of the workspace', tree: { '/w/.gitignore': 'x\n' }, workspaceRoot: '/w/s', told: [] },
  {
    what: 'a file that is opened alone',
    tree: { '/w/.gitignore': 'x\n' },
    workspaceRoot: undefined,
    told: [],
  },
];

describe("git's ignore files above a context", () => {
  for (const { what, tree, told, ...options } of CASES) {
    it(what, async () => {
      const { elsewhere } = await locateContext(
        memoryFiles({ '/w/s/api/Dockerfile': '', '/w/s/api/package.json': '{}', ...tree }),
        {
          dockerfile: '/w/s/api/Dockerfile',
          workspaceRoot: '/w',
          sources: ['package*.json'],
          ...options,
        },
      );
      assert.deepEqual(
        (elsewhere?.gitIgnores ?? []).map(({ inner, text }) => `${inner}: ${text}`),
        told,
      );
    });
  }
});
