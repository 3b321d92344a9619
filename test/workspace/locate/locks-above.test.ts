import assert from 'node:assert/strict';
import { locateContext } from '../../../server/src/workspace/locate/locate-context.ts';
import { memoryFiles, type Tree } from '../../support/memory-files.ts';

/** What is known of lock files above the context of `/w/s/api/Dockerfile`. */
const CASES: readonly {
  readonly what: string;
  readonly tree: Tree;
  readonly workspaceRoot?: string | undefined;
  readonly told: readonly string[];
}[] = [
  {
    what: 'one in the root',
    tree: { '/w/package-lock.json': '' },
    told: ["the workspace's root: package-lock.json"],
  },
  {
    what: 'the nearest ones first',
    tree: { '/w/yarn.lock': '', '/w/s/Cargo.lock': '', '/w/s/pnpm-lock.yaml': '' },
    told: ['s: pnpm-lock.yaml Cargo.lock', "the workspace's root: yarn.lock"],
  },
  { what: 'those of the context are its own', tree: { '/w/s/api/package-lock.json': '' }, told: [] },
  { what: 'outside of the workspace', tree: { '/w/package-lock.json': '' }, workspaceRoot: '/w/s', told: [] },
  {
    what: 'a file that is opened alone',
    tree: { '/w/package-lock.json': '' },
    workspaceRoot: undefined,
    told: [],
  },
];

describe('lock files above a context', () => {
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
        (elsewhere?.locks ?? []).map(({ shown, held }) => `${shown}: ${held.join(' ')}`),
        told,
      );
    });
  }
});
