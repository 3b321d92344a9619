import assert from 'node:assert/strict';
import { settingFor, settingPattern } from '../../../server/src/context/location/candidate-setting.ts';
import { chosenBuild } from '../../../server/src/context/location/candidate-build.ts';
import { folderId } from '../../../server/src/context/location/named-folder.ts';
import { locateContext } from '../../../server/src/workspace/locate/locate-context.ts';
import type { LocateOptions } from '../../../server/src/workspace/locate/locate-context.ts';
import { memoryFiles } from '../../support/memory-files.ts';
import type { Tree } from '../../support/memory-files.ts';

interface Case {
  readonly title: string;
  readonly tree: Tree;
  /** `/w/api/Dockerfile` when not given; it is added to the tree. */
  readonly dockerfile?: string;
  readonly options?: Partial<LocateOptions>;
  readonly reason: string;
  /** `root`, then ` target stage` and ` A=1` of the chosen one. */
  readonly chosen: string;
  /** Reasons of all candidates in order, refused ones with why. */
  readonly offered?: readonly string[];
  /** The stages that become images beside the chosen one; `last` for the last one. */
  readonly others?: readonly string[];
}

const OWN = "the Dockerfile's own folder";
const WORKSPACE = "the workspace's root";

/** A workflow whose job `push` builds with these inputs. */
function workflow(...inputs: readonly string[]): string {
  return `jobs:\n  push:\n    steps:\n${inputs.map((one) => `      - { uses: docker/build-push-action@v6, with: ${one} }\n`).join('')}`;
}

const CASES: readonly Case[] = [
  {
    title: 'a workflow, before the folder that holds what is copied',
    tree: {
      '/w/api/go.mod': '',
      '/w/go.mod': '',
      '/w/.github/workflows/ci.yml': workflow('{ context: ., file: api/Dockerfile }'),
    },
    options: { sources: ['go.mod'] },
    reason: 'Workflow job push (.github/workflows/ci.yml).',
    chosen: '/w',
    offered: ['workflow job push (.github/workflows/ci.yml)', OWN],
  },
  {
    title: 'no workflow whose folder lacks what lies in another',
    tree: {
      '/w/api/start.sh': '',
      '/w/.github/workflows/ci.yml': workflow('{ context: ., file: api/Dockerfile }'),
    },
    options: { sources: ['start.sh'] },
    reason: "The Dockerfile's own folder.",
    chosen: '/w/api',
    offered: [OWN, 'workflow job push (.github/workflows/ci.yml)'],
  },
  {
    title: 'a Compose service says more than a workflow',
    tree: {
      '/w/compose.prod.yaml': 'services:\n  web: { build: api }',
      '/w/.github/workflows/ci.yaml': workflow('{ context: ., file: ./api/Dockerfile }'),
    },
    reason: 'Compose service web (compose.prod.yaml).',
    chosen: '/w/api',
    offered: ['Compose service web (compose.prod.yaml)', 'workflow job push (.github/workflows/ci.yaml)'],
  },
  {
    title: 'the stage for which all builds of a workflow ask',
    tree: {
      '/w/.github/workflows/a.yml': workflow('{ context: api, target: Prod }', '{ context: web, target: x }'),
      '/w/.github/workflows/b.yml': workflow('{ context: api, target: Prod, push: true }'),
    },
    options: { stages: ['prod', 'dev'] },
    reason: 'Workflow job push (.github/workflows/a.yml), which builds the stage Prod.',
    chosen: '/w/api target Prod',
    offered: ['workflow job push (.github/workflows/a.yml)', OWN, WORKSPACE],
  },
  {
    title: 'no stage where a workflow builds several, or one that is not there',
    tree: {
      '/w/.github/workflows/a.yml': workflow('{ context: api, target: a }', '{ context: api, target: b }'),
    },
    options: { stages: ['a', 'b'] },
    reason: 'Workflow job push (.github/workflows/a.yml).',
    chosen: '/w/api',
    offered: ['workflow job push (.github/workflows/a.yml)', WORKSPACE],
  },
  {
    title: 'no workflow of another repository, nor a text that is none',
    tree: {
      '/w/web/.github/workflows/a.yml': workflow('{ context: ., file: api/Dockerfile }'),
      '/w/.github/workflows/a.txt': workflow('{ context: ., file: api/Dockerfile }'),
      '/w/.github/workflows/b.yml': 'build-push-action: [',
    },
    reason: "The Dockerfile's own folder.",
    chosen: '/w/api',
    offered: [OWN, WORKSPACE],
  },
  {
    title: 'a Compose service at the root, with its override and .env',
    tree: {
      '/w/compose.yaml':
        'services:\n  web: { build: { context: ., dockerfile: "${DIR}/Dockerfile" } }\n  db: { build: db }',
      '/w/compose.override.yml': 'services:\n  web: { build: { target: dev, args: [A=1] } }',
      '/w/docker-compose.yml': 'services:\n  old: { build: api }',
      '/w/.env': 'DIR=api',
    },
    reason: 'Compose service web (compose.yaml), which builds the stage dev.',
    chosen: '/w target dev A=1',
    others: ['last'],
    offered: ['Compose service web (compose.yaml)', 'Compose service old (docker-compose.yml)', WORKSPACE],
  },
  {
    title: 'the nearer project is better, and one that must be named is worse',
    tree: {
      '/w/compose.yaml': 'services:\n  far: { build: { context: api, target: far } }',
      '/w/api/docker-compose.yml': 'services:\n  near: { build: { target: near } }',
      '/w/api/compose.prod.yaml': 'services:\n  near: { build: { args: [B=2] } }',
    },
    reason: 'Compose service near (api/docker-compose.yml), which builds the stage near.',
    chosen: '/w/api target near',
    others: ['far', 'last'],
    offered: [
      'Compose service near (api/docker-compose.yml)',
      'Compose service far (compose.yaml)',
      'Compose service near (api/compose.prod.yaml)',
      OWN,
      WORKSPACE,
    ],
  },
  {
    title: 'equal services that disagree stay several; services that start with a profile come after',
    tree: {
      '/w/compose.yaml':
        'services:\n  p: { build: { context: api, target: p }, profiles: [p] }\n  a: { build: { context: api, target: a } }\n  b: { build: { context: api, target: b } }\n  b2: { build: { context: api, target: b } }',
    },
    reason: 'Compose service a (compose.yaml), which builds the stage a. 1 other builds it in another way.',
    chosen: '/w/api target a',
    offered: [
      'Compose service a (compose.yaml)',
      'Compose service b (compose.yaml)',
      'Compose service p (compose.yaml)',
      OWN,
      WORKSPACE,
    ],
  },
  {
    title: 'what defaults say is said to be a default',
    tree: {
      '/w/compose.yaml': 'services:\n  a: { build: { context: "${DIR:-api}", target: "${STAGE:-prod}" } }',
    },
    options: { stages: ['prod'] },
    reason: 'Compose service a (compose.yaml), which builds the stage prod by default.',
    chosen: '/w/api target prod',
  },
  {
    title: 'a default of the folder alone',
    tree: { '/w/compose.yaml': 'services:\n  a: { build: "${DIR:-api}" }' },
    reason: 'Compose service a (compose.yaml), by default.',
    chosen: '/w/api',
  },
  {
    title: 'what .env sets is no default',
    tree: {
      '/w/compose.yaml': 'services:\n  a: { build: { context: "${DIR:-.}" } }',
      '/w/.env': 'DIR=api',
    },
    reason: 'Compose service a (compose.yaml).',
    chosen: '/w/api',
  },
  {
    title: 'of equals the one that builds the last stage is taken',
    tree: {
      '/w/compose.yaml':
        'services:\n  a: { build: { context: api, target: a } }\n  b: { build: { context: api, target: b } }',
    },
    options: { stages: ['A', 'B'] },
    reason: 'Compose service b (compose.yaml), which builds the stage b. 1 other builds it in another way.',
    chosen: '/w/api target b',
    others: ['a', 'last'],
  },
  {
    title: 'a stage that the Dockerfile does not have is not said to be built',
    tree: { '/w/compose.yaml': 'services:\n  a: { build: { context: api, target: production } }' },
    options: { stages: ['base', undefined, 'runner'] },
    reason:
      'Compose service a (compose.yaml), which asks for the stage production that this Dockerfile does not have.',
    chosen: '/w/api target production',
  },
  {
    title: 'nor of a Dockerfile without any named stage, or of Bake',
    tree: { '/w/docker-bake.hcl': 'target "default" { context = "api"\n target = "production" }' },
    options: { stages: [undefined] },
    reason:
      'Bake target default (docker-bake.hcl), which asks for the stage production that this Dockerfile does not have.',
    chosen: '/w/api target production',
  },
  {
    title: 'a stage in another case is that stage',
    tree: { '/w/compose.yaml': 'services:\n  a: { build: { context: api, target: Production } }' },
    options: { stages: ['base', 'production', undefined] },
    reason: 'Compose service a (compose.yaml), which builds the stage Production.',
    chosen: '/w/api target Production',
  },
  {
    title: 'of equals one that can be built is taken',
    tree: {
      '/w/compose.yaml':
        'services:\n  a: { build: { context: api, target: gone } }\n  b: { build: { context: api, target: base } }',
    },
    options: { stages: ['base', 'runner'] },
    reason:
      'Compose service b (compose.yaml), which builds the stage base. 1 other builds it in another way.',
    chosen: '/w/api target base',
    others: ['last'],
  },
  {
    title: 'of equals the one whose folder holds what is copied is taken',
    tree: {
      '/w/compose.dev.yaml': 'services:\n  a: { build: { context: ., dockerfile: api/Dockerfile } }',
      '/w/compose.prod.yaml': 'services:\n  b: { build: { context: api, target: base } }',
      '/w/api/src/a.js': '',
    },
    options: { sources: ['src', 'package.json'], stages: ['base', 'runner'] },
    reason:
      'Compose service b (compose.prod.yaml), which builds the stage base. 1 other builds it in another way.',
    chosen: '/w/api target base',
    others: ['last'],
  },
  {
    title: 'of equals the one whose folder holds what commands need, beside the Dockerfile, too',
    tree: {
      '/w/compose.yaml':
        'services:\n  a: { build: { context: ., dockerfile: docker/Dockerfile } }\n  b: { build: { context: api, dockerfile: ../docker/Dockerfile } }',
      '/w/api/package.json': '{}',
      '/w/docker/Dockerfile': '',
    },
    dockerfile: '/w/docker/Dockerfile',
    options: { sources: ['.'], needed: [['package.json']] },
    reason: 'Compose service b (compose.yaml). 1 other builds it in another way.',
    chosen: '/w/api',
  },
  {
    title: 'of equals none whose stage is not there, though its folder holds more',
    tree: {
      '/w/compose.yaml':
        'services:\n  a: { build: { context: ., dockerfile: api/Dockerfile } }\n  b: { build: { context: api, target: gone } }',
      '/w/api/a.js': '',
    },
    options: { sources: ['a.js'], stages: ['base'] },
    reason: 'Compose service a (compose.yaml). 1 other builds it in another way.',
    chosen: '/w',
  },
  {
    title: 'what a person picked counts more than all else',
    tree: { '/w/compose.yaml': 'services:\n  a: { build: { context: api, target: a } }' },
    options: { picked: "workspace the workspace's root", setting: new Map([['**/Dockerfile', 'api']]) },
    reason: "Picked by you: the workspace's root.",
    chosen: '/w',
  },
  {
    title: 'the most specific setting wins over Compose',
    tree: { '/w/compose.yaml': 'services:\n  a: { build: { context: api, target: a } }', '/w/lib/x': '' },
    options: {
      setting: new Map([
        ['**/Dockerfile', 'lib'],
        ['api', '.'],
        ['other', 'lib'],
      ]),
    },
    reason: 'The setting strata.context.folders (**/Dockerfile).',
    chosen: '/w/lib',
  },
  {
    title: 'a setting that names no folder, or one outside, is refused',
    tree: { '/w/x': '' },
    options: { setting: new Map([['api', '../secret']]) },
    reason: "The Dockerfile's own folder.",
    chosen: '/w/api',
    offered: [
      OWN,
      WORKSPACE,
      'the setting strata.context.folders (api): It lies outside the workspace, which Strata does not read.',
    ],
  },
  {
    title: 'contexts outside, through links and missing ones are offered as refused',
    tree: {
      '/w/compose.yaml':
        'services:\n  out: { build: { context: .., dockerfile: w/api/Dockerfile } }\n  link: { build: { context: l, dockerfile: ../api/Dockerfile } }\n  gone: { build: { context: gone, dockerfile: ../api/Dockerfile } }',
      '/w/l': { link: '/etc' },
    },
    reason: "The Dockerfile's own folder.",
    chosen: '/w/api',
    offered: [
      OWN,
      WORKSPACE,
      'Compose service out (compose.yaml): It lies outside the workspace, which Strata does not read.',
      'Compose service link (compose.yaml): A symbolic link leads there, which Strata does not follow.',
      'Compose service gone (compose.yaml): There is no such folder.',
    ],
  },
  {
    title: 'files outside the workspace or behind links are not read',
    tree: {
      '/compose.yaml': 'services:\n  up: { build: { context: w, dockerfile: api/Dockerfile } }',
      '/w/compose.yaml':
        'include: [../compose.yaml, l/compose.yaml]\nservices:\n  x: { extends: { file: ../compose.yaml, service: up } }',
      '/w/l': { link: '/' },
      '/w/l/compose.yaml': 'services:\n  up: { build: { context: .., dockerfile: api/Dockerfile } }',
      '/w/docker-compose.yml': { link: '/compose.yaml' },
    },
    reason: "The Dockerfile's own folder.",
    chosen: '/w/api',
    offered: [OWN, WORKSPACE],
  },
  {
    title: 'includes and extends within the workspace are followed',
    tree: {
      '/w/compose.yaml': 'include: [deploy/all.yaml]',
      '/w/deploy/all.yaml':
        'services:\n  x: { extends: { file: ../base/b.yaml, service: y }, build: { target: t } }',
      '/w/base/b.yaml': 'services:\n  y: { build: ../api }',
    },
    reason: 'Compose service x (compose.yaml), which builds the stage t.',
    chosen: '/w/api target t',
  },
  {
    title: 'COMPOSE_FILE says which files count',
    tree: {
      '/w/.env': 'COMPOSE_FILE=compose.yaml:dev.yaml',
      '/w/compose.yaml': 'services:\n  x: { build: api }',
      '/w/compose.override.yaml': 'services:\n  x: { build: { target: no } }',
      '/w/dev.yaml': 'services:\n  x: { build: { target: dev } }',
    },
    reason: 'Compose service x (compose.yaml), which builds the stage dev.',
    chosen: '/w/api target dev',
  },
  {
    title: "Compose files in the root's folders are found, not those deeper or of others",
    tree: {
      '/w/deploy/docker-compose.yml': 'services:\n  d: { build: ../api }',
      '/w/deploy/deep/compose.yaml': 'services:\n  no: { build: { context: ../../api, target: no } }',
      '/w/node_modules/compose.yaml': 'services:\n  no: { build: { context: ../api, target: no } }',
    },
    reason: 'Compose service d (deploy/docker-compose.yml).',
    chosen: '/w/api',
    offered: ['Compose service d (deploy/docker-compose.yml)', WORKSPACE],
  },
  {
    title: 'Bake targets, those built by themselves first',
    tree: {
      '/w/docker-bake.hcl':
        'group "default" { targets = ["web"] }\ntarget "other" { context = "api"\n target = "o" }\ntarget "web" { dockerfile = "api/Dockerfile"\n args = { A = "1" } }',
    },
    reason: 'Bake target web (docker-bake.hcl).',
    chosen: '/w A=1',
    offered: ['Bake target web (docker-bake.hcl)', 'Bake target other (docker-bake.hcl)', OWN, WORKSPACE],
  },
  {
    title: 'a project is believed over what lies where',
    tree: { '/w/package.json': '', '/w/compose.yaml': 'services:\n  a: { build: api }' },
    options: { sources: ['package.json'] },
    reason: 'Compose service a (compose.yaml).',
    chosen: '/w/api',
    offered: [
      'Compose service a (compose.yaml)',
      "package.json exists in the workspace's root, not in the Dockerfile's own folder",
    ],
  },
  {
    title: 'a file called dockerfile is built where none is named',
    tree: { '/w/compose.yaml': 'services:\n  a: { build: { context: api, target: t } }' },
    dockerfile: '/w/api/dockerfile',
    reason: 'Compose service a (compose.yaml), which builds the stage t.',
    chosen: '/w/api target t',
  },
  {
    title: 'a Dockerfile opened alone knows its own folder only',
    tree: {
      '/w/api/compose.yaml':
        'services:\n  a: { build: { target: t } }\n  b: { build: { context: .., dockerfile: api/Dockerfile } }',
    },
    options: { workspaceRoot: undefined },
    reason: 'Compose service a (compose.yaml), which builds the stage t.',
    chosen: '/w/api target t',
    offered: [
      'Compose service a (compose.yaml)',
      OWN,
      'Compose service b (compose.yaml): It lies outside the workspace, which Strata does not read.',
    ],
  },
  {
    title: 'half a Compose file hinders nothing',
    tree: { '/w/compose.yaml': 'services:\n  a: { build: api, ports: [', '/w/docker-bake.json': '{' },
    reason: 'Compose service a (compose.yaml).',
    chosen: '/w/api',
  },
];

describe('what a person picked', () => {
  const tree: Tree = {
    '/w/compose.yaml': 'services:\n  a: { build: { context: api, target: t } }\n  b: { build: api }',
    '/w/lib/x': '',
    '/w/api/Dockerfile': '',
  };
  const locate = (picked?: string) =>
    locateContext(memoryFiles(tree), {
      dockerfile: '/w/api/Dockerfile',
      workspaceRoot: '/w',
      sources: [],
      picked,
    });

  it('is one of the candidates by its id, each of them, and changes nothing of what is automatic', async () => {
    const { choice } = await locate();
    assert.equal(choice.picked, 'no');
    for (const { id } of choice.candidates) {
      const again = (await locate(id)).choice;
      assert.deepEqual([again.chosen.id, again.picked, again.rivals], [id, 'taken', []]);
      assert.equal(again.automatic.id, choice.automatic.id);
      assert.equal(again.candidates.length, choice.candidates.length);
    }
  });

  it('may be another name of what is chosen already', async () => {
    const { choice } = await locate('own api');
    assert.deepEqual([choice.chosen.kind, choice.picked], ['own', 'taken']);
    assert.equal(choice.automatic.service, 'b');
  });

  it('may be any folder of the workspace', async () => {
    const lib = await locate(folderId('lib'));
    assert.deepEqual([lib.root, lib.reason], ['/w/lib', 'Picked by you: the folder lib.']);
    assert.equal((await locate(folderId('.'))).root, '/w');
    assert.ok(!lib.choice.candidates.slice(1).some(({ kind }) => kind === 'folder'));
  });

  for (const gone of [folderId('gone'), folderId('../out'), 'compose z in compose.yaml', '']) {
    it(`falls back with a note when there is no such one: ${gone}`, async () => {
      const { choice, reason } = await locate(gone);
      assert.equal(choice.picked, 'lost');
      assert.equal(choice.chosen, choice.automatic);
      assert.ok(reason.endsWith(` What you picked (${gone}) is not there any more.`), reason);
    });
  }

  it('can be written into the settings, for this Dockerfile alone', () => {
    for (const path of ['Dockerfile', 'a/[id]/Docker*file?', '#a/Dockerfile', '!x', 'a\\b']) {
      const setting = new Map([[settingPattern(path), 'lib']]);
      assert.equal(settingFor(setting, path)?.folder, 'lib', path);
      assert.equal(settingFor(setting, `other/${path}`), undefined);
    }
    assert.equal(settingFor(new Map([[settingPattern('a*'), 'lib']]), 'ab'), undefined);
  });
});

describe('whether a context is named', () => {
  const above = 'services:\n  a: { build: { context: ., dockerfile: api/Dockerfile } }\n';
  const cases: readonly {
    readonly by: string;
    readonly tree: Tree;
    readonly options?: Partial<LocateOptions>;
    readonly named: 'here' | 'alone' | undefined;
  }[] = [
    { by: 'nobody', tree: {}, named: undefined },
    { by: 'what lies where', tree: { '/w/go.mod': '' }, options: { sources: ['go.mod'] }, named: undefined },
    { by: 'Compose', tree: { '/w/compose.yaml': above }, named: 'alone' },
    {
      by: 'Bake',
      tree: { '/w/docker-bake.hcl': 'target "web" { dockerfile = "api/Dockerfile" }' },
      named: 'alone',
    },
    { by: 'a setting', tree: {}, options: { setting: new Map([['api', '.']]) }, named: 'alone' },
    { by: 'a person', tree: {}, options: { picked: folderId('.') }, named: 'alone' },
    {
      by: 'a person, and the own folder by Compose',
      tree: { '/w/compose.yaml': 'services:\n  a: { build: api }\n' },
      options: { picked: folderId('.') },
      named: 'here',
    },
    {
      by: 'Compose: the own folder',
      tree: { '/w/compose.yaml': 'services:\n  a: { build: api }\n' },
      named: 'here',
    },
    {
      by: 'Compose, and the own folder by another file for another Dockerfile',
      tree: {
        '/w/compose.yaml': above,
        '/w/compose.dev.yaml': 'services:\n  a: { build: { context: api, dockerfile: ../dev/Dockerfile } }\n',
      },
      named: 'here',
    },
    {
      by: 'Compose, and the own folder by Bake',
      tree: { '/w/compose.yaml': above, '/w/docker-bake.json': '{"target":{"x":{"context":"api"}}}' },
      named: 'here',
    },
  ];
  for (const { by, tree, options, named } of cases) {
    it(`by ${by}: ${named ?? 'a guess'}`, async () => {
      const { choice } = await locateContext(memoryFiles({ ...tree, '/w/api/Dockerfile': '' }), {
        dockerfile: '/w/api/Dockerfile',
        workspaceRoot: '/w',
        sources: [],
        ...options,
      });
      assert.equal(choice.named, named);
    });
  }
});

describe('locateContext with projects', () => {
  for (const one of CASES) {
    const { title, tree, dockerfile = '/w/api/Dockerfile', options, reason, chosen, offered, others } = one;
    it(title, async () => {
      const located = await locateContext(memoryFiles({ ...tree, [dockerfile]: '' }), {
        dockerfile,
        workspaceRoot: '/w',
        sources: [],
        ...options,
      });
      const { target, args } = located.choice.chosen;
      const parts = [located.root, ...(target === undefined ? [] : ['target', target])];
      assert.equal(located.reason, reason);
      assert.equal([...parts, ...[...args].map((pair) => pair.join('='))].join(' '), chosen);
      const all = located.choice.candidates;
      assert.equal(new Set(all.map(({ id }) => id)).size, all.length);
      if (others !== undefined) {
        const build = chosenBuild(located.choice);
        assert.deepEqual(
          build.others?.map((name) => name ?? 'last'),
          others,
        );
        assert.equal(chosenBuild(located.choice, { target: 'x' }).others, undefined);
      }
      if (offered !== undefined) {
        const shown = all.map((one) =>
          one.refused === undefined ? one.reason : `${one.reason}: ${one.refused}`,
        );
        assert.deepEqual(shown, offered);
      }
    });
  }
});
