import assert from 'node:assert/strict';
import { lockFileFix } from '../../../server/src/fixes/lock-file/fix.ts';
import { findUnlocked } from '../../../server/src/fixes/manifest-first/early/early-copies.ts';
import { buildModel } from '../../../server/src/model/build.ts';
import { lockFileNotCopied } from '../../../server/src/rules/cache/lock-file-not-copied.ts';
import { parse } from '../../../server/src/syntax/parse.ts';
import { checkRuleCases, contextWith, type RuleCase } from '../rule-cases.ts';

const NPM = { 'package.json': 2, 'package-lock.json': 2, 'server.js': 2 };

checkRuleCases(lockFileNotCopied, [
  {
    id: 'npm install by package.json alone',
    sizes: NPM,
    dockerfile: 'FROM node:22\nWORKDIR /app\nCOPY package.json .\nRUN npm install\nCOPY . .\n',
    reports: [
      '`npm install` (line 4) does not get package-lock.json, which nothing above copies: it may install other versions each time it runs, and a changed package-lock.json does not run it again. Copy it with package.json.',
    ],
    fix: [
      'review',
      'FROM node:22\nWORKDIR /app\nCOPY package.json package-lock.json .\nRUN npm install\nCOPY . .\n',
    ],
  },
  {
    id: 'a destination without a slash gets one',
    sizes: NPM,
    dockerfile: 'FROM node:22\nWORKDIR /app\nCOPY ./package.json /app\nRUN npm ci\n',
    reports: ['`npm ci` (line 4) does not get package-lock.json'],
    fix: [
      'review',
      'FROM node:22\nWORKDIR /app\nCOPY ./package.json ./package-lock.json /app/\nRUN npm ci\n',
    ],
  },
  {
    id: 'a project in a folder, and a wildcard for another lock file',
    sizes: { 'web/package.json': 2, 'web/bun.lock': 2, 'web/index.ts': 2 },
    dockerfile:
      'FROM oven/bun:1\nWORKDIR /app\nCOPY --chown=bun web/package.json web/bun.lockb* ./\nRUN bun install --frozen-lockfile\nCOPY web .\n',
    reports: ['does not get web/bun.lock, which nothing above copies'],
    fix: [
      'review',
      'FROM oven/bun:1\nWORKDIR /app\nCOPY --chown=bun web/package.json web/bun.lock web/bun.lockb* ./\nRUN bun install --frozen-lockfile\nCOPY web .\n',
    ],
  },
  {
    id: 'JSON form: reported, without a fix',
    sizes: NPM,
    dockerfile: 'FROM node:22\nWORKDIR /app\nCOPY ["package.json", "./"]\nRUN npm install\n',
    reports: ['does not get package-lock.json'],
    fix: 'none',
  },
  {
    id: 'another name: reported, without a fix',
    sizes: NPM,
    dockerfile: 'FROM node:22\nWORKDIR /app\nCOPY package.json ./package.json\nRUN npm install\n',
    reports: ['does not get package-lock.json'],
    fix: 'none',
  },
  {
    id: 'Composer',
    sizes: { 'composer.json': 2, 'composer.lock': 2 },
    dockerfile:
      'FROM composer:2\nWORKDIR /app\nCOPY composer.json ./\nRUN composer install --no-scripts --no-autoloader\n',
    reports: ['does not get composer.lock'],
  },
  {
    id: 'Cargo, whose manifest may lie above',
    sizes: { 'Cargo.toml': 2, 'Cargo.lock': 2, 'src/main.rs': 2 },
    dockerfile: 'FROM rust:1\nWORKDIR /src\nCOPY Cargo.toml ./\nCOPY src src\nRUN cargo build --release\n',
    reports: ['does not get Cargo.lock, which nothing above copies'],
    fix: [
      'review',
      'FROM rust:1\nWORKDIR /src\nCOPY Cargo.toml Cargo.lock ./\nCOPY src src\nRUN cargo build --release\n',
    ],
  },
  {
    id: 'yarn.lock, which npm reads since version 7',
    sizes: { 'package.json': 2, 'yarn.lock': 2 },
    dockerfile: 'FROM node:22-alpine\nWORKDIR /app\nCOPY package.json ./\nRUN npm install\n',
    reports: ['`npm install` (line 4) does not get yarn.lock'],
  },
  ...['npm ci', 'npm clean-install'].map((command): RuleCase => ({
    id: `silent: yarn.lock, by which ${command} never goes`,
    sizes: { 'package.json': 2, 'yarn.lock': 2 },
    dockerfile: `FROM node:22-alpine\nWORKDIR /app\nCOPY package.json package-lock.json* ./\nRUN ${command}\n`,
  })),
  ...['node:14-alpine', 'node:fermium', 'library/node:10.24', 'debian:10'].map((image): RuleCase => ({
    id: `silent: yarn.lock below an npm that may be older: ${image}`,
    sizes: { 'package.json': 2, 'yarn.lock': 2 },
    dockerfile: `FROM ${image}\nWORKDIR /app\nCOPY package.json ./\nRUN npm install\n`,
  })),
  {
    id: 'the lock file of npm itself, which every version reads',
    sizes: NPM,
    dockerfile: 'FROM node:14\nWORKDIR /app\nCOPY package.json ./\nRUN npm install\n',
    reports: ['does not get package-lock.json'],
  },
  {
    id: 'silent: bun takes over yarn.lock only since one of its 1.2',
    sizes: { 'package.json': 2, 'yarn.lock': 2 },
    dockerfile: 'FROM oven/bun:1\nWORKDIR /app\nCOPY package.json ./\nRUN bun install\n',
  },
  {
    id: 'Pipenv by its lock file',
    sizes: { Pipfile: 2, 'Pipfile.lock': 2 },
    dockerfile: 'FROM python:3\nWORKDIR /app\nCOPY Pipfile ./\nRUN pipenv install --deploy\n',
    reports: ['`pipenv install --deploy` (line 4) does not get Pipfile.lock'],
    fix: [
      'review',
      'FROM python:3\nWORKDIR /app\nCOPY Pipfile Pipfile.lock ./\nRUN pipenv install --deploy\n',
    ],
  },
  ...[
    ['Gemfile', 'bundle lock --add-platform x86_64-linux', 'bundle install'],
    ['pyproject.toml', 'uv lock', 'uv sync'],
    ['pyproject.toml', 'poetry lock', 'poetry install --no-root'],
    ['package.json', 'npm install --package-lock-only', 'npm ci'],
  ].flatMap(([manifest = '', lock = '', install = '']) =>
    [`RUN ${lock} && ${install}`, `RUN ${lock}\nRUN ${install}`].map((runs): RuleCase => ({
      id: `silent: a lock file that the build makes itself: ${runs}`,
      sizes: { [manifest]: 2, 'Gemfile.lock': 2, 'uv.lock': 2, 'poetry.lock': 2, 'package-lock.json': 2 },
      dockerfile: `FROM debian:12\nWORKDIR /app\nCOPY ${manifest} ./\n${runs}\n`,
    })),
  ),
  ...[
    ['Pipfile', 'pipenv install --deploy'],
    ['Pipfile', 'pipenv sync'],
    ['pyproject.toml', 'uv sync --frozen --no-install-project'],
    ['Gemfile', 'bundle install --deployment'],
    ['package.json', 'npm ci'],
  ].flatMap(([manifest = '', command = '']) =>
    [`COPY ${manifest} ./`, 'COPY . .'].map((copy): RuleCase => ({
      id: `silent: the context holds no lock file: ${command} below ${copy}`,
      sizes: { [manifest]: 2, 'app.py': 2 },
      dockerfile: `FROM debian\nWORKDIR /app\n${copy}\nRUN ${command}\n`,
    })),
  ),
  {
    id: 'silent: it skips the lock file',
    sizes: { Pipfile: 2, 'Pipfile.lock': 2 },
    dockerfile: 'FROM python:3\nWORKDIR /app\nCOPY Pipfile ./\nRUN pipenv install --deploy --skip-lock\n',
  },
  {
    id: 'silent: copied with it by a wildcard',
    sizes: NPM,
    dockerfile: 'FROM node:22\nWORKDIR /app\nCOPY package*.json ./\nRUN npm install\n',
  },
  {
    id: 'silent: copied by an instruction of its own, in the stage below',
    sizes: NPM,
    dockerfile:
      'FROM node:22 AS base\nWORKDIR /app\nCOPY package-lock.json ./\nFROM base\nCOPY package.json ./\nRUN npm ci\n',
  },
  {
    id: 'silent: the lock file of another package manager',
    sizes: { 'package.json': 2, 'yarn.lock': 2 },
    dockerfile: 'FROM node:22\nWORKDIR /app\nCOPY package.json ./\nRUN pnpm install\n',
  },
  {
    id: 'silent: it wants none',
    sizes: NPM,
    dockerfile: 'FROM node:22\nWORKDIR /app\nCOPY package.json ./\nRUN npm install --no-package-lock\n',
  },
  {
    id: 'silent: it takes new versions anyway',
    sizes: { 'pubspec.yaml': 2, 'pubspec.lock': 2 },
    dockerfile: 'FROM dart:3\nWORKDIR /app\nCOPY pubspec.yaml ./\nRUN dart pub upgrade\n',
  },
  {
    id: 'silent: packages by name',
    sizes: NPM,
    dockerfile: 'FROM node:22\nWORKDIR /app\nCOPY package.json ./\nRUN npm install express\n',
  },
  {
    id: 'silent: it may come from a stage',
    sizes: NPM,
    dockerfile: 'FROM node:22\nWORKDIR /app\nCOPY package.json ./\nCOPY --from=team/locks / ./\nRUN npm ci\n',
  },
  {
    id: 'silent: a mount brings it',
    sizes: NPM,
    dockerfile:
      'FROM node:22\nWORKDIR /app\nCOPY package.json ./\nRUN --mount=type=bind,source=package-lock.json,target=package-lock.json npm ci\n',
  },
  {
    id: 'silent: a variable may name it',
    sizes: NPM,
    dockerfile: 'FROM node:22\nARG MORE\nWORKDIR /app\nCOPY package.json $MORE ./\nRUN npm ci\n',
  },
  {
    id: 'silent: a RUN names it',
    sizes: NPM,
    dockerfile:
      'FROM node:22\nWORKDIR /app\nCOPY package.json ./\nRUN curl -fsSLO https://example.org/package-lock.json\nRUN npm ci\n',
  },
  {
    id: 'silent: Go takes the same versions without go.sum',
    sizes: { 'go.mod': 2, 'go.sum': 2 },
    dockerfile: 'FROM golang:1.24\nWORKDIR /src\nCOPY go.mod ./\nRUN go mod download\n',
  },
  {
    id: 'silent: no context is known',
    dockerfile: 'FROM node:22\nWORKDIR /app\nCOPY package.json ./\nRUN npm ci\n',
  },
  {
    id: 'silent: a stage that is not built',
    sizes: NPM,
    dockerfile: 'FROM node:22 AS dev\nWORKDIR /app\nCOPY package.json ./\nRUN npm install\nFROM node:22\n',
  },
]);

it('names no file that the copy names already', () => {
  const model = buildModel(parse('FROM node:22\nWORKDIR /app\nCOPY ./package.json ./\nRUN npm ci\n'));
  const [unlocked] = findUnlocked(model, contextWith(NPM));
  assert.ok(unlocked && lockFileFix(model, unlocked));
  assert.equal(lockFileFix(model, { ...unlocked, lock: 'package.json' }), undefined);
});
