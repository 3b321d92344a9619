import assert from 'node:assert/strict';
import { locateContext } from '../../../server/src/workspace/locate/locate-context.ts';
import { memoryFiles } from '../../support/memory-files.ts';
import type { Tree } from '../../support/memory-files.ts';

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
  { sources: ['.', './', 'package.json*'], root: '/w/api/docker', reason: OWN },
  {
    sources: ['.', './', '*.json'],
    root: '/w',
    reason: "*.json has matches in the workspace's root, not in the Dockerfile's own folder.",
  },
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
  const inFolder: readonly {
    readonly what: string;
    readonly tree: Tree;
    readonly sources: readonly string[];
    readonly named?: readonly string[];
    readonly needed?: readonly (readonly string[])[];
    readonly root: string;
    readonly reason: string;
  }[] = [
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
    {
      what: 'the folder above whose build makes what is not there yet',
      tree: { '/w/pom.xml': '', '/w/mvnw': '', '/pom.xml': '', '/w/apps/web/Dockerfile.native': '' },
      sources: ['target/lib/', 'target/*.jar', 'x'],
      root: '/w',
      reason: "pom.xml exists in the workspace's root, and its build makes target/lib.",
    },
    {
      what: 'the nearest of them, by the project that a path leads to',
      tree: {
        '/w/app/build.gradle.kts': '',
        '/w/package.json': '',
        '/w/apps/api/build.gradle': '',
        '/w/apps/pom.xml': '',
      },
      sources: ['./api/build/libs/x.jar'],
      root: '/w/apps',
      reason: 'api/build.gradle exists in apps, and its build makes api/build/libs/x.jar.',
    },
    {
      what: 'the folder above with a project by a pattern',
      tree: { '/w/a.csproj': '' },
      sources: ['bin/Release/publish'],
      root: '/w',
      reason: "a.csproj exists in the workspace's root, and its build makes bin/Release/publish.",
    },
    {
      what: 'its own folder, where that has such a project',
      tree: { '/w/package.json': '{}', '/w/apps/web/package.json': '{}' },
      sources: ['dist'],
      root: '/w/apps/web',
      reason: OWN,
    },
    {
      what: 'its own folder, where another source is there',
      tree: { '/w/pom.xml': '', '/w/apps/web/run.sh': '' },
      sources: ['target/a.jar', 'run.sh'],
      root: '/w/apps/web',
      reason: OWN,
    },
    {
      what: 'its own folder, where no project above makes what is not there',
      tree: { '/w/pom.xml': '', '/pom.xml': '' },
      sources: ['dist/a.js', 'target.txt', 'a.jar'],
      root: '/w/apps/web',
      reason: OWN,
    },
    {
      what: 'the folder above in which a pattern has matches',
      tree: { '/w/src/Api/Api.csproj': '', '/w/src/x.sln': '', '/w/apps/web/a.cs': '' },
      sources: ['.', 'src/*/*.csproj', 'src/A?i/'],
      root: '/w',
      reason: "src/*/*.csproj has matches in the workspace's root, not in the Dockerfile's own folder.",
    },
    {
      what: 'its own folder, where a pattern has matches, too, or is there for what may be missing',
      tree: { '/w/package.json': '', '/w/yarn.lock': '', '/w/.npmrc': '', '/w/apps/web/package.json': '' },
      sources: ['package*.json', 'yarn.lock*', '.npmr[c]', '.npmrc?'],
      root: '/w/apps/web',
      reason: OWN,
    },
    {
      what: 'its own folder, where a pattern would lead through symbolic links, or is none',
      tree: { '/w/src': { link: '/' }, '/w/lib/a': { link: '/' }, '/w/lib/a/x.cs': '', '/w/a[': '' },
      sources: ['src/*', 'lib/*/x.cs', 'a['],
      root: '/w/apps/web',
      reason: OWN,
    },
    {
      what: 'the project above a folder that holds nothing to copy',
      tree: {
        '/w/go.mod': '',
        '/w/apps/web/Dockerfile.debian': '',
        '/w/apps/web/Dockerfile.j2': '',
        '/w/apps/web/README.md': '',
      },
      sources: ['.'],
      root: '/w',
      reason: "go.mod exists in the workspace's root, and the Dockerfile's own folder holds nothing to copy.",
    },
    {
      what: 'the project of a tool that builds above such a folder',
      tree: { '/w/CMakeLists.txt': '', '/w/apps/README.md': '' },
      sources: ['.'],
      root: '/w',
      reason:
        "CMakeLists.txt exists in the workspace's root, and the Dockerfile's own folder holds nothing to copy.",
    },
    {
      what: 'that and names what says most of it',
      tree: {
        '/w/.npmrc': '',
        '/w/.pre-commit-config.yaml': '',
        '/w/Makefile': '',
        '/w/package-lock.json': '',
        '/w/package.json': '',
      },
      sources: ['.'],
      root: '/w',
      reason:
        "package.json exists in the workspace's root, and the Dockerfile's own folder holds nothing to copy.",
    },
    {
      what: 'that and names what people write',
      tree: { '/w/.pre-commit-config.yaml': '', '/w/Gemfile.lock': '', '/w/Makefile': '' },
      sources: ['.'],
      root: '/w',
      reason:
        "Makefile exists in the workspace's root, and the Dockerfile's own folder holds nothing to copy.",
    },
    {
      what: 'the folder above that alone holds what a command needs',
      tree: { '/w/cmd/web/main.go': '', '/w/go.mod': '', '/w/apps/web/local/compose.yaml': '' },
      sources: ['.'],
      needed: [['cmd/web/main.go'], ['go.mod', 'go.work']],
      root: '/w',
      reason: "cmd/web/main.go exists in the workspace's root, not in the Dockerfile's own folder.",
    },
    {
      what: 'the nearest such folder, by a pattern',
      tree: { '/w/a.sln': '', '/w/apps/b.sln': '', '/w/apps/web/a.cs': '' },
      sources: ['.'],
      needed: [['*.sln']],
      root: '/w/apps',
      reason: "b.sln exists in apps, not in the Dockerfile's own folder.",
    },
    {
      what: 'the folder from which a command needs its own',
      tree: { '/w/apps/web/go.mod': '' },
      sources: ['.'],
      needed: [['web'], ['web/go.mod', 'go.mod']],
      root: '/w/apps',
      reason: "web exists in apps, not in the Dockerfile's own folder.",
    },
    {
      what: 'its own folder, where that holds what does as well',
      tree: { '/w/go.mod': '', '/w/apps/web/main.go': '' },
      sources: ['.'],
      needed: [['go.mod', '*.go'], ['nowhere']],
      root: '/w/apps/web',
      reason: OWN,
    },
    {
      what: 'its own folder, where as much is found there',
      tree: { '/w/Makefile': '', '/w/apps/web/run.sh': '' },
      sources: ['.', 'run.sh'],
      needed: [['Makefile']],
      root: '/w/apps/web',
      reason: OWN,
    },
    {
      what: 'its own folder, where nothing is copied as a whole',
      tree: { '/w/go.mod': '' },
      sources: ['src'],
      root: '/w/apps/web',
      reason: OWN,
    },
    {
      what: 'its own folder, where there is no project above',
      tree: { '/w/README.md': '', '/w/notes.txt': '' },
      sources: ['.'],
      root: '/w/apps/web',
      reason: OWN,
    },
    {
      what: 'its own folder, where that holds what a configuration is',
      tree: { '/w/go.mod': '', '/w/apps/web/prometheus.yml': '' },
      sources: ['.'],
      root: '/w/apps/web',
      reason: OWN,
    },
    {
      what: 'the folder from which a WORKDIR enters its own',
      tree: { '/w/package.json': '{}', '/w/apps/web/package.json': '{}' },
      sources: ['.'],
      named: ['apps/web/'],
      root: '/w',
      reason: "apps/web exists in the workspace's root, not in the Dockerfile's own folder.",
    },
    {
      what: 'the folder from which a command names a file of its own',
      tree: { '/w/apps/web/package.json': '{}', '/w/apps/web/build.sh': '' },
      sources: ['.'],
      named: ['web/build.sh'],
      root: '/w/apps',
      reason: "web exists in apps, not in the Dockerfile's own folder.",
    },
    {
      what: 'its own folder, where a WORKDIR enters a folder of the same name in it',
      tree: { '/w/package.json': '{}', '/w/apps/web/package.json': '{}', '/w/apps/web/web/a': '' },
      sources: ['.'],
      named: ['web/'],
      root: '/w/apps/web',
      reason: OWN,
    },
    {
      what: 'its own folder, where a WORKDIR enters what a build makes',
      tree: { '/w/dist/a': '', '/w/apps/web/package.json': '{}' },
      sources: ['.'],
      named: ['dist/', 'apps/web', 'apps/web/server'],
      root: '/w/apps/web',
      reason: OWN,
    },
  ];
  for (const { what, tree, sources, named, needed, root, reason } of inFolder) {
    it(`takes ${what}`, async () => {
      const files = memoryFiles({ ...tree, '/w/apps/web/Dockerfile': '' });
      const options = { dockerfile: '/w/apps/web/Dockerfile', workspaceRoot: '/w', sources, named, needed };
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
