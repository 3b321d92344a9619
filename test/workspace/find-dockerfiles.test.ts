import assert from 'node:assert/strict';
import { findDockerfiles, isDockerfileName } from '../../server/src/workspace/find-dockerfiles.ts';
import { memoryFiles } from '../support/memory-files.ts';

describe('findDockerfiles', () => {
  it('finds them in every folder but those of packages, sorted', async () => {
    const files = memoryFiles({
      '/w/z/Dockerfile': '',
      '/w/Dockerfile.prod': '',
      '/w/Dockerfile.dockerignore': '',
      '/w/a/b/api.dockerfile': '',
      '/w/a/readme.md': '',
      '/w/node_modules/x/Dockerfile': '',
      '/w/.git/Dockerfile': '',
      '/w/loop': { link: '/w' },
    });
    assert.deepEqual(await findDockerfiles(files, '/w'), [
      '/w/Dockerfile.prod',
      '/w/a/b/api.dockerfile',
      '/w/z/Dockerfile',
    ]);
    assert.deepEqual(await findDockerfiles(files, '/none'), []);
  });

  it('ends after as many folders as it is told, those near the root first', async () => {
    const files = memoryFiles({ '/w/a/Dockerfile': '', '/w/a/b/Dockerfile': '', '/w/c/Dockerfile': '' });
    assert.deepEqual(await findDockerfiles(files, '/w', { maxFolders: 3 }), [
      '/w/a/Dockerfile',
      '/w/c/Dockerfile',
    ]);
  });

  const NAMES: readonly (readonly [name: string, expected: boolean])[] = [
    ['Dockerfile', true],
    ['dockerfile', true],
    ['Containerfile', true],
    ['Containerfile.dev', true],
    ['web.Dockerfile', true],
    ['Dockerfile-dev', true],
    ['Dockerfile_cuda_12.4', true],
    ['Dockerfile-dev.yml', false],
    ['Dockerfile_test.py', false],
    ['Dockerfiles', false],
    ['Dockerfile.', false],
    ['MyDockerfile', false],
    ['.dockerignore', false],
    ['Containerfile.dockerignore', false],
    ...['j2', 'jinja', 'eex', 'tmpl', 'template', 'erb', 'tpl', 'in'].map(
      (ending) => [`Dockerfile.${ending}`, false] as const,
    ),
    ['Containerfile.web.j2', false],
    ['Dockerfile.template.dev', true],
    ['Dockerfile.main', true],
  ];
  for (const [name, expected] of NAMES) {
    it(`${name} is ${expected ? 'one' : 'none'}`, () => {
      assert.equal(isDockerfileName(name), expected);
    });
  }
});
