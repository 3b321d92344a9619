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

  it('finds those that Compose files, Bake files and workflows name, if they are asked for', async () => {
    const files = memoryFiles({
      '/w/web/docker-compose.prod.yml':
        'services:\n  a:\n    build: { context: ., dockerfile: WebImage }\n  b:\n    build: { context: .., dockerfile: nothing }\n  c:\n    build: ../api\n  d:\n    build: { context: ., dockerfile: ../../outside }\n  e:\n    build: { context: ../node_modules/x, dockerfile: Image }\n',
      '/w/web/WebImage': '',
      '/w/web/Other': '',
      '/w/docker-bake.hcl': 'target "x" { dockerfile = "deploy/DockerfileAPI" }\n',
      '/w/deploy/DockerfileAPI': '',
      '/w/deep/a/b/compose.yaml': 'services: { a: { build: { context: ../.., dockerfile: a/b/Image.txt } } }',
      '/w/deep/a/b/Image.txt': '',
      '/w/api/Dockerfile': '',
      '/w/node_modules/x/Image': '',
      '/w/node_modules/y/compose.yaml': 'services: { a: { build: { dockerfile: I } } }',
      '/w/node_modules/y/I': '',
      '/outside': '',
      '/w/.github/workflows/ci.yml':
        'jobs: { a: { steps: [{ uses: docker/build-push-action@v6, with: { context: ., file: ci/Image } }] } }',
      '/w/ci/Image': '',
    });
    assert.deepEqual(await findDockerfiles(files, '/w'), ['/w/api/Dockerfile']);
    assert.deepEqual(await findDockerfiles(files, '/w', { named: true }), [
      '/w/api/Dockerfile',
      '/w/ci/Image',
      '/w/deep/a/b/Image.txt',
      '/w/deploy/DockerfileAPI',
      '/w/web/WebImage',
    ]);
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
    ['DockerFile', true],
    ['DOCKERFILE', true],
    ['DockerFile.prod', true],
    ['DOCKERFILE-dev', true],
    ['dockerfile.prod', true],
    ['dockerfile_dev', true],
    ['containerfile', true],
    ['web.DockerFile', true],
    ['web.Containerfile', true],
    ['Dockerfile.go', true],
    ['DOCKERFILE.DOCKERIGNORE', false],
    ['dockerfile.J2', false],
    ...['go', 'ts', 'd.ts', 'test.mjs', 'py', 'md', 'json', 'rs', 'yml', 'svg'].map(
      (ending) => [`dockerfile.${ending}`, false] as const,
    ),
    ['dockerfiles', false],
    ['dockerfile-parser.js', false],
  ];
  for (const [name, expected] of NAMES) {
    it(`${name} is ${expected ? 'one' : 'none'}`, () => {
      assert.equal(isDockerfileName(name), expected);
    });
  }
});
