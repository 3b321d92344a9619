import assert from 'node:assert/strict';
import { workflowBuilds } from '../../../server/src/context/workflows/workflow-builds.ts';

/** A job `build` of one step with these inputs. */
function job(inputs: string, ...before: readonly string[]): string {
  const lines = inputs.split('\n').map((line) => `          ${line}`);
  return [
    'on: push',
    'env:',
    '  APP: shop',
    '  SHA: ${{ github.sha }}',
    'jobs:',
    '  build:',
    ...before.map((line) => `    ${line}`),
    '    steps:',
    '      - uses: actions/checkout@v6',
    '      - uses: docker/build-push-action@v6',
    '        with:',
    ...lines,
    '',
  ].join('\n');
}

const matrix = (...lines: readonly string[]): readonly string[] => [
  'strategy:',
  '  matrix:',
  ...lines.map((line) => `    ${line}`),
];

/** Each build as `context dockerfile target`, in the repository `/w`. */
const CASES: readonly {
  readonly what: string;
  readonly text: string;
  readonly builds: readonly string[];
}[] = [
  { what: 'a folder', text: job('context: ./api'), builds: ['/w/api /w/api/Dockerfile -'] },
  {
    what: 'a Dockerfile counts from the root, whatever the context',
    text: job('context: api\nfile: ./docker/api.Dockerfile\ntarget: prod'),
    builds: ['/w/api /w/docker/api.Dockerfile prod'],
  },
  { what: 'the repository, where nothing is named', text: job('push: true'), builds: ['/w /w/Dockerfile -'] },
  {
    what: 'a folder of what Git fetches, in which the Dockerfile counts',
    text: job('context: "{{defaultContext}}:api"\nfile: docker/Dockerfile'),
    builds: ['/w/api /w/api/docker/Dockerfile -'],
  },
  {
    what: 'the values of a matrix',
    text: job(
      'context: .\nfile: ${{ matrix.app}}/Dockerfile\ntarget: ${{ matrix.stage }}',
      ...matrix('app: [web, api]', 'stage: [dev]'),
    ),
    builds: ['/w /w/web/Dockerfile dev', '/w /w/api/Dockerfile dev'],
  },
  {
    what: 'maps in a matrix',
    text: job(
      'context: ${{ matrix.image.dir }}\nfile: ${{ matrix.image.file }}',
      ...matrix('image:', '  - { dir: a, file: a/x.Dockerfile }', '  - { dir: b, file: b/Dockerfile }'),
    ),
    builds: ['/w/a /w/a/x.Dockerfile -', '/w/b /w/b/Dockerfile -'],
  },
  {
    what: 'what a matrix includes, adds to and leaves out',
    text: job(
      'context: ${{ matrix.dir }}\nfile: ${{ matrix.file }}',
      ...matrix(
        'dir: [a, b, c]',
        'exclude: [{ dir: c }]',
        'include:',
        '  - { dir: a, file: a/Dockerfile }',
        '  - { dir: d, file: d/Dockerfile }',
      ),
    ),
    builds: ['/w/a /w/a/Dockerfile -', '/w/d /w/d/Dockerfile -'],
  },
  {
    what: 'a matrix of included runs alone',
    text: job('context: ${{ matrix.dir }}', ...matrix('include:', '  - dir: a', '  - dir: b')),
    builds: ['/w/a /w/a/Dockerfile -', '/w/b /w/b/Dockerfile -'],
  },
  {
    what: 'variables that the workflow sets, and the folder in which it runs',
    text: job('context: ${{ github.workspace }}\nfile: apps/${{ env.APP }}/Dockerfile'),
    builds: ['/w /w/apps/shop/Dockerfile -'],
  },
  {
    what: 'nothing that is only known when it runs',
    text: job(
      'context: ${{ inputs.dir }}\nfile: a/Dockerfile',
      ...matrix('dir: ${{ fromJson(needs.a.outputs.b) }}'),
    ),
    builds: [],
  },
  { what: 'no variable that is made of others', text: job('context: ${{ env.SHA }}'), builds: [] },
  {
    what: 'a stage that is only known when it runs',
    text: job('context: .\ntarget: ${{ inputs.stage }}'),
    builds: ['/w /w/Dockerfile -'],
  },
  {
    what: 'no expression that is longer than any name, or has no end',
    text: job(`context: \${{ env.${'a'.repeat(300)} }}\nfile: \${{ env.APP`),
    builds: [],
  },
  {
    what: 'no more runs of a matrix than GitHub makes',
    text: job(
      'context: ${{ matrix.a }}${{ matrix.b }}${{ matrix.c }}',
      ...matrix(...['a', 'b', 'c'].map((name) => `${name}: [${'1, '.repeat(300)}2]`)),
    ),
    builds: ['/w/111 /w/111/Dockerfile -'],
  },
  { what: 'another repository', text: job('context: https://github.com/a/b.git#main'), builds: [] },
  { what: 'nothing outside', text: job('context: ../x'), builds: [] },
  {
    what: 'actions that take the same inputs, and no others',
    text: job('context: a').replace('docker/build-push-action@v6', 'depot/build-push-action@v1'),
    builds: ['/w/a /w/a/Dockerfile -'],
  },
  {
    what: 'no other action',
    text: job('context: a').replace(
      'docker/build-push-action@v6',
      'docker/bake-action@v6 # build-push-action',
    ),
    builds: [],
  },
  { what: 'a text that is no workflow', text: 'jobs: [build-push-action', builds: [] },
  { what: 'jobs without steps', text: 'jobs:\n  a: { uses: ./build-push-action }\n  b:\n', builds: [] },
];

describe('builds of a workflow', () => {
  for (const { what, text, builds } of CASES) {
    it(what, () => {
      assert.deepEqual(
        workflowBuilds(text, { file: '/w/.github/workflows/a.yml', root: '/w' }).map(
          ({ context, dockerfile, target }) => `${context} ${dockerfile} ${target ?? '-'}`,
        ),
        builds,
      );
    });
  }
});
