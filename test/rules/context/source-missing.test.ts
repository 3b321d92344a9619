import { sourceMissing } from '../../../server/src/rules/context/source-missing.ts';
import type { ContextSnapshot } from '../../../server/src/context/types.ts';
import { checkContextCases } from './context-cases.ts';

/** A context in `services/api`, as Compose names it, and what the workspace's root has. */
function below(found: readonly string[], known: Partial<ContextSnapshot> = {}): Partial<ContextSnapshot> {
  const remedy =
    'let Compose service api (compose.yaml) build with `context: .` and `dockerfile: services/api/Dockerfile`';
  const root = { shown: "the workspace's root", inner: 'services/api', found, remedy };
  return {
    label: 'services/api',
    reason: 'Compose service api (compose.yaml).',
    named: 'here',
    elsewhere: { above: [root], submodules: [] },
    ...known,
  };
}

const sdk: Partial<ContextSnapshot> = { elsewhere: { above: [], submodules: ['sdk'] } };

const files = { 'requirements.txt': '', 'src/main.py': '' };

/** Wildcards, and those that were meant. */
const NEAR_FOLDERS: readonly (readonly [string, string, Partial<ContextSnapshot>])[] = [
  ['Src/*.py', 'src/*.py', {}],
  ['api/src/*.py', 'src/*.py', { label: 'services/api' }],
  ['../api/src/*.py', 'src/*.py', { label: 'services/api' }],
  ['conf/*/a[b].*', 'docker/conf/*/a[b].*', { dockerfile: 'docker/Dockerfile' }],
];

checkContextCases(sourceMissing, [
  {
    id: 'a folder that a workflow fills for the Dockerfile beside it',
    dockerfile: 'FROM a\nCOPY web/index_local.html config.toml /app/\n',
    files: { 'app/index_local.html': '', 'config.toml': '' },
    context: { dockerfile: '.github/workflows/Dockerfile.ci' },
  },
  {
    id: 'what a workflow does not bring',
    dockerfile: 'FROM a\nCOPY app/index.html config.tml /app/\n',
    files: { 'app/index_local.html': '', 'config.toml': '' },
    context: { dockerfile: '.github/workflows/Dockerfile.ci' },
    reports: ['there are no app/index.html and config.tml'],
  },
  {
    id: 'another case',
    dockerfile: 'FROM a\nCOPY Requirements.txt Src/main.py /app/\n',
    files,
    reports: [
      '`COPY Requirements.txt Src/main.py /app/` (line 2) fails: there are no Requirements.txt and Src/main.py in the build context. Was `requirements.txt` meant by Requirements.txt, `src/main.py` by Src/main.py?',
    ],
    fix: 'FROM a\nCOPY requirements.txt src/main.py /app/\n',
  },
  {
    id: 'one of several names in another case',
    dockerfile: 'FROM a\nCOPY Requirements.txt setup.cfg src /app/\nCOPY Requirements.txt /\n',
    files,
    reports: [
      'there are no Requirements.txt and setup.cfg in the build context. Was `requirements.txt` meant by Requirements.txt?',
      '(line 3) fails: there is no Requirements.txt in the build context. Was `requirements.txt` meant?',
    ],
  },
  {
    id: 'a mode without its flag makes the destination a source: the file is not meant twice',
    dockerfile: 'FROM mysql:8\nADD init.sql /docker-entrypoint-initdb.d/init.sql 644\n',
    files: { 'init.sql': '' },
    reports: [
      'there is no docker-entrypoint-initdb.d/init.sql in the build context. Name a file that is there',
    ],
    fix: 'none',
  },
  {
    id: 'many names of one instruction',
    dockerfile: 'FROM a\nCOPY a.json b.json c.json d.json e.json /app/\n',
    files,
    reports: [
      'there are no a.json, b.json, c.json and 2 more in the build context. Name files that are there, relative to the build context.',
    ],
    fix: 'none',
  },
  {
    id: 'silent: an array that is not JSON, of which image/exec-form-not-json tells',
    dockerfile: "FROM a\nCOPY ['requirements.txt', './']\nADD [requirements.txt, setup.cfg, /]\n",
    files,
  },
  {
    id: 'silent: what git ignores is made before the build',
    dockerfile: 'FROM a\nCOPY requirements.txt Gemfile.lock api/build.json web/src/made.js ./\n',
    files: {
      ...files,
      '.gitignore': '# made\nGemfile.lock\n/api/*.json\n',
      'api/a.py': '',
      'web/.gitignore': 'made.js\n',
    },
  },
  {
    id: 'what git ignores elsewhere, or not after all',
    dockerfile: 'FROM a\nCOPY requirements.txt Gemfile.lock api/build.json ./\n',
    files: { ...files, '.gitignore': '/sub/Gemfile.lock\n*.json\n!api/build.json\n', 'api/a.py': '' },
    reports: ['there are no Gemfile.lock and api/build.json in the build context'],
  },
  {
    id: 'silent: what git ignores by a file above the context',
    dockerfile: 'FROM a\nCOPY requirements.txt configs/node.sh api/build.json ./\n',
    files: { ...files, 'api/.gitignore': '!other.json\n' },
    context: {
      elsewhere: {
        above: [],
        submodules: [],
        gitIgnores: [
          { inner: 'base', text: 'base/configs\n' },
          { inner: 'images/base', text: 'build.json\n' },
        ],
      },
    },
  },
  {
    id: 'what the nearest file keeps, and what those above say of other folders',
    dockerfile: 'FROM a\nCOPY requirements.txt configs/node.sh api/build.json ./\n',
    files: { ...files, '.gitignore': '!api/build.json\n', 'api/a.py': '', 'configs/b.sh': '' },
    context: {
      elsewhere: {
        above: [],
        submodules: [],
        gitIgnores: [
          { inner: 'base', text: 'other/configs\nbuild.json\n!node.sh\n' },
          { inner: 'images/base', text: 'node.sh\n' },
        ],
      },
    },
    reports: ['there are no configs/node.sh and api/build.json in the build context'],
  },
  {
    id: 'a slip of the finger',
    dockerfile: 'FROM a\nCOPY requirement.txt ./\n',
    files,
    reports: ['Was `requirements.txt` meant?'],
    fix: 'FROM a\nCOPY requirements.txt ./\n',
  },
  {
    id: 'two letters that changed places',
    dockerfile: 'FROM a\nCOPY reqiurements.txt ./\n',
    files,
    reports: ['Was `requirements.txt` meant?'],
  },
  {
    id: 'in another folder',
    dockerfile: 'FROM a\nCOPY main.py ./\n',
    files,
    reports: ['Was `src/main.py` meant?'],
  },
  {
    id: 'relative to the Dockerfile',
    dockerfile: 'FROM a\nCOPY entrypoint /\nCOPY src /src\n',
    files: { ...files, 'docker/entrypoint': '', 'docker/Dockerfile': '' },
    context: { dockerfile: 'docker/Dockerfile' },
    reports: ['Was `docker/entrypoint` meant?'],
  },
  {
    id: 'relative to the folder above the context',
    dockerfile: 'FROM a\nCOPY api/src /src\n',
    files,
    context: { label: 'services/api' },
    reports: ['there is no api/src in the build context services/api. Was `src` meant?'],
  },
  ...['../client/dist', '/../client/dist', 'src/../../client/dist', '../.env', '../shared'].map((source) => ({
    id: `outside of the context: ${source}`,
    dockerfile: `FROM a\nCOPY ${source} /x\n`,
    files,
    context: { label: 'nginx' },
    reports: [
      `fails: there is no ${source.replace(/.*\.\.\//, '')} in the build context nginx, and \`..\` does not lead out of it. Build with a folder above as the context, and name all sources from there.`,
    ],
    fix: 'none',
  })),
  {
    id: 'all of it is written for the folder above the one that Compose names: one finding, no other name',
    dockerfile:
      'FROM a\nCOPY services/api/requirements.txt ./\nRUN x\nCOPY services/api/src/main.py dist /\nCOPY proto /proto\n',
    files,
    context: below(['services/api/requirements.txt', 'services/api/src/main.py', 'proto']),
    reports: [
      "`COPY services/api/requirements.txt ./` (line 2) fails: there is no services/api/requirements.txt in the build context services/api. Lines 2, 4 and 5 name what is in the workspace's root: let Compose service api (compose.yaml) build with `context: .` and `dockerfile: services/api/Dockerfile`.",
    ],
    fix: 'none',
  },
  {
    id: 'all of it is written for the folder above, where nothing of the same name is in the context',
    dockerfile: 'FROM a\nCOPY app /app\nRUN --mount=type=bind,source=lib,target=/lib x\n',
    files,
    context: below(['app']),
    reports: ["no app in the build context services/api. Line 2 names what is in the workspace's root: let"],
    fix: 'none',
  },
  {
    id: 'the larger part is in the context: the same file by its path in the folder above',
    dockerfile: 'FROM a\nCOPY requirements.txt /\nCOPY api/src /src\n',
    files,
    context: below([], {
      elsewhere: {
        above: [{ shown: 'services', inner: 'api', found: ['api/src'], remedy: 'pick that folder' }],
        submodules: [],
      },
    }),
    reports: ['Was `src` meant?'],
    fix: 'FROM a\nCOPY requirements.txt /\nCOPY src /src\n',
  },
  {
    id: 'the larger part is in the context: no other file where a folder above has the one that is named',
    dockerfile: 'FROM a\nCOPY requirements.txt src /\nCOPY setup.cfg ./\n',
    files: { ...files, 'old/setup.cfg': '' },
    context: below(['setup.cfg']),
    reports: [
      "there is no setup.cfg in the build context services/api. It is in the workspace's root, which is not the build context.",
    ],
    fix: 'none',
  },
  {
    id: 'silent: the folder above has but a part, or the context is a guess',
    dockerfile: 'FROM a\nCOPY main.py setup.cfg ./\nCOPY lib /lib\n',
    files,
    context: below(['main.py', 'lib']),
  },
  {
    id: 'a submodule that is not checked out: no other file',
    dockerfile:
      'FROM a\nCOPY requirements.txt ./\nCOPY sdk/requirements.txt sdk/\nCOPY sdk/lib lib\nCOPY sdk/a.py sdk/b.py /\n',
    files: { ...files, 'sdk/': '' },
    context: { ...sdk, reason: "The Dockerfile's own folder." },
    reports: [
      '`COPY sdk/requirements.txt sdk/` (line 3) fails: there is no sdk/requirements.txt in the build context. sdk is a submodule of git that is not checked out: run `git submodule update --init`.',
      'there are no sdk/a.py and sdk/b.py in the build context. sdk is a submodule of git that is not checked out',
    ],
    fix: 'none',
  },
  {
    id: 'a submodule that is checked out',
    dockerfile: 'FROM a\nCOPY sdk/requirements.txt sdk/\n',
    files: { 'sdk/Requirements.txt': '' },
    context: sdk,
    reports: ['Was `sdk/Requirements.txt` meant?'],
  },
  {
    id: 'outside of the context, beside a slip of the finger',
    dockerfile: 'FROM a\nCOPY requirement.txt ../dist /x/\n',
    files,
    reports: [
      'there are no requirement.txt and dist in the build context, and `..` does not lead out of it. Was `requirements.txt` meant by requirement.txt?',
    ],
  },
  {
    id: 'outside of the context and back into it',
    dockerfile: 'FROM a\nCOPY ../api/src /src\n',
    files,
    context: { label: 'services/api' },
    reports: ['there is no api/src in the build context services/api. Was `src` meant?'],
    fix: 'FROM a\nCOPY src /src\n',
  },
  {
    id: 'relative to a Dockerfile in a folder below another',
    dockerfile: 'FROM a\nCOPY ../run.sh /\n',
    files: { ...files, 'docker/run.sh': '', 'docker/web/Dockerfile': '', 'tools/run.sh': '' },
    context: { dockerfile: 'docker/web/Dockerfile' },
    reports: ['there is no run.sh in the build context. Was `docker/run.sh` meant?'],
    fix: 'FROM a\nCOPY docker/run.sh /\n',
  },
  {
    id: 'outside of a context that is a guess, but holds another source',
    dockerfile: 'FROM a\nCOPY requirements.txt /\nCOPY ../client/build/static /x\n',
    files,
    context: { reason: "The Dockerfile's own folder." },
    reports: ['there is no client/build/static in the build context, and `..` does not lead out of it.'],
  },
  {
    id: 'outside of a context that Compose names, and nothing else is copied',
    dockerfile: 'FROM a\nCOPY ../client/dist /x\nCOPY setup.cfg package.json /\n',
    files,
    context: { reason: 'Compose service web (compose.yaml).', named: 'here' },
    reports: ['there is no client/dist in the build context, and `..` does not lead out of it.'],
  },
  {
    id: 'silent: outside of a context that is a guess, and holds nothing of it',
    dockerfile: 'FROM a\nCOPY . .\nCOPY ../client/build/static ../shared /x/\n',
    files,
    context: { reason: "The Dockerfile's own folder." },
  },
  {
    id: 'silent: above the Dockerfile, where BuildKit finds it or a build makes it',
    dockerfile: 'FROM a\nCOPY ../src /src\nCOPY ../dist ../.env /x/\nCOPY ../requirements.txt /\n',
    files,
    context: { dockerfile: 'docker/Dockerfile' },
  },
  {
    id: 'silent: `..` that is not known to lead anywhere else, or stays inside',
    dockerfile: 'FROM a\nCOPY ../dist /x\nCOPY src/../dist ..dist /y/\n',
    files,
    context: { dockerfile: undefined },
  },
  {
    id: 'silent: another file of the same name is taken',
    dockerfile: 'FROM a\nCOPY ../src/main.py /x\n',
    files,
  },
  {
    id: 'a lock file without its ending',
    dockerfile: 'FROM a\nCOPY package.json package-lock ./\n',
    files: { 'package.json': '', 'package-lock.json': '' },
    reports: ['there is no package-lock in the build context. Was `package-lock.json` meant?'],
    fix: 'FROM a\nCOPY package.json package-lock.json ./\n',
  },
  {
    id: 'silent: the name of a program, and of more than one manifest',
    dockerfile: 'FROM a\nCOPY app package ./\n',
    files: { 'app.py': '', 'package.json': '', 'package.yaml': '', 'package.json5': '' },
  },
  {
    id: 'nothing comes near',
    dockerfile: 'FROM a\nCOPY package.json yarn.lock ./\n',
    files: { 'package.json': '', 'package-lock.json': '' },
    reports: ['there is no yarn.lock in the build context. Name a file that is there'],
    fix: 'none',
  },
  {
    id: 'a lock file of bytes',
    dockerfile: 'FROM a\nCOPY package.json bun.lockb ./\n',
    files: { 'package.json': '' },
    reports: ['there is no bun.lockb in the build context'],
    fix: 'none',
  },
  {
    id: 'a bind mount, without a fix',
    dockerfile: 'FROM a\nRUN --mount=type=bind,source=Requirements.txt,target=/r.txt pip install -r /r.txt\n',
    files,
    reports: ['there is no Requirements.txt'],
    fix: 'none',
  },
  {
    id: 'a context that is a guess, but holds another source',
    dockerfile: 'FROM a\nCOPY src /src\nCOPY setup.cfg ./\n',
    files,
    context: { reason: "The Dockerfile's own folder." },
    reports: ['there is no setup.cfg'],
  },
  {
    id: 'a context that is a guess, and holds the other sources but what is made before the build',
    dockerfile: 'FROM a\nCOPY src dist target/x.jar /src\nCOPY setup.cfg ./\nCOPY setup.cfg /x/\n',
    files,
    context: { reason: "The Dockerfile's own folder." },
    reports: ['there is no setup.cfg', 'there is no setup.cfg'],
  },
  { id: 'silent: no context is known', dockerfile: 'FROM a\nCOPY setup.cfg ./\n' },
  {
    id: 'silent: a context that is a guess',
    dockerfile: 'FROM a\nCOPY setup.cfg ./\n',
    files,
    context: { reason: "The Dockerfile's own folder." },
  },
  {
    id: 'silent: a context that is a guess, and holds the smaller part',
    dockerfile: 'FROM a\nCOPY Gemfile Gemfile.lock ./\nCOPY package.json yarn.lock ./\n',
    files: { Gemfile: '', 'lib/a.rb': '' },
    context: { reason: "The Dockerfile's own folder." },
  },
  {
    id: 'a context that a person named, and holds the smaller part',
    dockerfile: 'FROM a\nCOPY Gemfile Gemfile.lock ./\nCOPY package.json yarn.lock ./\n',
    files: { Gemfile: '', 'lib/a.rb': '' },
    reports: ['there is no Gemfile.lock', 'there are no package.json and yarn.lock'],
  },
  ...[
    'WORKDIR ${pkg.folder}',
    'FROM ${docker.image}',
    'ENV A=1 B=${x.y.z}',
    'COPY ${pkg.name}.deb /',
    'COPY @project.name@.jar /',
    'WORKDIR /{{ name }}',
    'COPY <%= name %> /',
    '{% if x %}',
    '{{#x}}',
  ].map((line) => ({
    id: `silent: a template: ${line}`,
    dockerfile: `FROM a\n${line}\nCOPY src setup.cfg ./\n`,
    files,
  })),
  ...[
    'RUN docker inspect -f {{.Name}} ${a.b} @x@',
    'ENV MAIL="me@example.org, you@example.org" A=${B:-c.d}',
    'LABEL format={{.Name}}',
    'COPY --from=node@sha256:abc /a@b /',
    'WORKDIR /\\${a.b}',
  ].map((line) => ({
    id: `no template: ${line}`,
    dockerfile: `FROM a\n${line}\nCOPY src setup.cfg ./\n`,
    files,
    reports: ['there is no setup.cfg'],
  })),
  {
    id: 'silent: a context that is not seen in full',
    dockerfile: 'FROM a\nCOPY Requirements.txt ./\n',
    files,
    context: { complete: false },
  },
  {
    id: 'silent: what is made before the build',
    dockerfile:
      'FROM a\nCOPY dist/main.py target/app.jar ./\nCOPY .env server cert.pem ./\nCOPY app-1.0.whl /\nCOPY build/ /x/\n',
    files,
  },
  {
    id: 'silent: a person makes it of an example',
    dockerfile: 'FROM a\nCOPY config.json settings.yml ./\n',
    files: { 'config.example.json': '', 'settings.yml.dist': '' },
  },
  {
    id: 'silent: wildcards, variables, addresses, heredocs',
    dockerfile:
      'FROM a\nARG F=setup.cfg\nCOPY *.cfg ${F} ./\nADD https://example.org/setup.cfg /\nCOPY <<setup.cfg /\nx\nsetup.cfg\n',
    files,
  },
  {
    id: 'wildcards in a folder that is not there, of which the build fails as well',
    dockerfile: 'FROM a\nCOPY src /src\nCOPY conf/*.conf conf/*.ini /etc/\nCOPY x/*.json setup.cfg /\n',
    files,
    reports: [
      '`COPY conf/*.conf conf/*.ini /etc/` (line 3) fails: there is no folder conf in the build context, without which wildcards fail. Name files that are there, relative to the build context.',
      '`COPY x/*.json setup.cfg /` (line 4) fails: there are no x and setup.cfg in the build context. Name files that are there',
    ],
    fix: 'none',
  },
  ...NEAR_FOLDERS.map(([source, near, context]) => ({
    id: `wildcards in a folder that comes near: ${source}`,
    dockerfile: `FROM a\nCOPY ${source} /x/\n`,
    files: { ...files, 'docker/Dockerfile': '', 'docker/conf/x/ab.c': '' },
    context,
    reports: [`. Was \`${near}\` meant?`],
    fix: `FROM a\nCOPY ${near} /x/\n`,
  })),
  {
    id: 'wildcards in a folder that comes near, and has none of it',
    dockerfile: 'FROM a\nCOPY Src/*.json /x/\n',
    files,
    reports: [
      'there is no folder Src in the build context, without which wildcards fail. Name files that are',
    ],
    fix: 'none',
  },
  {
    id: 'wildcards outside of the context',
    dockerfile: 'FROM a\nCOPY ../conf/*.conf /etc/\n',
    files,
    context: { label: 'nginx' },
    reports: [
      'there is no folder conf in the build context nginx, without which wildcards fail, and `..` does not lead out of it. Build with a folder above',
    ],
  },
  {
    id: 'wildcards in a folder that is above the context',
    dockerfile: 'FROM a\nCOPY requirements.txt src /\nCOPY proto/*.proto /proto/\n',
    files,
    context: below(['proto/*.proto']),
    reports: ["It is in the workspace's root, which is not the build context."],
  },
  {
    id: 'all of it is written for the folder above, wildcards too',
    dockerfile:
      'FROM a\nCOPY services/api/setup.cfg ./\nCOPY proto/*.proto /proto/\nCOPY *.txt yarn.loc[k] /\n',
    files,
    context: below(['services/api/setup.cfg', 'proto/*.proto']),
    reports: ["Lines 2 and 3 name what is in the workspace's root: let"],
  },
  {
    id: 'silent: a context that is a guess, and in whose root wildcards find what every project has',
    dockerfile: 'FROM a\nCOPY package*.json tsconfig.json ./\nCOPY lib ./lib\nCOPY config ./config\n',
    files: { 'package.json': '', 'config/a.yaml': '' },
    context: { reason: "The Dockerfile's own folder." },
  },
  {
    id: 'a context that is a guess, and in a folder of which wildcards find something',
    dockerfile: 'FROM a\nCOPY src/*.py ./\nCOPY conf/*.conf /etc/\n',
    files,
    context: { reason: "The Dockerfile's own folder." },
    reports: ['there is no folder conf'],
  },
  {
    id: 'silent: wildcards in a context that is a guess, and holds the smaller part',
    dockerfile: 'FROM a\nCOPY requirements.txt ./\nCOPY conf/*.conf /etc/\nCOPY proto/*.proto /proto/\n',
    files,
    context: { reason: "The Dockerfile's own folder." },
  },
  {
    id: 'silent: wildcards of which nothing tells that people write what they match, or whose folder is there',
    dockerfile:
      'FROM a\nCOPY conf/* lib/*.jar dist/*.js gone/*.json made/*.py /x/\nCOPY src/*.md [a-z].cfg src/x*/*.cfg /y/\n',
    files: { ...files, '.gitignore': 'gone/\nmade/*.py\n' },
  },
  {
    id: 'silent: wildcards of --parents, in a variable, and of a folder that is left out',
    dockerfile:
      'FROM a\nARG D=conf\nCOPY --parents conf/*.conf c/./*.conf d*/./x.conf /x/\nCOPY $D/*.conf src/*.py node_modules/a/*.js /y/\n',
    files: { ...files, '.dockerignore': 'src\n', 'node_modules/!': '' },
  },
  {
    id: 'silent: from another stage',
    dockerfile: 'FROM a AS b\nRUN make\nFROM a\nCOPY --from=b setup.cfg ./\nCOPY --from=c setup.cfg ./\n',
    files,
  },
  {
    id: 'silent: left out, which another rule says',
    dockerfile: 'FROM a\nCOPY src/setup.cfg ./\n',
    files: { ...files, '.dockerignore': 'src\n' },
  },
  {
    id: 'silent: in a folder that was not entered, or behind a symlink',
    dockerfile: 'FROM a\nCOPY node_modules/a/index.js link/setup.cfg ./\n',
    files: { 'node_modules/!': '' },
    links: ['link'],
  },
  {
    id: 'silent: folders as Windows images separate them',
    dockerfile: '# escape=`\nFROM mcr.microsoft.com/windows/nanoserver\nCOPY src\\main.py C:/app/\n',
    files,
  },
  {
    id: 'silent: a stage that is not built',
    dockerfile: 'FROM a AS x\nCOPY Requirements.txt ./\nFROM b\n',
    files,
  },
  {
    id: 'silent: an instruction for later',
    dockerfile: 'FROM a\nONBUILD COPY Requirements.txt ./\n',
    files,
  },
]);
