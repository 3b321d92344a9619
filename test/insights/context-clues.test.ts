import assert from 'node:assert/strict';
import { contextClues } from '../../server/src/insights/context-clues.ts';

/** What a Dockerfile names of its context. */
const CASES: readonly {
  readonly what: string;
  readonly text: string;
  readonly sources: readonly string[];
}[] = [
  {
    what: 'copies, after expansion, and nothing from elsewhere',
    text: 'FROM a AS b\nARG D=api\nCOPY $D/x y /\nADD https://a.b/c /c\nCOPY --from=b /z /z\n',
    sources: ['api/x', 'y'],
  },
  {
    what: 'bind mounts of files and folders, and none of all of it, of another stage or of a cache',
    text: 'FROM a AS b\nRUN --mount=type=bind,source=.docker/deps.sh,target=/deps sh /deps\nRUN --mount=type=bind,target=/src --mount=type=bind,source=./,target=/x --mount=from=b,source=/y,target=/y --mount=type=cache,target=/c make\nCOPY . .\n',
    sources: ['.docker/deps.sh', '.'],
  },
];

describe('what a Dockerfile says of its build context', () => {
  for (const { what, text, sources } of CASES) {
    it(what, () => {
      assert.deepEqual(contextClues(text).sources, sources);
    });
  }
});
