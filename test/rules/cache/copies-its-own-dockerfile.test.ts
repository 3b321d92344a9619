import { copiesItsOwnDockerfile } from '../../../server/src/rules/cache/copies-its-own-dockerfile.ts';
import { checkContextCases } from '../context/context-cases.ts';
import { checkRuleCases } from '../rule-cases.ts';

const sizes = { Dockerfile: 1, 'src/main.c': 1 };

/** Steps for which nobody waits, whatever makes them run again. */
const QUICK = [
  'mkdir -p /app/uploads',
  'chmod +x gradlew && chown node:node /app',
  'addgroup -S app && adduser -S -G app -u ${ID} app',
  'touch a.log && ln -s /x y',
  'echo "a" > b && cp .env.example .env',
  'if [ -f x ]; then mv x y; fi',
  '[ "rm", "-rf", "docs" ]',
  'npm config set registry https://x.org && corepack enable',
  'git config --global --add safe.directory /app',
  'rm -rf /var/cache/apk/* && set -e; cd /x; A=b',
  'mkdir -p tmp/pids log && chown -R 1000:1000 tmp log',
  'mkdir -p /data && cd /data && chmod -R 777 .',
  'export A="$B build" && mkdir x',
];

/** Those that take time, or may. */
const SLOW = [
  'make',
  'make && mkdir x',
  'chown -R node:node /app',
  'chmod -R 755 /app',
  'cp -r a b',
  'mkdir -p /app && chown -R node /app',
  'mkdir -p node_modules/.cache && chown -R node node_modules',
  'mkdir -p src/gen && chown -R node src lib',
  'mkdir -p /home/a/b && chown -R a /home/a',
  'mkdir -p $D && chown -R node $D',
  './run.sh',
  'apk add curl',
  'sh -c "mkdir x && make"',
];

checkRuleCases(copiesItsOwnDockerfile, [
  {
    id: 'names the files and the first step below',
    dockerfile: 'FROM a\nCOPY src /src\nCOPY . /src\nENV A=b\nRUN make\n',
    sizes: { ...sizes, 'compose.prod.yml': 1 },
    reports: [
      'brings Dockerfile and compose.prod.yml, which only the build reads: every edit runs `RUN make` (line 5)',
    ],
  },
  {
    id: 'names other Dockerfiles beside it',
    dockerfile: 'FROM a\nCOPY . .\nRUN make\n',
    sizes: { ...sizes, 'Dockerfile.dev': 1, 'web.dockerfile': 1, 'compose.yaml': 1 },
    reports: ['brings Dockerfile, Dockerfile.dev and 2 more such files, which only the build reads'],
  },
  {
    id: 'silent: only an ignore file and the Dockerfile of another image',
    dockerfile: 'FROM a\nCOPY --exclude=Dockerfile . .\nRUN make\n',
    sizes: { ...sizes, '.dockerignore': 1, 'Dockerfile.dev': 1 },
  },
  ...QUICK.map((run) => ({
    id: `silent: done at once: ${run}`,
    dockerfile: `FROM a\nWORKDIR /app\nCOPY . .\nRUN ${run}\nUSER b\nRUN true\n`,
    sizes,
  })),
  ...SLOW.map((run) => ({
    id: `takes time: ${run}`,
    dockerfile: `FROM a\nWORKDIR /app\nCOPY . .\nRUN ${run}\n`,
    sizes,
    reports: [run.startsWith('mkdir') ? '`chown -R ' : `every edit runs \`RUN ${run}\` (line 4)`],
  })),
  ...[
    { what: 'many bytes', more: { 'data/a.bin': 2_000_000 } },
    { what: 'many files', more: Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`data/${i}`, 1])) },
  ].map(({ what, more }) => ({
    id: `takes time: a folder that is made, to which the copy brings ${what}`,
    dockerfile: 'FROM a\nWORKDIR /app\nCOPY . .\nRUN mkdir -p data/tmp && chown -R b:b data\n',
    sizes: { ...sizes, ...more },
    reports: ['every edit runs `chown -R b:b data` (line 4)'],
  })),
  {
    id: 'takes time: a folder that is made, to which another stage brings something',
    dockerfile:
      'FROM a AS x\nRUN true\nFROM a\nWORKDIR /app\nCOPY . .\nCOPY --from=x /y data\nRUN mkdir -p data/t && chown -R b data\n',
    sizes,
    reports: ['every edit runs `chown -R b data` (line 7)'],
  },
  ...['apt-get update', 'apk add git'].map((run) => ({
    id: `the first one that installs or builds: ${run}`,
    dockerfile: `FROM a\nCOPY . .\nRUN ./setup.sh\nRUN ${run}\nRUN npm ci\n`,
    sizes,
    reports: [`every edit runs \`RUN ${run}\` (line 4)`],
  })),
  {
    id: 'names the step that installs or builds, and its copy',
    dockerfile:
      'FROM a AS chef\nWORKDIR /app\nFROM chef AS p\nCOPY . .\nRUN cargo chef prepare\nFROM chef\nCOPY --from=p /app/recipe.json .\nRUN cargo chef cook\nCOPY . .\nRUN cargo clean\nRUN cargo build --release\n',
    sizes,
    reports: [
      '`COPY . .` (line 9) brings Dockerfile, which only the build reads: every edit runs `RUN cargo build --release` (line 11)',
    ],
  },
  {
    id: 'names the first command of a step that takes time',
    dockerfile: 'FROM a\nCOPY . .\nRUN groupadd b && \\\n    chown -R b:b /app && ./run.sh\n',
    sizes,
    reports: ['every edit runs `chown -R b:b /app` (line 3) and what follows again'],
  },
  {
    id: 'names the first command that installs or builds',
    dockerfile: 'FROM a\nCOPY . .\nRUN groupadd b && \\\n    chown -R b:b /app && make && npm ci\n',
    sizes,
    reports: ['every edit runs `make` (line 3) and what follows again'],
  },
  {
    id: 'names no assignment, whatever is in its value',
    dockerfile:
      'FROM a\nCOPY . .\nRUN if [ "$X" = "1" ]; then \\\n  export RUSTFLAGS="${RUSTFLAGS} -C target-feature=+avx" ; \\\n  fi && \\\n  cargo build --release\n',
    sizes,
    reports: ['every edit runs `cargo build --release` (line 3) and what follows again'],
  },
  ...['readonly A="$B"', 'declare -x A="$B build"', 'unset A', 'shopt -s globstar', 'pushd /x'].map(
    (lead) => ({
      id: `names what is done behind what only sets the shell: ${lead}`,
      dockerfile: `FROM a\nCOPY . .\nRUN ${lead} && ./run.sh\n`,
      sizes,
      reports: ['every edit runs `./run.sh` (line 3) and what follows again'],
    }),
  ),
  {
    id: 'names the step as it is written where its first command takes time',
    dockerfile: 'FROM a\nCOPY . .\nRUN ./configure && make\n',
    sizes,
    reports: ['every edit runs `RUN ./configure && make` (line 3) and what follows again'],
  },
  {
    id: 'names a command of a heredoc',
    dockerfile: 'FROM a\nCOPY . .\nRUN <<EOF\nset -e\napt-get update\nEOF\n',
    sizes,
    reports: ['every edit runs `apt-get update` (line 3) and what follows again'],
  },
  {
    id: 'names what runs in a word',
    dockerfile: 'FROM a\nCOPY . .\nRUN echo "$(npm ci)"\n',
    sizes,
    reports: ['every edit runs `npm ci` (line 3)'],
  },
  {
    id: 'names the first step that takes time',
    dockerfile: 'FROM a\nCOPY . .\nRUN mkdir /target\nRUN npm config set registry https://x.org\nRUN make\n',
    sizes,
    reports: ['every edit runs `RUN make` (line 5) and what follows again'],
  },
  {
    id: 'stages that are built from this one run again, too',
    dockerfile: 'FROM a AS b\nCOPY . .\nRUN mkdir x\nFROM b AS c\nRUN true\nFROM c\nRUN make\n',
    sizes,
    reports: ['every edit runs `RUN make` (line 7)'],
  },
  {
    id: 'of several such stages, the first one that is built',
    dockerfile:
      'FROM a AS b\nCOPY . .\nFROM b AS unused\nRUN make 1\nFROM b AS c\nRUN make 2\nFROM b\nRUN make 3\nCOPY --from=c /x /y\n',
    sizes,
    reports: ['every edit runs `RUN make 2` (line 6)'],
  },
  {
    id: 'silent: what another stage copies out of it may be the same',
    dockerfile: 'FROM a AS b\nCOPY . .\nFROM c\nCOPY --from=b /x /y\nRUN make\n',
    sizes,
  },
  { id: 'silent: no context is known', dockerfile: 'FROM a\nCOPY . .\nRUN make\n' },
  { id: 'silent: another folder is copied', dockerfile: 'FROM a\nCOPY src /src\nRUN make\n', sizes },
  {
    id: 'silent: the Dockerfile lies elsewhere',
    dockerfile: 'FROM a\nCOPY . .\nRUN make\n',
    sizes: { 'main.c': 1 },
  },
  {
    id: 'silent: nothing else is there, so this is not the context',
    dockerfile: 'FROM a\nCOPY . .\nRUN make\n',
    sizes: { Dockerfile: 1, 'Dockerfile.dev': 1 },
  },
  {
    id: 'silent: a build says what is copied',
    dockerfile: 'FROM a\nARG SRC\nCOPY ${SRC} .\nRUN make\n',
    sizes,
  },
  { id: 'silent: no step below', dockerfile: 'FROM a\nRUN make\nCOPY . .\nCMD ["a"]\n', sizes },
  { id: 'silent: copied by name', dockerfile: 'FROM a\nCOPY Dockerfile /doc/\nCOPY . .\nRUN make\n', sizes },
  { id: 'silent: read by a step', dockerfile: 'FROM a\nCOPY . .\nRUN lint ./Dockerfile\n', sizes },
  {
    id: 'silent: left out of the copy',
    dockerfile: 'FROM a\nCOPY --exclude=Dockerfile . .\nRUN make\n',
    sizes,
  },
  {
    id: 'silent: a stage that is not built',
    dockerfile: 'FROM a AS x\nCOPY . .\nRUN make\nFROM b\nRUN true\n',
    sizes,
  },
]);

const SERVICE = 'FROM a AS b\nCOPY . .\nRUN make\nFROM c\nCOPY --from=b /dist /dist\n';
const inService = { dockerfile: 'src/api/Dockerfile' };
const services = { 'src/api/Dockerfile': '', 'src/web/Dockerfile': '', 'src/a.c': '', Dockerfile: '' };

const FILES = { Dockerfile: '', 'compose.prod.yaml': '', 'a.c': '' };

const TURBO = {
  'package.json': '{"name":"shop","workspaces":["apps/*"]}',
  'turbo.json': '{}',
  'apps/site/package.json': '{"name":"@shop/site"}',
  'apps/site/index.js': '',
  'docker-compose.yml': '',
};
const inSite = { dockerfile: 'apps/site/Dockerfile' };
const withSite = { ...TURBO, 'apps/site/Dockerfile': '', '.dockerignore': 'node_modules\n' };

function pruned(prune: string, { json = '/out/json/ .', full = '/out/full/ .' } = {}): string {
  return [
    'FROM node AS base',
    'FROM base AS pruner',
    'COPY . .',
    `RUN ${prune}`,
    'FROM base AS builder',
    `COPY --from=pruner ${json}`,
    'RUN pnpm install --frozen-lockfile',
    `COPY --from=pruner ${full}`,
    'RUN pnpm turbo run build',
    'FROM base',
    'COPY --from=builder /dist /dist',
    '',
  ].join('\n');
}

checkContextCases(copiesItsOwnDockerfile, [
  ...[
    'RUN go build -o /app .',
    'RUN pip install hatch-vcs && python -m build',
    'RUN make VERSION=$(git describe --dirty)',
  ].map((run) => ({
    id: `silent: git would miss it, and is asked: ${run}`,
    dockerfile: `FROM a\nCOPY . .\n${run}\n`,
    files: { Dockerfile: '', 'main.go': '', 'pyproject.toml': 'requires = ["hatch-vcs"]\n', '.git/!': '' },
  })),
  ...[
    { id: 'git would miss it, and nobody asks', run: 'npm run build', ignore: '' },
    { id: 'Go is not to ask', run: 'go build -buildvcs=false -o /app .', ignore: '' },
    { id: 'git stays outside', run: 'go build -o /app .', ignore: '.git\n' },
  ].map(({ id, run, ignore }) => ({
    id,
    dockerfile: `FROM a\nCOPY . .\nRUN ${run}\n`,
    files: { Dockerfile: '', 'main.go': '', '.git/!': '', '.dockerignore': ignore },
    reports: ['brings Dockerfile'],
  })),
  ...[
    'pnpm dlx turbo@2 prune @shop/site --docker',
    'turbo prune --scope=@shop/site --docker',
    'npx turbo prune ${APP} --docker',
  ].map((prune) => ({
    id: `the Dockerfile of a package runs what is built of it: ${prune}`,
    dockerfile: pruned(prune),
    files: withSite,
    context: inSite,
    reports: [
      '`COPY . .` (line 3) brings apps/site/Dockerfile, which only the build reads: every edit runs `RUN pnpm turbo run build` (line 9) and what follows again. Leave it out by the ignore file.',
    ],
    fix: 'node_modules\napps/site/Dockerfile\n',
  })),
  {
    id: 'all that is pruned, without --docker',
    dockerfile: pruned('turbo prune @shop/site', { json: '/out/package.json .', full: '/out/ .' }),
    files: withSite,
    context: inSite,
    reports: ['brings apps/site/Dockerfile, which only the build reads: every edit runs `RUN pnpm turbo run'],
  },
  {
    id: 'silent: pruning leaves behind what is in the root',
    dockerfile: pruned('turbo prune @shop/site --docker'),
    files: { ...TURBO, Dockerfile: '' },
  },
  {
    id: 'silent: the Dockerfile lies in no package, or in another one',
    dockerfile: pruned('turbo prune @shop/api --docker'),
    files: withSite,
    context: inSite,
  },
  {
    id: 'silent: only the manifests are taken',
    dockerfile: pruned('turbo prune @shop/site --docker', { full: '/out/json/ .' }),
    files: withSite,
    context: inSite,
  },
  {
    id: 'what takes time in the stage itself is told first',
    dockerfile: pruned('npm install -g turbo && turbo prune @shop/site --docker'),
    files: withSite,
    context: inSite,
    reports: ['`COPY . .` (line 3) brings apps/site/Dockerfile, .dockerignore and docker-compose.yml'],
  },
  {
    id: 'silent: an exception of the ignore file wants it',
    dockerfile: 'FROM a\nCOPY . .\nRUN make\n',
    files: { ...FILES, '.dockerignore': 'Dockerfile*\n!Dockerfile\ncompose*\n.dockerignore\n' },
  },
  {
    id: 'an exception for another one of them',
    dockerfile: 'FROM a\nCOPY . .\nRUN make\n',
    files: { ...FILES, '.dockerignore': 'compose*\n!compose.prod.yaml\n.dockerignore\n' },
    reports: ['brings Dockerfile, which only the build reads'],
  },
  {
    id: 'one line for the Dockerfiles of all services',
    dockerfile: SERVICE,
    files: { ...services, '.dockerignore': '.dockerignore\n', 'compose.yaml': '' },
    context: inService,
    reports: ['`COPY . .` (line 2) brings src/api/Dockerfile, Dockerfile and compose.yaml, which only'],
    fix: '.dockerignore\n**/Dockerfile\ncompose.yaml\n',
    title:
      'Leave **/Dockerfile and compose.yaml out by .dockerignore (review: the builder stage no longer holds them)',
  },
  ...[
    { what: 'an exception keeps one', more: { '.dockerignore': '.dockerignore\n!src/web/Dockerfile\n' } },
    {
      what: 'one may be data',
      more: { '.dockerignore': '.dockerignore\n', 'src/web/tests/Dockerfile': '' },
    },
  ].map(({ what, more }) => ({
    id: `its own line where of others ${what}`,
    dockerfile: SERVICE,
    files: { ...services, ...more },
    context: inService,
    reports: ['`COPY . .` (line 2) brings src/api/Dockerfile'],
    fix: `${more['.dockerignore']}src/api/Dockerfile\nDockerfile\n`,
  })),
  {
    id: 'its own line where it is alone',
    dockerfile: SERVICE,
    files: { 'src/api/Dockerfile': '', 'src/a.c': '', '.dockerignore': '' },
    context: inService,
    reports: ['brings src/api/Dockerfile and .dockerignore'],
    fix: 'src/api/Dockerfile\n.dockerignore\n',
  },
]);
