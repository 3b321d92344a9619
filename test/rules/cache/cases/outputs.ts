import type { Files } from '../../../fixes/context-of.ts';
import type { Case, Expected } from '../reorder.ts';

function lines(...texts: readonly string[]): string {
  return texts.map((text) => `${text}\n`).join('');
}

/** A stage that builds, and the given instructions in the one that is shipped. */
function shipped(...texts: readonly string[]): string {
  return lines(
    'FROM node:22 AS build',
    'WORKDIR /app',
    'COPY package*.json ./',
    'RUN npm ci',
    'COPY . .',
    'RUN npm run build',
    'FROM node:22-slim',
    ...texts,
    'CMD ["node", "dist/main.js"]',
  );
}

/** The same in a working directory. */
function app(...texts: readonly string[]): string {
  return shipped('WORKDIR /app', ...texts);
}

const NODE: Files = {
  'package.json': '{}',
  'package-lock.json': '{}',
  'src/main.ts': '',
  '.dockerignore': '**/node_modules\n',
};

function scripts(value: Readonly<Record<string, string>>): Files {
  return { 'package.json': JSON.stringify({ scripts: value }) };
}

function below(id: string, dockerfile: string, expected: Expected, files: Files = {}): Case {
  return { id: `output: ${id}`, dockerfile, files: { ...NODE, ...files }, expected };
}

function silent(id: string, texts: readonly string[], files: Files = {}): Case {
  return below(id, app(...texts), 'silent', files);
}

/** The same behind `turbo prune`. */
function pruned(...texts: readonly string[]): string {
  return lines(
    'FROM node:22 AS prune',
    'WORKDIR /app',
    'RUN npm install -g turbo',
    'COPY . .',
    'RUN turbo prune server --docker',
    'FROM node:22 AS build',
    'WORKDIR /app',
    'COPY --from=prune /app/out/json/ .',
    'RUN npm ci',
    'COPY --from=prune /app/out/full/ .',
    'RUN npx turbo build',
    'FROM node:22-slim',
    'WORKDIR /app',
    ...texts,
  );
}

/** What is behind `turbo prune` where all of it comes above the install. */
function installer(...texts: readonly string[]): string {
  return lines(
    'FROM node:22 AS builder',
    'WORKDIR /app',
    'RUN npm install -g turbo',
    'COPY . .',
    'RUN turbo prune --scope=a --docker',
    'FROM node:22 AS installer',
    'WORKDIR /app',
    ...texts,
    'RUN npx turbo run build --filter=a',
  );
}

const JSON_FOLDER = 'COPY --from=builder /app/out/json/ .';
const PRUNED_LOCK = 'COPY --from=builder /app/out/pnpm-lock.yaml ./pnpm-lock.yaml';
const FULL = 'COPY --from=builder /app/out/full/ .';
const FROZEN = 'RUN pnpm install --frozen-lockfile';

function owned(copy: string): string {
  return copy.replace('COPY', 'COPY --chown=node');
}

/** A workspace that `turbo prune` can prune. */
function workspace(root: object = {}, member: object = {}): Files {
  return {
    'package.json': JSON.stringify({ private: true, workspaces: ['apps/*'], ...root }),
    'pnpm-lock.yaml': 'lockfileVersion: 9.0\n',
    'pnpm-workspace.yaml': 'packages:\n  - apps/*\n',
    'yarn.lock': '# yarn lockfile v1\n',
    'turbo.json': '{}',
    'apps/a/package.json': JSON.stringify({ name: 'a', scripts: { build: 'tsc' }, ...member }),
    'apps/a/src/i.ts': '',
  };
}

/** The copies in the order of turbo's own example, but that of the sources above the install. */
function fullAbove(
  id: string,
  texts: readonly string[],
  expected: Expected,
  files: Files = workspace(),
): Case {
  return below(`pruned sources: ${id}`, installer(...texts), expected, files);
}

const SERVER = 'COPY --from=build /app/apps/server/dist ./apps/server/dist';
const DIST = 'COPY --from=build /app/dist ./dist';
const MANIFESTS = 'COPY package*.json ./';
const STAGED = 'COPY --from=build /app/package*.json ./';
const CI = 'RUN npm ci --omit=dev && npm cache clean --force';

/** Copies of what other stages make of sources, above installs that don't need it. */
export const OUTPUT_CASES: readonly Case[] = [
  below('manifests of the context', app(DIST, MANIFESTS, CI), { safe: app(MANIFESTS, CI, DIST) }),
  below('manifests of the stage', app(DIST, STAGED, CI), { safe: app(STAGED, CI, DIST) }),
  below(
    'a change of the manifest stays with the install',
    app(STAGED, DIST, 'RUN npm pkg delete scripts.prepare', CI),
    { safe: app(STAGED, 'RUN npm pkg delete scripts.prepare', CI, DIST) },
  ),
  below(
    'a change of a manifest that may come with what is built',
    app(
      STAGED,
      'COPY --from=build /app/lib ./lib',
      'WORKDIR /app/lib',
      'RUN npm pkg set a=b',
      'WORKDIR /app',
      CI,
    ),
    { none: '`RUN npm pkg set a=b` (line 12) may read or change the copied files' },
  ),
  below('manifests that turbo has pruned', pruned('COPY --from=prune /app/out/json/ .', SERVER, CI), {
    safe: pruned('COPY --from=prune /app/out/json/ .', CI, SERVER),
  }),
  below(
    'manifests that turbo has pruned, and a change of one',
    pruned('COPY --from=prune /app/out/json .', SERVER, 'RUN npm pkg delete scripts.prepare', CI),
    { safe: pruned('COPY --from=prune /app/out/json .', 'RUN npm pkg delete scripts.prepare', CI, SERVER) },
  ),
  below('sources that turbo has pruned', pruned('COPY --from=prune /app/out/full/ .', SERVER, CI), 'silent'),
  fullAbove('pnpm', [JSON_FOLDER, PRUNED_LOCK, FULL, FROZEN], {
    safe: installer(JSON_FOLDER, PRUNED_LOCK, FROZEN, FULL),
  }),
  fullAbove('the lock file of out/json', [JSON_FOLDER, FULL, FROZEN], {
    safe: installer(JSON_FOLDER, FROZEN, FULL),
  }),
  fullAbove('above the manifests', [FULL, JSON_FOLDER, PRUNED_LOCK, FROZEN], {
    none: `\`${FULL}\` (line 8) could then overwrite what \`${JSON_FOLDER}\` (line 9) copies`,
  }),
  fullAbove('npm', [JSON_FOLDER, FULL, 'RUN npm ci'], {
    safe: installer(JSON_FOLDER, 'RUN npm ci', FULL),
  }),
  fullAbove('yarn', [JSON_FOLDER, FULL, 'RUN yarn install --frozen-lockfile'], {
    safe: installer(JSON_FOLDER, 'RUN yarn install --frozen-lockfile', FULL),
  }),
  fullAbove('a download in front', [JSON_FOLDER, PRUNED_LOCK, FULL, 'RUN pnpm fetch', FROZEN], {
    safe: installer(JSON_FOLDER, PRUNED_LOCK, 'RUN pnpm fetch', FULL, FROZEN),
  }),
  fullAbove('a file of the context over it', [JSON_FOLDER, FULL, 'COPY turbo.json turbo.json', FROZEN], {
    safe: installer(JSON_FOLDER, FROZEN, FULL, 'COPY turbo.json turbo.json'),
  }),
  fullAbove(
    'hooks of git, which it does not bring',
    [JSON_FOLDER, FULL, FROZEN],
    {
      review: installer(JSON_FOLDER, FROZEN, FULL),
      title: 'the `prepare` script runs husky',
    },
    { ...workspace({ scripts: { prepare: 'husky' } }), '.git/HEAD': '' },
  ),
  fullAbove(
    'programs of a member',
    [JSON_FOLDER, FULL, FROZEN],
    {
      review: installer(JSON_FOLDER, FROZEN, FULL),
      title: 'the programs of apps/a are linked only if they exist',
    },
    workspace({}, { bin: 'bin/a.js' }),
  ),
  fullAbove(
    'a script that builds',
    [JSON_FOLDER, FULL, 'RUN npm ci'],
    { none: 'the `prepare` script of apps/a runs `tsc`' },
    workspace({}, { scripts: { prepare: 'tsc' } }),
  ),
  fullAbove(
    'what may have been installed on the host',
    [JSON_FOLDER, FULL, FROZEN],
    { none: 'the build context may hold node_modules' },
    {
      ...workspace(),
      '.dockerignore': 'dist\n',
    },
  ),
  fullAbove(
    'a part of what was installed on the host',
    [JSON_FOLDER, FULL, FROZEN],
    { none: 'the build context may hold apps/a/node_modules' },
    { ...workspace(), '.dockerignore': 'node_modules\n' },
  ),
  fullAbove(
    'a file of the context that the install reads',
    [JSON_FOLDER, FULL, 'COPY .npmrc ./', FROZEN],
    {
      none: `could then overwrite what \`COPY .npmrc ./\` (line 10) copies`,
    },
    { ...workspace(), '.npmrc': 'fund=false\n' },
  ),
  fullAbove(
    'settings that turbo copies',
    [JSON_FOLDER, FULL, FROZEN],
    {
      safe: installer(JSON_FOLDER, FROZEN, FULL),
    },
    { ...workspace(), '.npmrc': 'fund=false\n' },
  ),
  fullAbove('a RUN that reads it', [JSON_FOLDER, FULL, 'RUN node apps/a/src/check.js', FROZEN], {
    none: 'may read or change the copied files',
  }),
  fullAbove('a RUN that goes on', [JSON_FOLDER, FULL, 'RUN npm ci && npm run build'], {
    review: installer(JSON_FOLDER, 'RUN npm ci', FULL, 'RUN npm run build'),
    title: 'Copy sources after the install (review: the RUN is cut in two)',
  }),
  fullAbove('of one owner', [owned(JSON_FOLDER), owned(FULL), 'USER node', FROZEN], {
    safe: installer(owned(JSON_FOLDER), 'USER node', FROZEN, owned(FULL)),
  }),
  fullAbove('of another owner', [JSON_FOLDER, owned(FULL), 'USER node', FROZEN], 'silent'),
  fullAbove('into another folder', [JSON_FOLDER, 'COPY --from=builder /app/out/full/ ./full/', FROZEN], {
    safe: installer(JSON_FOLDER, FROZEN, 'COPY --from=builder /app/out/full/ ./full/'),
  }),
  fullAbove(
    'a file that the install names',
    [JSON_FOLDER, FULL, 'RUN npm ci --userconfig=apps/a/npmrc'],
    {
      none: 'may bring what npm reads or writes',
    },
    { ...workspace(), 'apps/a/npmrc': '' },
  ),
  fullAbove('no manifests', [PRUNED_LOCK, FULL, FROZEN], 'silent'),
  fullAbove('no manifests, and a download', [PRUNED_LOCK, FULL, 'RUN pnpm fetch', FROZEN], 'silent'),
  fullAbove('below the install', [JSON_FOLDER, FROZEN, FULL], 'silent'),
  fullAbove(
    'manifests of the context in between',
    [JSON_FOLDER, 'COPY package.json pnpm-lock.yaml ./', FULL, FROZEN],
    'silent',
  ),
  fullAbove(
    'manifests of another folder',
    ['COPY --from=builder /app/other/json/ .', FULL, FROZEN],
    'silent',
  ),
  fullAbove('settings that are not among the manifests', [JSON_FOLDER, FULL, FROZEN], 'silent', {
    ...workspace(),
    '.pnpmfile.cjs': '',
  }),
  fullAbove('patches', [JSON_FOLDER, FULL, FROZEN], 'silent', {
    ...workspace({ pnpm: { patchedDependencies: { b: 'patches/b.patch' } } }),
    'patches/b.patch': '',
  }),
  fullAbove('a script of the project', [JSON_FOLDER, FULL, FROZEN], 'silent', {
    ...workspace({}, { scripts: { postinstall: 'node setup.js' } }),
    'apps/a/setup.js': '',
  }),
  below(
    'pruned sources: installed before they are pruned',
    installer(JSON_FOLDER, FULL, 'RUN npm ci').replace(
      'COPY . .',
      'COPY package*.json ./\nCOPY apps/a/package.json apps/a/\nRUN npm ci\nCOPY . .',
    ),
    'silent',
    workspace(),
  ),
  below('manifests above it', app(STAGED, DIST, 'ENV A=b', CI), { safe: app(STAGED, 'ENV A=b', CI, DIST) }),
  below(
    'one manifest of the stage, without a lock file: what the install writes stays',
    app('RUN corepack enable', DIST, 'COPY --from=build /app/package.json ./', 'RUN pnpm install --prod'),
    {
      safe: app(
        'RUN corepack enable',
        'COPY --from=build /app/package.json ./',
        'RUN pnpm install --prod',
        DIST,
      ),
    },
  ),
  below(
    'a member of a workspace that is copied without the workspace',
    lines(
      'FROM node:22 AS build',
      'WORKDIR /repo',
      'COPY package.json api/package.json ./',
      'COPY . .',
      'FROM node:22-slim',
      'WORKDIR /app',
      'COPY --from=build /repo/api/dist ./dist',
      'COPY --from=build /repo/api/package.json ./',
      'RUN npm install --omit=dev',
    ),
    {
      safe: lines(
        'FROM node:22 AS build',
        'WORKDIR /repo',
        'COPY package.json api/package.json ./',
        'COPY . .',
        'FROM node:22-slim',
        'WORKDIR /app',
        'COPY --from=build /repo/api/package.json ./',
        'RUN npm install --omit=dev',
        'COPY --from=build /repo/api/dist ./dist',
      ),
    },
    { 'package.json': '{"workspaces":["api"]}', 'api/package.json': '{}', 'api/src/a.ts': '' },
  ),
  below(
    'several, with what changes seldom in between',
    app(DIST, 'COPY .npmrc ./', 'COPY --from=build /app/public ./public', MANIFESTS, CI),
    { safe: app('COPY .npmrc ./', MANIFESTS, CI, DIST, 'COPY --from=build /app/public ./public') },
    { '.npmrc': 'fund=false\n', 'public/logo.svg': '' },
  ),
  below('a destination that passes a WORKDIR', app('WORKDIR /srv', DIST, 'WORKDIR /app', MANIFESTS, CI), {
    safe: app('WORKDIR /srv', 'WORKDIR /app', MANIFESTS, CI, 'COPY --from=build /app/dist /srv/dist'),
  }),
  below(
    'another package manager than that of the stage',
    shipped(
      'WORKDIR /srv',
      'COPY --from=build --chown=app /app/dist static',
      'COPY requirements.txt ./requirements.txt',
      'RUN pip3 install -r requirements.txt',
    ),
    {
      safe: shipped(
        'WORKDIR /srv',
        'COPY requirements.txt ./requirements.txt',
        'RUN pip3 install -r requirements.txt',
        'COPY --from=build --chown=app /app/dist static',
      ),
    },
    { 'requirements.txt': 'flask==3.1.0\n' },
  ),
  below('a RUN that goes on with it', app(DIST, MANIFESTS, 'RUN npm ci --omit=dev && chown -R node dist'), {
    review: app(MANIFESTS, 'RUN npm ci --omit=dev', DIST, 'RUN chown -R node dist'),
    title: 'the RUN is cut in two',
  }),
  below('a folder that is filled with it', app('COPY --from=build /app/dist ./', MANIFESTS, CI), {
    none: '`COPY --from=build /app/dist ./` (line 9) could then overwrite what `COPY package*.json ./` (line 10) copies',
  }),
  below(
    'a script of the project',
    app(DIST, MANIFESTS, 'COPY setup.js ./', CI),
    {
      review: app(MANIFESTS, 'COPY setup.js ./', CI, DIST),
      title: 'the `postinstall` script runs setup.js, which may read more files',
    },
    { ...scripts({ postinstall: 'node setup.js' }), 'setup.js': '' },
  ),
  below(
    'a script that is built',
    app(DIST, MANIFESTS, CI),
    { none: 'the `postinstall` script runs `node dist/setup.js`' },
    scripts({ postinstall: 'node dist/setup.js' }),
  ),
  below('a RUN that may read it', app(DIST, 'RUN node dist/check.js', MANIFESTS, CI), {
    none: '`RUN node dist/check.js` (line 10) may read or change the copied files',
  }),
  below('another copy over it', app(DIST, 'COPY --from=build /app/other ./', MANIFESTS, CI), {
    none: '`COPY --from=build /app/other ./` (line 10) could then overwrite what `COPY package*.json ./` (line 11) copies',
  }),
  below(
    'a copy that fills the same folder',
    app(DIST, 'COPY dist ./dist', MANIFESTS, CI),
    {
      none: '`COPY --from=build /app/dist ./dist` (line 9) could then overwrite what `COPY dist ./dist` (line 10) copies',
    },
    { 'dist/readme.md': '' },
  ),
  below(
    'a requirements file that only the stage has',
    shipped(
      'WORKDIR /srv',
      'COPY --from=build /app/dist ./static',
      'COPY --from=build /made/requirements.txt ./',
      'RUN pip3 install -r requirements.txt',
    ),
    { none: 'what pip3 reads comes from another stage' },
  ),
  {
    id: 'output: without a context',
    dockerfile: app(DIST, MANIFESTS, CI).replace('COPY . .', 'COPY ./ ./'),
    files: undefined,
    expected: { none: 'the build context is not known' },
  },
  below(
    'a stage that this one is built from',
    lines(
      'FROM node:22 AS build',
      'COPY . /app/',
      'FROM node:22-slim AS base',
      'WORKDIR /app',
      DIST,
      MANIFESTS,
      'FROM base',
      'RUN npm ci',
    ),
    { none: 'the COPY belongs to a stage that others are built from' },
  ),

  silent('below the install', [MANIFESTS, CI, DIST]),
  silent('the manifest in the same copy', [
    'COPY --from=build /app/dist /app/package.json /app/package-lock.json ./',
    CI,
  ]),
  silent('the manifest in what may be copied', [DIST, 'COPY --from=build /app/out/json/ ./', CI]),
  silent('a folder that may bring another manifest', [MANIFESTS, 'COPY --from=build /app/dist ./', CI]),
  silent('manifests of members', ['COPY --from=build /app/packages ./packages', MANIFESTS, CI], {
    'package.json': '{"workspaces":["packages/*"]}',
    'packages/a/package.json': '{}',
    'packages/a/a.js': '',
  }),
  silent('what was installed', ['COPY --from=build /app/node_modules/.cache /cache', MANIFESTS, CI]),
  silent('what is copied early on purpose', ['COPY --from=build /app/prisma ./prisma', MANIFESTS, CI], {
    'prisma/schema.prisma': '',
  }),
  silent(
    'what the install names',
    [
      'COPY requirements.txt ./',
      'COPY --from=build /app/dist ./built',
      'RUN pip3 install -r requirements.txt -e ./built',
    ],
    { 'requirements.txt': 'flask==3.1.0\n' },
  ),
  silent('a missing lock file', [DIST, 'COPY package.json ./', CI]),
  silent('an install that an earlier one has made cheap', [
    MANIFESTS,
    CI,
    DIST,
    'RUN npm prune --omit=dev',
    'RUN npm ci',
  ]),
  below(
    'what a stage makes of no sources',
    lines(
      'FROM node:22 AS tools',
      'RUN curl -fsSL https://example.org/a.tgz | tar xz -C /opt',
      'FROM node:22-slim',
      'WORKDIR /app',
      'COPY --from=tools /opt/a ./a',
      MANIFESTS,
      CI,
    ),
    'silent',
  ),
  below(
    'a file that only says that tests passed',
    lines(
      'FROM node:22 AS test',
      'WORKDIR /app',
      'COPY . .',
      'RUN npm test && touch passed',
      'FROM node:22-slim',
      'WORKDIR /app',
      'COPY --from=test /app/passed /tmp/passed',
      MANIFESTS,
      CI,
    ),
    'silent',
  ),
  below(
    'what was made elsewhere before the sources came',
    lines(
      'FROM node:22 AS tools',
      'WORKDIR /opt/tool',
      'RUN curl -fsSL https://example.org/a.tgz | tar xz',
      'FROM tools AS build',
      'WORKDIR /app',
      'COPY . .',
      'RUN npm test',
      'FROM node:22-slim',
      'WORKDIR /app',
      'COPY --from=build /opt/tool/lib ./tool',
      MANIFESTS,
      CI,
    ),
    'silent',
  ),
  below(
    'a build that reads it as well',
    lines(
      'FROM node:22 AS web',
      'COPY . /web/',
      'FROM golang:1.24',
      'WORKDIR /app',
      'COPY go.mod go.sum ./',
      'COPY --from=web /web/dist ./dist',
      'RUN go build ./...',
    ),
    'silent',
    { 'go.mod': 'module a\n\nrequire example.org/b v1.0.0\n', 'go.sum': 'x\n', 'main.go': '' },
  ),
];
