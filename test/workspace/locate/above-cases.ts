import assert from 'node:assert/strict';
import type { Elsewhere } from '../../../server/src/context/types.ts';
import { locateContext } from '../../../server/src/workspace/locate/locate-context.ts';
import { memoryFiles, type Tree } from '../../support/memory-files.ts';

/** What is known of the folders above the context of `/w/s/api/Dockerfile`. */
export interface AboveCase {
  readonly what: string;
  readonly tree: Tree;
  /** `/w` where it is not given; undefined for a file that is opened alone. */
  readonly workspaceRoot?: string | undefined;
  readonly told: readonly string[];
}

/** Checks case by case what is told of them. */
export function checkAboveCases(
  title: string,
  cases: readonly AboveCase[],
  toldOf: (elsewhere: Elsewhere | undefined) => readonly string[],
): void {
  describe(title, () => {
    for (const { what, tree, told, ...options } of cases) {
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
        assert.deepEqual(toldOf(elsewhere), told);
      });
    }
  });
}
