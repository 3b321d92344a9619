import { lockFileMissing } from '../../../server/src/rules/context/lock-file-missing.ts';
import type { LocksAbove } from '../../../server/src/context/types.ts';
import { checkContextCases, type ContextCase } from './context-cases.ts';

const MANIFEST = '{"name":"shop","dependencies":{"ms":"2.1.3"}}';
const NPM = { 'package.json': MANIFEST, 'index.js': '' };

function node(...lines: readonly string[]): string {
  return ['FROM node:22-alpine', 'WORKDIR /app', ...lines, ''].join('\n');
}

const WILD = node('COPY package*.json ./', 'RUN npm ci --omit=dev', 'COPY index.js .');

const ROOT: LocksAbove = { shown: "the workspace's root", held: ['package-lock.json'] };

const above = (...locks: readonly LocksAbove[]): ContextCase['context'] => ({
  elsewhere: { above: [], submodules: [], locks },
});

/** Commands of other tools that fail without their lock file. */
const FAILING: readonly (readonly [
  image: string,
  manifest: string,
  text: string,
  command: string,
  lock: string,
])[] = [
  ['node:22', 'package.json', MANIFEST, 'pnpm install --frozen-lockfile', 'pnpm-lock.yaml'],
  ['node:22', 'package.json', MANIFEST, 'pnpm i --frozen-lockfile --prod', 'pnpm-lock.yaml'],
  [
    'node:22',
    'package.json',
    MANIFEST.replace('{', '{"packageManager":"yarn@4.5.0",'),
    'yarn install --immutable',
    'yarn.lock',
  ],
  ['python:3.13', 'pyproject.toml', '[project]\nname = "a"\n', 'uv sync --frozen --no-dev', 'uv.lock'],
  [
    'ghcr.io/astral-sh/uv:python3.13',
    'pyproject.toml',
    '[project]\nname = "a"\n',
    'uv sync --locked',
    'uv.lock',
  ],
  ['python:3.13', 'Pipfile', '[packages]\n', 'pipenv sync --system', 'Pipfile.lock'],
  ['ruby:3.4', 'Gemfile', 'source "https://rubygems.org"\n', 'bundle install --deployment', 'Gemfile.lock'],
  ['dart:3', 'pubspec.yaml', 'name: a\n', 'dart pub get --enforce-lockfile', 'pubspec.lock'],
];

/** Commands that do without. */
const CONTENT: readonly (readonly [manifest: string, text: string, command: string])[] = [
  ['package.json', MANIFEST, 'npm install'],
  ['package.json', MANIFEST, 'yarn install --frozen-lockfile'],
  ['package.json', MANIFEST, 'yarn install --immutable'],
  ['package.json', MANIFEST, 'bun install --frozen-lockfile'],
  ['package.json', MANIFEST, 'pnpm install'],
  ['package.json', MANIFEST, 'CI=true pnpm install'],
  ['package.json', '{}', 'pnpm install --frozen-lockfile'],
  ['pyproject.toml', '[project]\nname = "a"\n', 'uv sync'],
  ['pyproject.toml', '[tool.poetry]\nname = "a"\n', 'poetry install --no-root'],
  ['Pipfile', '[packages]\n', 'pipenv install --deploy'],
  ['Gemfile', 'source "https://rubygems.org"\n', 'bundle install'],
  ['composer.json', '{}', 'composer install'],
  ['Cargo.toml', '[package]\nname = "a"\n', 'cargo install --path . --locked'],
];

const CARGO = { 'Cargo.toml': '[package]\nname = "a"\nversion = "0.1.0"\n', 'src/main.rs': 'fn main() {}\n' };

checkContextCases(lockFileMissing, [
  {
    id: 'npm ci below a wildcard that finds package.json alone',
    dockerfile: WILD,
    files: NPM,
    reports: [
      '`npm ci --omit=dev` (line 4) fails: it goes by package-lock.json, which is not in the build context. Make it with `npm install --package-lock-only` and keep it in the repository.',
    ],
    fix: 'none',
  },
  {
    id: 'below a copy of all, with system packages and settings above it',
    dockerfile: node(
      'ENV NODE_ENV=production',
      'RUN apk add --no-cache git && mkdir -p /data && npm install -g npm@11',
      'COPY . .',
      'RUN --mount=type=cache,target=/root/.npm npm ci && npm run build',
    ),
    files: NPM,
    reports: ['`npm ci` (line 6) fails'],
  },
  {
    id: 'a project in a folder, in a stage that is built on another one',
    dockerfile:
      'FROM node:22 AS base\nWORKDIR /app\nFROM base AS build\nCOPY web/package.json web/package-lock.json* ./web/\nRUN cd web && npm ci\nFROM base\nCOPY --from=build /app/web .\n',
    files: { 'web/package.json': MANIFEST, 'web/a.js': '' },
    reports: [
      '`npm ci` (line 5) fails: it goes by web/package-lock.json, which is not in the build context.',
    ],
  },
  {
    id: 'once for all installs that go by it',
    dockerfile: `${WILD}FROM node:22\nCOPY package*.json ./\nRUN npm ci\nCOPY --from=0 /app/index.js .\n`,
    files: NPM,
    reports: ['`npm ci --omit=dev` (line 4) fails'],
  },
  {
    id: 'a lock file in a folder around it is that of another project',
    dockerfile: node('COPY web/package*.json ./', 'RUN npm ci'),
    files: { 'web/package.json': MANIFEST, 'package.json': '{"name":"all"}', 'package-lock.json': '{}' },
    reports: [
      'it goes by web/package-lock.json, which is not in the build context. package-lock.json is that of another folder: make one beside its manifest with `npm install --package-lock-only`.',
    ],
  },
  {
    id: 'a lock file above the context that a project names',
    dockerfile: WILD,
    files: NPM,
    context: { label: 'services/api', reason: 'x', named: 'here', ...above(ROOT) },
    reports: [
      "it goes by package-lock.json, which is not in the build context services/api. package-lock.json of the workspace's root is outside of it: make one here with `npm install --package-lock-only`, or build with that folder as the context.",
    ],
  },
  {
    id: 'a context that is a guess, without a lock file above it',
    dockerfile: WILD,
    files: NPM,
    context: { reason: 'x' },
    reports: ['fails'],
  },
  {
    id: 'silent: a context that is a guess, which may be the folder above',
    dockerfile: WILD,
    files: NPM,
    context: { reason: 'x', ...above(ROOT) },
  },
  ...FAILING.map(([image, manifest, text, command, lock]): ContextCase => ({
    id: command,
    dockerfile: `FROM ${image}\nWORKDIR /app\nCOPY ${manifest} ./\nRUN ${command}\n`,
    files: { [manifest]: text, a: '' },
    reports: [`\`${command}\` (line 4) fails: it goes by ${lock}, which is not in the build context.`],
  })),
  ...FAILING.map(([image, manifest, text, command, lock]): ContextCase => ({
    id: `silent: the lock file is there: ${command}`,
    dockerfile: `FROM ${image}\nWORKDIR /app\nCOPY ${manifest} ./\nRUN ${command}\n`,
    files: { [manifest]: text, [lock]: '' },
  })),
  {
    id: 'cargo, whose build wants the sources as well',
    dockerfile: 'FROM rust:1\nWORKDIR /app\nCOPY . .\nRUN cargo build --release --locked\n',
    files: CARGO,
    reports: [
      '`cargo build --release --locked` (line 4) fails: it goes by Cargo.lock, which is not in the build context. Make it with `cargo generate-lockfile` and keep it in the repository.',
    ],
  },
  {
    id: 'silent: a crate whose lock file git leaves out',
    dockerfile: 'FROM rust:1\nWORKDIR /app\nCOPY . .\nRUN cargo build --release --locked\n',
    files: { ...CARGO, '.gitignore': 'target\nCargo.lock\n' },
  },
  {
    id: 'silent: cargo makes one above',
    dockerfile: 'FROM rust:1\nWORKDIR /app\nCOPY . .\nRUN cargo fetch && cargo build --locked\n',
    files: CARGO,
  },
  {
    id: 'silent: a member of a workspace with a lock file',
    dockerfile: 'FROM rust:1\nWORKDIR /app\nCOPY . .\nRUN cd a && cargo build --locked\n',
    files: {
      'Cargo.toml': '[workspace]\nmembers = ["a"]\n',
      'Cargo.lock': '',
      'a/Cargo.toml': CARGO['Cargo.toml'],
      'a/src/main.rs': '',
    },
  },
  ...CONTENT.map(([manifest, text, command]): ContextCase => ({
    id: `silent: it does without one: ${command}`,
    dockerfile: `FROM debian:12\nWORKDIR /app\nCOPY . .\nRUN ${command}\n`,
    files: { [manifest]: text, 'src/main.rs': '' },
  })),
  ...['package-lock.json', 'npm-shrinkwrap.json'].map((lock): ContextCase => ({
    id: `silent: there is ${lock}`,
    dockerfile: WILD,
    files: { ...NPM, [lock]: '{}' },
  })),
  {
    id: 'silent: git leaves it out, so that it may be there at the build',
    dockerfile: WILD,
    files: { ...NPM, '.gitignore': 'node_modules\npackage-lock.json\n' },
  },
  {
    id: 'silent: so says a folder above',
    dockerfile: WILD,
    files: NPM,
    context: {
      named: 'here',
      elsewhere: {
        above: [],
        submodules: [],
        gitIgnores: [{ inner: 'here', text: '/here/package-lock.json\n' }],
      },
    },
  },
  {
    id: 'silent: the ignore file leaves out what is there',
    dockerfile: WILD,
    files: { ...NPM, 'package-lock.json': '{}', '.dockerignore': 'package-lock.json\n' },
  },
  {
    id: 'silent: another copy fails first, and says so',
    dockerfile: node('COPY tsconfig.base.json package*.json ./', 'RUN npm ci'),
    files: NPM,
  },
  {
    id: 'silent: one of another name becomes it',
    dockerfile: node('COPY package.json ./', 'COPY docker/lock.json ./package-lock.json', 'RUN npm ci'),
    files: { ...NPM, 'docker/lock.json': '{}' },
  },
  {
    id: 'silent: the copy that names it fails first',
    dockerfile: node('COPY package.json package-lock.json ./', 'RUN npm ci'),
    files: NPM,
  },
  {
    id: 'silent: a package of a workspace, which npm installs from its root',
    dockerfile: node('COPY . .', 'RUN cd web && npm ci'),
    files: {
      'package.json': '{"workspaces":["web"]}',
      'package-lock.json': '{}',
      'web/package.json': MANIFEST,
    },
  },
  ...[
    'npm ci || npm install',
    'npm ci; true',
    'if [ -f package-lock.json ]; then npm ci; else npm install; fi',
    '[ -f package-lock.json ] && npm ci || npm i',
    'npm install && npm ci',
    './prepare.sh && npm ci',
    'npm shrinkwrap && npm ci',
    'echo "{}" > package-lock.json && npm ci',
  ].map((command): ContextCase => ({
    id: `silent: ${command}`,
    dockerfile: node('COPY package*.json ./', `RUN ${command}`),
    files: NPM,
  })),
  ...[
    'RUN npm install --package-lock-only',
    'RUN curl -o package-lock.json https://x.org/lock',
    'RUN git clone https://x.org/y .',
    'COPY --from=x /app ./',
    'ADD https://x.org/lock ./',
    'COPY <<EOF package-lock.json\n{}\nEOF',
    'COPY $LOCK ./',
  ].map((line): ContextCase => ({
    id: `silent: something above may bring it: ${line.split('\n')[0] ?? ''}`,
    dockerfile: `FROM x AS x\n${node('COPY package*.json ./', line, 'RUN npm ci')}`,
    files: NPM,
  })),
  {
    id: 'copies from another stage to other places bring none',
    dockerfile: `FROM x AS x\n${node('COPY package*.json ./', 'COPY --from=x /a ./node_modules', 'RUN npm ci')}`,
    files: NPM,
    reports: ['fails'],
  },
  ...['acme/base:1', '$BASE', 'ghcr.io/acme/deps', 'node:8-onbuild'].map((image): ContextCase => ({
    id: `silent: an image that may hold it: ${image}`,
    dockerfile: WILD.replace('node:22-alpine', image),
    files: NPM,
  })),
  {
    id: 'silent: a mount of another stage',
    dockerfile: `FROM x AS x\n${node('COPY package*.json ./', 'RUN --mount=from=x,target=/app npm ci')}`,
    files: NPM,
  },
  {
    id: 'silent: a stage that is not built',
    dockerfile: `FROM node:22 AS x\nCOPY . .\nRUN npm ci\n${node('RUN true')}`,
    files: NPM,
  },
  {
    id: 'silent: nothing brings the manifest',
    dockerfile: node('COPY index.js ./', 'RUN npm ci'),
    files: NPM,
  },
  {
    id: 'silent: a context that is not known in full',
    dockerfile: WILD,
    files: NPM,
    context: { complete: false },
  },
  { id: 'silent: no context is known', dockerfile: WILD },
]);
