import type { Files } from '../../../fixes/context-of.ts';
import type { Case } from '../reorder.ts';
import { stage } from './stage.ts';

const IGNORE = '**/node_modules\n';

function node(...lines: readonly string[]): string {
  return stage('node:22', ...lines);
}

const NPM: Files = {
  'package.json': '{}',
  'package-lock.json': '{}',
  'src/index.js': '',
  '.dockerignore': IGNORE,
};

/** A workspace of pnpm in which one member builds its sources while it is installed. */
const PNPM: Files = {
  'package.json': '{"packageManager":"pnpm@9.0.0"}',
  'pnpm-lock.yaml': '',
  'pnpm-workspace.yaml': "packages: ['packages/**']\n",
  'packages/core/package.json': '{"scripts":{"prepare":"tsc"}}',
  'packages/core/src/index.ts': '',
  'packages/core/dist/!': '',
  'packages/web/package.json': '{"scripts":{"postinstall":"pnpm run codegen"}}',
  '.dockerignore': '**/node_modules\n**/dist\n',
};

const FETCHED = 'COPY package.json pnpm-lock.yaml pnpm-workspace.yaml ./';

const LERNA: Files = {
  'package.json': '{}',
  'package-lock.json': '{}',
  'lerna.json': '{"packages":["packages/*"]}',
  'packages/a/package.json': '{"dependencies":{"b":"^1.0.0"}}',
  'packages/a/package-lock.json': '{}',
  'packages/a/index.js': '',
  'packages/b/package.json': '{}',
  '.dockerignore': IGNORE,
};

const RUSH: Files = {
  'rush.json': '{ // the projects\n "projects": [{"packageName":"a","projectFolder":"apps/a"}] }',
  'common/config/rush/pnpm-lock.yaml': '',
  'common/config/rush/.npmrc': '',
  'common/scripts/install-run-rush.js': '',
  'apps/a/package.json': '{}',
  'apps/a/src/index.ts': '',
  '.dockerignore': '**/node_modules\ncommon/temp\n',
};

/** Package managers of JavaScript beside what reorder-cases.ts holds: packages by name, monorepos, pnpm fetch. */
export const JAVASCRIPT_CASES: readonly Case[] = [
  {
    id: 'npm without a lock file, by its settings',
    dockerfile: node('COPY . .', 'RUN npm install'),
    files: {
      'package.json': '{}',
      'src/index.js': '',
      '.npmrc': 'package-lock=false\nshrinkwrap = false\n',
      '.dockerignore': IGNORE,
    },
    expected: {
      review: node('COPY package.json .npmrc ./', 'RUN npm install', 'COPY . .'),
      title: 'no lock file pins the versions',
    },
  },
  ...(['true', 'false'] as const).map((value): Case => ({
    id: `pnpm with sharedWorkspaceLockfile: ${value}`,
    dockerfile: node('COPY . .', 'RUN pnpm install --frozen-lockfile'),
    files: {
      'package.json': '{"packageManager":"pnpm@10.0.0"}',
      'pnpm-lock.yaml': '',
      'pnpm-workspace.yaml': `packages: ["packages/*"]\nsharedWorkspaceLockfile: ${value}\nmodulesDir: node_modules\n`,
      'packages/a/package.json': '{"name":"a"}',
      'packages/a/index.js': '',
      '.dockerignore': IGNORE,
    },
    expected:
      value === 'false'
        ? { none: 'pnpm-workspace.yaml sets `sharedWorkspaceLockfile`' }
        : {
            safe: node(
              'COPY package.json pnpm-lock.yaml pnpm-workspace.yaml ./',
              'COPY packages/a/package.json packages/a/',
              'RUN pnpm install --frozen-lockfile',
              'COPY . .',
            ),
          },
  })),
  ...(['true', 'false'] as const).map((value): Case => ({
    id: `pnpm with shared-workspace-lockfile = ${value}`,
    dockerfile: node('COPY . .', 'RUN pnpm install --frozen-lockfile'),
    files: {
      'package.json': '{"packageManager":"pnpm@10.0.0"}',
      'pnpm-lock.yaml': '',
      'src/index.js': '',
      '.npmrc': `shared-workspace-lockfile = ${value}\n`,
      '.dockerignore': IGNORE,
    },
    expected:
      value === 'false'
        ? { none: '.npmrc sets `shared-workspace-lockfile`' }
        : {
            safe: node(
              'COPY package.json pnpm-lock.yaml .npmrc ./',
              'RUN pnpm install --frozen-lockfile',
              'COPY . .',
            ),
          },
  })),
  {
    id: 'npm install of a package by name, in the project',
    dockerfile: node('COPY . .', 'RUN npm install --legacy-peer-deps express'),
    files: NPM,
    expected: {
      review: node(
        'COPY package.json package-lock.json ./',
        'RUN npm install --legacy-peer-deps express',
        'COPY . .',
      ),
      title: 'adding express changes package.json, which a COPY below may restore',
    },
  },
  {
    id: 'npm install --no-save',
    dockerfile: node('COPY . .', 'RUN npm install --no-save express'),
    files: NPM,
    expected: {
      review: node('COPY package.json package-lock.json ./', 'RUN npm install --no-save express', 'COPY . .'),
      title: 'may rewrite package-lock.json',
    },
  },
  {
    id: 'a package by name after the install proper',
    dockerfile: node('COPY package*.json ./', 'RUN npm ci', 'RUN npm install --no-save sharp', 'COPY . .'),
    files: NPM,
    expected: 'silent',
  },
  {
    id: 'a package by name where the context has no package.json',
    dockerfile: node('COPY . .', 'RUN npm install express'),
    files: { 'server.js': '', 'lib/x.js': '' },
    expected: 'silent',
  },
  {
    id: 'yarn add',
    dockerfile: node('COPY . .', 'RUN yarn add serve'),
    files: { 'package.json': '{}', 'yarn.lock': '', 'src/x.js': '', '.dockerignore': IGNORE },
    expected: {
      review: node('COPY package.json yarn.lock ./', 'RUN yarn add serve', 'COPY . .'),
      title: 'adding serve changes package.json',
    },
  },
  {
    id: 'yarn: a setting for the user in front',
    dockerfile: node(
      'COPY . .',
      'RUN yarn config set network-timeout 600000 && yarn install --frozen-lockfile && yarn cache clean',
    ),
    files: { 'package.json': '{}', 'yarn.lock': '', 'src/x.js': '', '.dockerignore': IGNORE },
    expected: {
      safe: node(
        'COPY package.json yarn.lock ./',
        'RUN yarn config set network-timeout 600000 && yarn install --frozen-lockfile && yarn cache clean',
        'COPY . .',
      ),
    },
  },
  {
    id: 'corepack by a version that the build knows',
    dockerfile: node(
      'ARG PNPM_VERSION=9',
      'COPY . .',
      'RUN corepack enable && corepack prepare pnpm@$PNPM_VERSION --activate && pnpm install --frozen-lockfile',
    ),
    files: {
      'package.json': '{"packageManager":"pnpm@9.0.0"}',
      'pnpm-lock.yaml': '',
      'x.js': '',
      '.dockerignore': IGNORE,
    },
    expected: {
      safe: node(
        'ARG PNPM_VERSION=9',
        'COPY package.json pnpm-lock.yaml ./',
        'RUN corepack enable && corepack prepare pnpm@$PNPM_VERSION --activate && pnpm install --frozen-lockfile',
        'COPY . .',
      ),
    },
  },
  {
    id: 'corepack install',
    dockerfile: node('COPY . .', 'RUN corepack enable && corepack install && pnpm install --frozen-lockfile'),
    files: {
      'package.json': '{"packageManager":"pnpm@9.0.0"}',
      'pnpm-lock.yaml': '',
      'x.js': '',
      '.dockerignore': IGNORE,
    },
    expected: {
      safe: node(
        'COPY package.json pnpm-lock.yaml ./',
        'RUN corepack enable && corepack install && pnpm install --frozen-lockfile',
        'COPY . .',
      ),
    },
  },
  {
    id: 'pnpm: members that build their sources',
    dockerfile: node(
      'RUN npm i -g pnpm',
      'COPY . .',
      'RUN pnpm install --frozen-lockfile',
      'RUN pnpm -r build',
    ),
    files: PNPM,
    expected: {
      review: node(
        'RUN npm i -g pnpm',
        FETCHED,
        'RUN pnpm fetch',
        'COPY . .',
        'RUN pnpm install --frozen-lockfile',
        'RUN pnpm -r build',
      ),
      title: 'adds a step',
    },
  },
  {
    id: 'pnpm: a filter, which fetching has none of',
    dockerfile: node('COPY . .', 'RUN pnpm install --frozen-lockfile --filter core...'),
    files: PNPM,
    expected: { none: 'the `prepare` script of packages/core runs `tsc`' },
  },
  {
    id: 'pnpm: a filter of members without scripts',
    dockerfile: node('COPY . .', 'RUN pnpm install --frozen-lockfile -F core...'),
    files: { ...PNPM, 'packages/core/package.json': '{}', 'packages/web/package.json': '{}' },
    expected: {
      safe: node(
        FETCHED,
        'COPY packages/core/package.json packages/core/',
        'COPY packages/web/package.json packages/web/',
        'RUN pnpm install --frozen-lockfile -F core...',
        'COPY . .',
      ),
    },
  },
  {
    id: 'pnpm: production only, with patches',
    dockerfile: node('COPY . .', 'RUN pnpm i --prod --frozen-lockfile && pnpm -r build'),
    files: {
      ...PNPM,
      'pnpm-workspace.yaml': 'packages: [packages/*]\npatchedDependencies: { "a@1.0.0": patches/a.patch }\n',
      'patches/a.patch': '',
    },
    expected: {
      review: node(
        FETCHED,
        'COPY patches/a.patch patches/',
        'RUN pnpm fetch --prod',
        'COPY . .',
        'RUN pnpm i --prod --frozen-lockfile && pnpm -r build',
      ),
      title: 'adds a step',
    },
  },
  {
    id: 'pnpm: an override that leaves a package out by a link to nothing',
    dockerfile: node('COPY . .', 'RUN pnpm install --frozen-lockfile --ignore-scripts'),
    files: {
      'package.json': '{"packageManager":"pnpm@10.0.0"}',
      'pnpm-lock.yaml': '',
      'pnpm-workspace.yaml': 'overrides: { prompt: "link:./node_modules/.cache/null" }\n',
      'src/index.js': '',
      '.dockerignore': '**/node_modules\n',
    },
    expected: {
      safe: node(
        'COPY package.json pnpm-lock.yaml pnpm-workspace.yaml ./',
        'RUN pnpm install --frozen-lockfile --ignore-scripts',
        'COPY . .',
      ),
    },
  },
  {
    id: 'pnpm: a folder that is left out holds no members',
    dockerfile: node('COPY . .', 'RUN pnpm install --frozen-lockfile'),
    files: {
      ...PNPM,
      'packages/core/package.json': '{}',
      'packages/web/package.json': '{}',
    },
    expected: {
      safe: node(
        FETCHED,
        'COPY packages/core/package.json packages/core/',
        'COPY packages/web/package.json packages/web/',
        'RUN pnpm install --frozen-lockfile',
        'COPY . .',
      ),
    },
  },
  {
    id: 'pnpm: scripts that need sources, and no lock file',
    dockerfile: node('COPY . .', 'RUN pnpm install'),
    files: { 'package.json': '{"scripts":{"prepare":"tsc"}}', 'src/x.ts': '', '.dockerignore': IGNORE },
    expected: { none: 'the `prepare` script runs `tsc`' },
  },
  {
    id: 'pnpm: a place for packages among the sources',
    dockerfile: node('COPY . .', 'RUN pnpm install --frozen-lockfile'),
    files: { ...PNPM, '.npmrc': 'store-dir=.store\n' },
    expected: { none: '.npmrc sets `store-dir`' },
  },
  {
    id: 'pnpm fetch first',
    dockerfile: node(
      'COPY pnpm-lock.yaml ./',
      'RUN pnpm fetch',
      'COPY . .',
      'RUN pnpm install --offline --frozen-lockfile',
    ),
    files: PNPM,
    expected: 'silent',
  },
  {
    id: '38 turbo prune',
    dockerfile: [
      'FROM node:22 AS pruned',
      'WORKDIR /app',
      'COPY . .',
      'RUN npx turbo prune web --docker',
      'FROM node:22 AS built',
      'WORKDIR /app',
      'COPY --from=pruned /app/out/json/ .',
      'RUN npm ci',
      'COPY --from=pruned /app/out/full/ .',
      'RUN npx turbo build --filter=web',
      '',
    ].join('\n'),
    files: { ...NPM, 'turbo.json': '{}' },
    expected: 'silent',
  },
  {
    id: '38 a generator of nx between the manifests and the sources',
    dockerfile: node('COPY package*.json nx.json ./', 'RUN npm ci', 'COPY . .', 'RUN npx nx build web'),
    files: { ...NPM, 'nx.json': '{}' },
    expected: 'silent',
  },
  {
    id: '37 prisma generate below the sources',
    dockerfile: node('COPY package*.json ./', 'RUN npm ci', 'COPY . .', 'RUN npx prisma generate'),
    files: { ...NPM, 'prisma/schema.prisma': '' },
    expected: 'silent',
  },
  {
    id: '37 prisma generate in the RUN of the install',
    dockerfile: node('COPY . .', 'RUN npm ci && npx prisma generate && npm run build'),
    files: { ...NPM, 'prisma/schema.prisma': '', 'package.json': '{"dependencies":{"@prisma/client":"^6"}}' },
    expected: {
      review: node(
        'COPY package.json package-lock.json ./',
        'COPY prisma prisma/',
        'RUN npm ci',
        'COPY . .',
        'RUN npx prisma generate && npm run build',
      ),
      title: 'prisma generate',
    },
  },
  {
    id: 'lerna bootstrap',
    dockerfile: node('COPY . .', 'RUN npm ci', 'RUN npx lerna bootstrap'),
    files: LERNA,
    expected: {
      review: node(
        'COPY package.json package-lock.json lerna.json ./',
        'COPY packages/a/package.json packages/a/package-lock.json packages/a/',
        'COPY packages/b/package.json packages/b/',
        'RUN npm ci',
        'RUN npx lerna bootstrap',
        'COPY . .',
      ),
      title: 'lerna bootstrap may rewrite lock files',
    },
  },
  {
    id: 'lerna bootstrap with a package that is built',
    dockerfile: node('COPY . .', 'RUN npx lerna bootstrap'),
    files: { ...LERNA, 'packages/b/package.json': '{"scripts":{"prepare":"tsc"}}' },
    expected: { none: 'the `prepare` script of packages/b runs `tsc`' },
  },
  {
    id: 'rush install',
    dockerfile: node('COPY . .', 'RUN node common/scripts/install-run-rush.js install'),
    files: RUSH,
    expected: {
      review: node(
        'COPY rush.json ./',
        'COPY common/config common/config/',
        'COPY common/scripts common/scripts/',
        'COPY apps/a/package.json apps/a/',
        'RUN node common/scripts/install-run-rush.js install',
        'COPY . .',
      ),
      title: 'may look at the git repository',
    },
  },
  {
    id: 'rush install with event hooks',
    dockerfile: node('COPY . .', 'RUN rush install'),
    files: { ...RUSH, 'rush.json': '{"projects":[],"eventHooks":{"preRushInstall":["node x.js"]}}' },
    expected: { none: 'rush.json has event hooks' },
  },
  ...[
    ['RUN npm ci && npm rebuild better-sqlite3'],
    ['RUN npm ci', 'RUN npm rebuild --build-from-source bcrypt@5 && npm cache clean --force'],
    ['RUN npm ci', '# Twice.', 'RUN npm rebuild sharp', 'RUN npm rebuild'],
  ].map((runs): Case => ({
    id: `packages that are built again belong to the install: ${runs.join(', ')}`,
    dockerfile: node('COPY . .', ...runs, 'RUN npm run build'),
    files: NPM,
    expected: {
      safe: node('COPY package.json package-lock.json ./', ...runs, 'COPY . .', 'RUN npm run build'),
    },
  })),
  {
    id: 'packages that are built again in the RUN of the build',
    dockerfile: node('COPY . .', 'RUN npm ci && npm rebuild sharp && npm run build'),
    files: NPM,
    expected: {
      review: node(
        'COPY package.json package-lock.json ./',
        'RUN npm ci && npm rebuild sharp',
        'COPY . .',
        'RUN npm run build',
      ),
      title: 'the RUN is cut in two',
    },
  },
  ...[
    ['RUN npm ci', 'RUN pnpm rebuild sharp'],
    ['RUN npm ci --ignore-scripts', 'RUN npm rebuild'],
    ['RUN npm ci', 'RUN npm rebuild --prefix lib sharp'],
    ['RUN npm ci', 'RUN npm rebuild ./lib'],
    ['RUN npm ci', 'WORKDIR /app/lib', 'RUN npm rebuild sharp'],
  ].map(([install = '', ...runs]): Case => ({
    id: `what may build the project stays below: ${install}, ${runs.join(', ')}`,
    dockerfile: node('COPY . .', install, ...runs),
    files: NPM,
    expected: { safe: node('COPY package.json package-lock.json ./', install, 'COPY . .', ...runs) },
  })),
  ...[
    ['npm ci', '{}'],
    ['npm ci --ignore-scripts', '{"scripts":{"postinstall":"node scripts/a.js"}}'],
  ].map(([install = '', manifest = '']): Case => ({
    id: `a folder of scripts that the install runs nothing of: ${install}`,
    dockerfile: node('COPY package*.json ./', 'COPY scripts scripts', `RUN ${install}`),
    files: { ...NPM, 'package.json': manifest, 'scripts/a.js': '', 'scripts/b.js': '' },
    expected: { safe: node('COPY package*.json ./', `RUN ${install}`, 'COPY scripts scripts') },
  })),
  {
    id: 'a folder of scripts beside one that the install runs, which may read them',
    dockerfile: node('COPY package*.json hook.js ./', 'COPY scripts scripts', 'RUN npm ci'),
    files: {
      ...NPM,
      'package.json': '{"scripts":{"postinstall":"node hook.js"}}',
      'hook.js': '',
      'scripts/b.js': '',
    },
    expected: 'silent',
  },
];
