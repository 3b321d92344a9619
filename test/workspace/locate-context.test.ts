import assert from 'node:assert/strict';
import { locateContext } from '../../server/src/workspace/locate-context.ts';
import { memoryFiles } from '../support/memory-files.ts';

const TREE = {
  '/w/package.json': '',
  '/w/src/a': '',
  '/w/api/docker/Dockerfile': '',
  '/w/api/go.mod': '',
  '/w/api/docker/run.sh': '',
};
const OWN = "The Dockerfile's own folder.";

interface Case {
  readonly sources: readonly string[];
  readonly workspaceRoot?: string;
  readonly root: string;
  readonly reason: string;
}

const CASES: readonly Case[] = [
  { sources: [], root: '/w/api/docker', reason: OWN },
  { sources: ['.', './', '*.json'], root: '/w/api/docker', reason: OWN },
  { sources: ['run.sh'], root: '/w/api/docker', reason: OWN },
  { sources: ['nowhere'], root: '/w/api/docker', reason: OWN },
  {
    sources: ['package.json', '/src/'],
    root: '/w',
    reason: "package.json exists in the workspace's root, not in the Dockerfile's own folder.",
  },
  {
    sources: ['go.mod'],
    root: '/w/api',
    reason: "go.mod exists in api, not in the Dockerfile's own folder.",
  },
  // As many found in both: the nearer folder is the likelier one.
  { sources: ['run.sh', 'go.mod'], root: '/w/api/docker', reason: OWN },
  { sources: ['package.json'], workspaceRoot: '/elsewhere', root: '/w/api/docker', reason: OWN },
];

describe('locateContext', () => {
  for (const { sources, workspaceRoot = '/w', root, reason } of CASES) {
    it(`[${sources.join(', ')}] in ${workspaceRoot}: ${root}`, async () => {
      const dockerfile = '/w/api/docker/Dockerfile';
      const located = await locateContext(memoryFiles(TREE), { dockerfile, workspaceRoot, sources });
      assert.deepEqual({ root: located.root, reason: located.reason }, { root, reason });
    });
  }

  const web = JSON.stringify({ dependencies: { ui: 'workspace:*' } });
  const inFolder = [
    {
      what: 'the workspace that a package needs',
      tree: { '/w/pnpm-workspace.yaml': '', '/w/package.json': '{}', '/w/apps/web/package.json': web },
      sources: ['.'],
      root: '/w',
      reason: "package.json beside the Dockerfile needs packages of the monorepo in the workspace's root.",
    },
    {
      what: 'the workspace that Yarn and Bun know by package.json',
      tree: { '/w/apps/package.json': '{"workspaces": ["*"]}', '/w/apps/web/package.json': web },
      sources: ['./'],
      root: '/w/apps',
      reason: 'package.json beside the Dockerfile needs packages of the monorepo in apps.',
    },
    {
      what: 'its own folder, where it copies what is built already',
      tree: { '/w/pnpm-workspace.yaml': '', '/w/apps/web/package.json': web, '/w/apps/web/dist/a': '' },
      sources: ['dist'],
      root: '/w/apps/web',
      reason: OWN,
    },
    {
      what: 'its own folder, where only that has the other things that it copies',
      tree: { '/w/pnpm-workspace.yaml': '', '/w/apps/web/package.json': web, '/w/apps/web/a.conf': '' },
      sources: ['.', 'a.conf'],
      root: '/w/apps/web',
      reason: OWN,
    },
    {
      what: 'its own folder, where the package needs nobody',
      tree: { '/w/pnpm-workspace.yaml': '', '/w/apps/web/package.json': '{}' },
      sources: ['.'],
      root: '/w/apps/web',
      reason: OWN,
    },
  ];
  for (const { what, tree, sources, root, reason } of inFolder) {
    it(`takes ${what}`, async () => {
      const files = memoryFiles({ ...tree, '/w/apps/web/Dockerfile': '' });
      const options = { dockerfile: '/w/apps/web/Dockerfile', workspaceRoot: '/w', sources };
      const located = await locateContext(files, options);
      assert.deepEqual({ root: located.root, reason: located.reason }, { root, reason });
    });
  }

  it('takes the own folder of a file opened alone', async () => {
    const options = {
      dockerfile: '/w/api/docker/Dockerfile',
      workspaceRoot: undefined,
      sources: ['package.json'],
    };
    assert.equal((await locateContext(memoryFiles(TREE), options)).root, '/w/api/docker');
  });
});
