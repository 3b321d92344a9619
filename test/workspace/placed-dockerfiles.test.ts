import assert from 'node:assert/strict';
import { contextClues } from '../../server/src/insights/context-clues.ts';
import { placedDockerfiles } from '../../server/src/workspace/placed-dockerfiles.ts';
import type { PlacedDockerfile } from '../../server/src/workspace/placed-dockerfiles.ts';
import { memoryFiles } from '../support/memory-files.ts';
import type { Tree } from '../support/memory-files.ts';

const SERVICES = [
  'services:',
  '  api: { build: { context: ., dockerfile: api/Dockerfile } }',
  '  web: { build: { context: web, target: dev, args: { V: "2" }, network: host } }',
].join('\n');

describe('the Dockerfiles of a workspace', () => {
  it('are told with their contexts and how they are built', async () => {
    const { placed } = await read({
      '/w/compose.yaml': SERVICES,
      '/w/.dockerignore': 'all\n',
      '/w/api/Dockerfile': 'FROM a\n',
      '/w/web/Dockerfile': 'FROM b AS dev\n',
      '/w/web/Dockerfile.dockerignore': 'own\n',
      '/w/job/Dockerfile': 'FROM c\nCOPY lib .\n',
      '/w/lib/x': '',
    });
    assert.deepEqual(
      placed.map(({ place, choice: { chosen }, ignore }) => [
        place.slice(3),
        chosen.root,
        chosen.target,
        [...chosen.args],
        chosen.exact,
        ignore,
      ]),
      [
        ['api/Dockerfile', '/w', undefined, [], true, 'all\n'],
        ['job/Dockerfile', '/w', undefined, [], true, 'all\n'],
        ['web/Dockerfile', '/w/web', 'dev', [['V', '2']], false, 'own\n'],
      ],
    );
  });

  it('are none that a link leads to, none that is very long, and few', async () => {
    const many = Array.from({ length: 300 }, (_, at) => [`/w/many/${at}.Dockerfile`, 'FROM a\n'] as const);
    const { placed } = await read({
      '/w/Dockerfile': { link: '/etc/passwd' },
      '/w/Dockerfile.long': `FROM a\n${'#'.repeat(200_000)}\n`,
      ...Object.fromEntries(many),
    });
    assert.equal(placed.length, 198);
    assert.ok(placed.every(({ place }) => place.startsWith('/w/many/')));
  });

  it('are read with every folder listed once', async () => {
    const { listed } = await read({
      '/w/compose.yaml': SERVICES,
      '/w/api/Dockerfile': 'FROM a\n',
      '/w/web/Dockerfile': 'FROM b\n',
    });
    assert.deepEqual(listed.sort(), ['/w', '/w/api', '/w/web']);
  });
});

async function read(
  tree: Tree,
): Promise<{ readonly placed: readonly PlacedDockerfile[]; readonly listed: string[] }> {
  const files = memoryFiles(tree);
  const placed = await placedDockerfiles(files, '/w', { clues: contextClues, picked: () => undefined });
  return { placed, listed: files.listed };
}
