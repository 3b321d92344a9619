import { heavyPathNotIgnored } from '../../../server/src/rules/context/heavy-path-not-ignored.ts';
import type { Files } from '../../fixes/context-of.ts';
import { checkContextCases } from './context-cases.ts';

const ALL = 'FROM a\nWORKDIR /app\nCOPY . .\nRUN npm ci\n';
const RUST = 'FROM a\nCOPY . .\nRUN cargo build\n';
const MB = 1_000_000;
const PACKAGE = { 'a.js': '', 'package.json': '{}' };

checkContextCases(heavyPathNotIgnored, [
  {
    id: 'the history and the packages',
    dockerfile: ALL,
    files: { ...PACKAGE, '.git/!': '', 'node_modules/!': '', '.dockerignore': 'dist' },
    reports: [
      '`COPY . .` (line 3) brings .git and node_modules, which a build does not need from outside: every build sends them, and a change in them runs what follows again. Leave them out by .dockerignore.',
    ],
    fix: 'dist\n.git\nnode_modules\n',
  },
  ...['node_modules/**', 'node_modules/*', '**/node_modules/**', 'node_modules/**/*'].map((pattern) => ({
    id: `silent: all in a folder is left out: ${pattern}`,
    dockerfile: ALL,
    files: { ...PACKAGE, 'node_modules/!': '', '.dockerignore': pattern },
  })),
  {
    id: 'some in a folder is left out',
    dockerfile: ALL,
    files: { ...PACKAGE, 'node_modules/!': '', '.dockerignore': 'node_modules/*.md' },
    reports: ['brings node_modules'],
    fix: 'node_modules/*.md\nnode_modules\n',
  },
  {
    id: 'an ignore file above the context, which is not read',
    dockerfile: ALL,
    files: { ...PACKAGE, '.git/!': '', 'node_modules/!': '' },
    context: {
      label: 'web',
      elsewhere: {
        above: [],
        submodules: [],
        ignore: { shown: "the workspace's root", inner: 'web', text: '**/node_modules\n', isRead: true },
      },
    },
    reports: [
      "Leave them out by .dockerignore in `web`: the one of the workspace's root, which says `**/node_modules`, is not read for this context.",
    ],
    fix: '.git\nnode_modules\n.dockerignore\n',
  },
  {
    id: 'with a size',
    dockerfile: RUST,
    files: { 'Cargo.toml': '', 'target/a': '', 'target/b/c': '' },
    sizes: { 'target/a': 2 * MB, 'target/b/c': 110 * MB },
    reports: ['brings target (112 MB), which a build does not need from outside: every build sends it'],
    fix: 'target\n.dockerignore\n',
  },
  {
    id: 'one name in many places',
    dockerfile: ALL,
    files: {
      ...PACKAGE,
      'p/@x/a/package.json': '{}',
      'p/b/package.json': '{}',
      'node_modules/!': '',
      'p/@x/a/node_modules/!': '',
      'p/b/node_modules/!': '',
      '.git/!': '',
    },
    reports: ['brings node_modules, p/@x/a/node_modules, p/b/node_modules and .git'],
    fix: '**/node_modules\n.git\n.dockerignore\n',
  },
  {
    id: 'several targets by their paths',
    dockerfile: RUST,
    files: { 'a/Cargo.toml': '', 'b/Cargo.toml': '', 'a/target/x': '', 'b/target/x': '', 'src/target/x': '' },
    sizes: { 'a/target/x': MB, 'b/target/x': MB, 'src/target/x': MB },
    reports: ['brings a/target (1 MB) and b/target (1 MB)'],
    fix: 'a/target\nb/target\n.dockerignore\n',
  },
  {
    id: 'each folder once',
    dockerfile: 'FROM a AS x\nCOPY web /web\nFROM a\nCOPY . .\nCOPY --from=x /web /web\nRUN npm ci\n',
    files: { 'web/package.json': '{}', 'web/node_modules/!': '', '.git/!': '' },
    reports: ['`COPY web /web` (line 2) brings web/node_modules', '`COPY . .` (line 4) brings .git,'],
    fix: 'web/node_modules\n.dockerignore\n',
  },
  ...[
    { Makefile: 'VERSION := $(shell git describe --tags)\n' },
    { 'package.json': '{"scripts": {"build": "vite build --mode $(git rev-parse HEAD)"}}' },
    { 'pyproject.toml': '[build-system]\nrequires = ["setuptools-scm"]\n' },
    { '.dockerignore': '*\n!*.go\n# for the version\n!/.git\n' },
    { '.gitmodules': '' },
    { 'config/build.rs': 'let output = Command::new("git")\n    .args(["describe", "--tags"])\n' },
    { 'setup.py': "check_output(['git', '-C', here, 'rev-parse', 'HEAD'])\n" },
    { 'next.config.mjs': "execFileSync('git', ['rev-parse', '--short', 'HEAD'])\n" },
    { Makefile: 'VERSION := $(shell git -C .. log -1)\n' },
  ].map((files: Files) => ({
    id: `silent: the history is asked for by ${Object.keys(files).join()}`,
    dockerfile: 'FROM a\nCOPY . .\nRUN make\n',
    files: { 'main.go': '', '.git/!': '', ...files },
  })),
  {
    id: 'a page that names git',
    dockerfile: 'FROM a\nCOPY . .\nRUN make\n',
    files: { 'README.md': 'Run git log.', '.git/!': '' },
    reports: ['brings .git'],
    fix: '.git\n.dockerignore\n',
  },
  { id: 'silent: no context is known', dockerfile: ALL },
  {
    id: 'silent: left out',
    dockerfile: ALL,
    files: { ...PACKAGE, '.git/!': '', 'node_modules/!': '', '.dockerignore': '.git\nnode_modules\n' },
  },
  {
    id: 'silent: left out of the copy',
    dockerfile: 'FROM a\nCOPY --exclude=node_modules . .\nRUN npm ci\n',
    files: { ...PACKAGE, 'node_modules/!': '' },
  },
  {
    id: 'silent: no step makes the packages',
    dockerfile: 'FROM a\nCOPY . .\nCMD ["node", "a.js"]\n',
    files: { ...PACKAGE, 'node_modules/!': '' },
  },
  ...[
    { what: 'there is no manifest', files: { 'backend/s.js': '', 'node_modules/!': '' } },
    {
      what: 'the manifest is left out',
      files: { ...PACKAGE, 'node_modules/!': '', '.dockerignore': 'package.json\n' },
    },
    { what: 'the manifest lies elsewhere', files: { ...PACKAGE, 'vendored/node_modules/!': '' } },
  ].map(({ what, files }) => ({
    id: `silent: no step makes the packages, since ${what}`,
    dockerfile: ALL,
    files,
  })),
  {
    id: 'silent: an instruction names it',
    dockerfile: 'FROM a\nCOPY . .\nCOPY node_modules/b /b\nRUN npm ci\n',
    files: { ...PACKAGE, 'node_modules/!': '' },
  },
  {
    id: 'silent: a step asks for the history',
    dockerfile: 'FROM a\nCOPY . .\nRUN git describe > v && npm ci\n',
    files: { '.git/!': '' },
  },
  {
    id: 'silent: small, or by that name something else',
    dockerfile: RUST,
    files: { 'Cargo.toml': '', 'target/a': '', 'src/bin/a': '', 'build/a': '', 'src/target/b': '' },
    sizes: { 'target/a': MB - 1, 'src/bin/a': MB, 'build/a': MB, 'src/target/b': MB },
  },
  {
    id: 'silent: a bind mount, which copies nothing',
    dockerfile: 'FROM a\nRUN --mount=type=bind,target=/x npm ci\n',
    files: { ...PACKAGE, 'node_modules/!': '' },
  },
  {
    id: 'silent: a stage that is not built',
    dockerfile: 'FROM a AS x\nCOPY . .\nRUN npm ci\nFROM b\n',
    files: { ...PACKAGE, 'node_modules/!': '' },
  },
]);
