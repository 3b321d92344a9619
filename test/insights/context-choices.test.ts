import assert from 'node:assert/strict';
import { contextOptions } from '../../server/src/insights/context-choices.ts';
import { locateContext } from '../../server/src/workspace/locate/locate-context.ts';
import { memoryFiles } from '../support/memory-files.ts';

describe('the ways to build that are offered', () => {
  it('name a file as it is called, and begin with a capital letter else', async () => {
    const files = memoryFiles({ '/w/package.json': '{}', '/w/api/Dockerfile': '' });
    const { choice } = await locateContext(files, {
      dockerfile: '/w/api/Dockerfile',
      workspaceRoot: '/w',
      sources: ['package.json'],
    });
    const { options, automatic } = contextOptions(choice, (folder) => folder);
    assert.deepEqual(
      options.map(({ title }) => title),
      [automatic, "The Dockerfile's own folder"],
    );
    assert.equal(
      automatic,
      "package.json exists in the workspace's root, not in the Dockerfile's own folder",
    );
  });
});
