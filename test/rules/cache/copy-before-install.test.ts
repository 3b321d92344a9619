import assert from 'node:assert/strict';
import { copyBeforeInstall } from '../../../server/src/rules/cache/copy-before-install.ts';
import { lazyFrequency } from '../../../server/src/insights/content.ts';
import { historyOf } from '../../support/history-of.ts';
import { contextOf, type Files } from '../../fixes/context-of.ts';
import { applyEdits } from '../../support/apply-edits.ts';
import { FORMS } from './cases/forms.ts';
import { BEAM_CASES } from './cases/beam.ts';
import { COMMENT_CASES } from './cases/comments.ts';
import { COPIED_AGAIN } from './cases/copied-again.ts';
import { DART_CASES } from './cases/dart.ts';
import { DENO_CASES } from './cases/deno.ts';
import { GIT_CASES } from './cases/git-folder.ts';
import { GO_CASES } from './cases/go.ts';
import { cookedApart, RUST_CASES } from './cases/rust.ts';
import { DOTNET_CASES } from './cases/dotnet.ts';
import { JVM_CASES } from './cases/jvm.ts';
import { HASKELL_CASES } from './cases/haskell.ts';
import { INFRASTRUCTURE_CASES } from './cases/infrastructure.ts';
import { SWIFT_CASES } from './cases/swift.ts';
import { SOURCED_CASES } from './cases/sourced.ts';
import { TOLD_CASES } from './cases/told.ts';
import { MAKE_CASES } from './cases/make.ts';
import { OWN_SCRIPTS } from './cases/own-scripts.ts';
import { FOLLOWER_CASES } from './cases/followers.ts';
import { OUTPUT_CASES } from './cases/outputs.ts';
import { JAVASCRIPT_CASES } from './cases/javascript.ts';
import { PHP_CASES } from './cases/php.ts';
import { RUBY_CASES } from './cases/ruby.ts';
import { PYTHON_CASES } from './cases/python.ts';
import { JULIA_CASES } from './cases/julia.ts';
import { PERL_CASES } from './cases/perl.ts';
import { R_CASES } from './cases/r.ts';
import { CASES } from './reorder-cases.ts';
import { checkCase, factsOf } from './reorder.ts';

const CARGO: Files = {
  'Cargo.toml': '[package]\nname = "a"\n[dependencies]\nb = "1"\n',
  'Cargo.lock': '',
  '.cargo/config.toml': '',
  'src/main.rs': '',
};

const CARGO_ADVICE =
  'Build the dependencies in a step of their own, by cargo-chef (with a planner stage) or from stub sources, or keep the registry and `target` in cache mounts.';

const GRADLE: Files = {
  'settings.gradle': 'include "core", "web", "other"\n',
  'build.gradle': '',
  'core/build.gradle': '',
  'core/A.java': '',
  'web/build.gradle': '',
  'web/B.java': '',
  'other/build.gradle': '',
};

const NODE: Files = { 'package.json': '{}', 'package-lock.json': '{}', 'src/index.js': '', '.npmrc': '' };

const GO: Files = { 'go.mod': 'module a\n\nrequire example.org/b v1.0.0\n', 'go.sum': '' };

/** What the message says is to be done: what the fix does, or what is missing above the install. */
const ADVICE: readonly {
  readonly id: string;
  readonly lines: readonly string[];
  readonly files: Files | undefined;
  /** The end of the message. */
  readonly says: string;
}[] = [
  {
    id: 'a build in a target, with manifests that are there already',
    lines: ['FROM golang:1', 'WORKDIR /app', 'COPY ./go.* ./', 'COPY cmd Makefile ./', 'RUN make app'],
    files: { ...GO, 'cmd/main.go': '', Makefile: 'app:\n\tgo build -o $@ .\n' },
    says: 'comes before `make app`, which runs `go build -o app .` (target app of Makefile) (line 5). Run `go mod download` above it.',
  },
  {
    id: 'a target below the folder of make',
    lines: ['FROM golang:1', 'WORKDIR /app', 'COPY . .', 'RUN make'],
    files: { ...GO, 'main.go': '', Makefile: 'all: $(CURDIR)/a\n$(CURDIR)/a:\n\tgo build -o $@\n' },
    says: 'which runs `go build -o /app/a` (target a of Makefile) (line 4). Copy go.mod and go.sum first, and run `go mod download` there.',
  },
  {
    id: 'an install in a target',
    lines: ['FROM node:22', 'WORKDIR /app', 'COPY . .', 'RUN make'],
    files: { ...NODE, Makefile: 'all: deps\n\tnode i.js\ndeps:\n\tnpm ci\n' },
    says: 'Copy package.json, package-lock.json and .npmrc first, and run `npm ci` in a RUN of its own there. No automatic fix: target deps of Makefile runs it.',
  },
  {
    id: 'an install in a target, with a value of a function and manifests that are there already',
    lines: ['FROM python:3', 'WORKDIR /app', 'COPY req*.txt Makefile ./', 'COPY src src', 'RUN make'],
    files: {
      'requirements.txt': 'flask\n',
      'src/a.py': '',
      Makefile: 'URL = $(shell cat url)\nall:\n\tpip install --index-url "$(URL)" -r requirements.txt\n',
    },
    says: 'Run it in a RUN of its own above it. No automatic fix: target all of Makefile runs it.',
  },
  {
    id: 'an install in a target that needs the sources',
    lines: [
      'FROM node:22',
      'WORKDIR /app',
      'COPY package*.json .npmrc Makefile ./',
      'COPY src src',
      'RUN make',
    ],
    files: { ...NODE, 'src/a.js': '', 'binding.gyp': '', Makefile: 'all:\n\tnpm ci\n' },
    says: '(line 5). No automatic fix: target all of Makefile runs it.',
  },
  {
    id: 'modules that are fetched before any source is there',
    lines: [
      'FROM golang:1',
      'WORKDIR /app',
      'COPY go.mod go.sum ./',
      'RUN go mod tidy',
      'COPY . .',
      'RUN go build',
    ],
    files: { ...GO, 'main.go': '' },
    says: 'comes before `go build` (line 6). `go mod tidy` (line 4) downloads nothing, as no sources are there yet: run `go mod download` in its place.',
  },
  {
    id: 'cargo with manifests that are there already',
    lines: [
      'FROM rust:1',
      'WORKDIR /app',
      'COPY Cargo.toml Cargo.lock ./',
      'COPY src ./src',
      'RUN cargo build',
    ],
    files: CARGO,
    says: 'comes before `cargo build` (line 5). No automatic fix: cargo builds no dependencies without sources beside Cargo.toml, so add cargo-chef or stub sources in front of them (cargo-chef takes its recipe from a planner stage), or keep the registry and `target` in cache mounts.',
  },
  {
    id: 'cargo with what a stage has compiled, but not with what it has downloaded',
    lines: cookedApart('rust:1.80', 'COPY . .', 'COPY --from=cacher /app/target target').trim().split('\n'),
    files: CARGO,
    says: 'comes before `cargo build --release` (line 13). `COPY --from=cacher /app/target target` (line 12) brings what is compiled, but not the crates that cargo has downloaded for it: copy /usr/local/cargo from that stage, too.',
  },
  {
    id: 'cargo without a context',
    lines: ['FROM rust:1', 'WORKDIR /app', 'COPY . .', 'RUN cargo build'],
    files: undefined,
    says: `(line 4). ${CARGO_ADVICE} No automatic fix: the build context is not known.`,
  },
  {
    id: 'Gradle: what the fix copies, and what it leaves to the build',
    lines: [
      'FROM gradle:8',
      'WORKDIR /app',
      'COPY build.gradle settings.gradle ./',
      'COPY core core',
      'COPY web web',
      'RUN gradle build',
    ],
    files: GRADLE,
    says: 'Copy core/build.gradle and web/build.gradle first, and run `gradle dependencies :core:dependencies :web:dep…` there. It leaves most jars to the build; a cache mount of `~/.gradle` keeps them.',
  },
  {
    id: 'packages that the command adds to the manifest',
    lines: ['FROM composer:2', 'WORKDIR /app', 'COPY . .', 'RUN composer require a/b'],
    files: { 'composer.json': '{}', 'index.php': '' },
    says: '(line 4). Name `a/b` in composer.json itself, and install from that first. No automatic fix: it adds `a/b` to composer.json, which the COPY would restore.',
  },
  {
    id: 'a step that downloads, with manifests that are there already',
    lines: ['FROM golang:1', 'WORKDIR /app', 'COPY go.mod go.sum ./', 'COPY *.go ./', 'RUN go build'],
    files: { 'go.mod': 'module a\n\nrequire example.org/b v1.0.0\n', 'go.sum': 'x\n', 'main.go': '' },
    says: '(line 5). Run `go mod download` above it.',
  },
  {
    id: 'a step that downloads, with a manifest that is copied only below',
    lines: ['FROM maven:3', 'WORKDIR /app', 'COPY src ./src', 'COPY pom.xml .', 'RUN mvn clean package'],
    files: { 'pom.xml': '<project/>', 'src/A.java': '' },
    says: '(line 5). Copy pom.xml first, and run `mvn dependency:go-offline` there.',
  },
  {
    id: 'a step that downloads, with manifests that are copied in part below',
    lines: [
      'FROM golang:1',
      'WORKDIR /app',
      'COPY go.mod ./',
      'COPY cmd cmd',
      'COPY go.sum ./',
      'RUN go build ./...',
    ],
    files: { 'go.mod': 'module a\n\nrequire example.org/b v1.0.0\n', 'go.sum': 'x\n', 'cmd/main.go': '' },
    says: '(line 6). Copy go.sum first, and run `go mod download` there.',
  },
  {
    id: "git's own folder",
    lines: ['FROM node:22', 'WORKDIR /app', 'COPY package*.json .npmrc ./', 'COPY .git .git', 'RUN npm ci'],
    files: { ...NODE, '.git/!': '' },
    says: 'Every commit reinstalls dependencies: `COPY .git .git` (line 4) comes before `npm ci` (line 5). Copy it below.',
  },
  {
    id: "git's own folder below sources",
    lines: [
      'FROM node:22',
      'WORKDIR /app',
      'COPY package*.json .npmrc ./',
      'COPY src src',
      'COPY .git .git',
      'RUN npm ci',
    ],
    files: { ...NODE, '.git/!': '' },
    says: 'Every source change reinstalls dependencies: `COPY src src` (line 4) and above all `COPY .git .git` (line 5) come before `npm ci` (line 6). Copy the sources below.',
  },
  {
    id: 'no sources: data beside the manifests',
    lines: [
      'FROM node:22',
      'WORKDIR /app',
      'COPY package.json package-lock.json .npmrc data ./',
      'RUN npm ci',
    ],
    files: { ...NODE, 'data/a.csv': '', 'data/b.json': '' },
    says: 'Every change of what line 3 copies reinstalls dependencies: `COPY package.json package-lock.json .npmrc data…` (line 3) comes before `npm ci` (line 4). Copy package.json, package-lock.json and .npmrc first.',
  },
  {
    id: 'sources among what is copied',
    lines: [
      'FROM node:22',
      'WORKDIR /app',
      'COPY package.json package-lock.json .npmrc data ./',
      'RUN npm ci',
    ],
    files: { ...NODE, 'data/a.csv': '', 'data/b.sql': '' },
    says: 'Every source change reinstalls dependencies: `COPY package.json package-lock.json .npmrc data…` (line 3) comes before `npm ci` (line 4). Copy package.json, package-lock.json and .npmrc first.',
  },
  {
    id: 'no fix: what is not above the install yet',
    lines: [
      'FROM node:22',
      'WORKDIR /app',
      'COPY package.json ./',
      'COPY . .',
      'RUN ./prepare.sh',
      'RUN npm ci',
    ],
    files: NODE,
    says: 'Copy package-lock.json and .npmrc first. No automatic fix: `RUN ./prepare.sh` (line 5) may read or change the copied files.',
  },
  {
    id: 'no fix: everything is above the install already',
    lines: [
      'FROM node:22',
      'WORKDIR /app',
      'COPY package*.json ./',
      'COPY src src',
      'RUN ./prepare.sh',
      'RUN npm ci',
    ],
    files: NODE,
    says: 'Copy the sources below. No automatic fix: `RUN ./prepare.sh` (line 5) may read or change the copied files.',
  },
  {
    id: 'a script that needs the sources, with manifests that are there already',
    lines: ['FROM node:22', 'WORKDIR /app', 'COPY package*.json .npmrc ./', 'COPY src src', 'RUN npm ci'],
    files: { ...NODE, 'package.json': '{"scripts":{"postinstall":"tsc"}}' },
    says: '(line 5). Install with `--ignore-scripts` above the sources, and run the `postinstall` script below. No automatic fix: the `postinstall` script runs `tsc`.',
  },
  ...(
    [
      [
        'flask\n-e .\n',
        ' Keep `-e .` out of requirements.txt, copy requirements.txt first, and install `-e .` in a step of its own below the sources.',
        '.',
      ],
      [
        '-r base.txt\n--editable=.[dev]\n',
        ' Keep `--editable=.[dev]` out of requirements.txt, copy requirements.txt and base.txt first, and install `--editable=.[dev]` in a step of its own below the sources.',
        '.[dev]',
      ],
      ['--pre\n-c base.txt\n.\n', '', '.'],
      ['flask\n-e .\n--find-links wheels\n', ' Copy requirements.txt first.', '.'],
    ] as const
  ).map(([text, advice, project]) => ({
    id: `the project among requirements: ${text}`,
    lines: ['FROM python:3.13', 'WORKDIR /app', 'COPY . .', 'RUN pip install -r requirements.txt'],
    files: { 'requirements.txt': text, 'base.txt': 'flask\n', 'setup.py': '', 'a.py': '' },
    says: `(line 4).${advice} No automatic fix: requirements.txt installs \`${project}\` from the sources.`,
  })),
  {
    id: 'the project among requirements, which are above the install already',
    lines: [
      'FROM python:3.13',
      'WORKDIR /app',
      'COPY requirements.txt ./',
      'COPY src src',
      'COPY setup.py ./',
      'RUN pip install -r requirements.txt',
    ],
    files: { 'requirements.txt': 'flask\n-e .\n', 'setup.py': '', 'src/a.py': '' },
    says: ' Keep `-e .` out of requirements.txt, and install `-e .` in a step of its own below the sources. No automatic fix: requirements.txt installs `.` from the sources.',
  },
  {
    id: 'the project in an environment of conda',
    lines: [
      'FROM continuumio/miniconda3',
      'WORKDIR /app',
      'COPY . .',
      'RUN conda env update -f environment.yml',
    ],
    files: {
      'environment.yml': 'dependencies:\n  - numpy\n  - pip:\n    - -e .\n',
      'setup.py': '',
      'a.py': '',
    },
    says: ' Keep `-e .` out of environment.yml, copy environment.yml first, and install `-e .` in a step of its own below the sources. No automatic fix: environment.yml installs `.` from the sources.',
  },
  {
    id: 'a script that installs more, which is no step of its own',
    lines: ['FROM node:22', 'WORKDIR /app', 'COPY . .', 'RUN npm ci'],
    files: { ...NODE, 'package.json': '{"scripts":{"postinstall":"cd client && npm install"}}' },
    says: '(line 4). Copy package.json, package-lock.json and .npmrc first. No automatic fix: the `postinstall` script runs `cd client && npm install`.',
  },
  {
    id: 'a script that needs the sources, with all in one copy',
    lines: ['FROM node:22', 'WORKDIR /app', 'COPY . .', 'RUN npm ci'],
    files: { ...NODE, 'package.json': '{"scripts":{"prepare":"tsc"}}' },
    says: '(line 4). Copy package.json, package-lock.json and .npmrc first, install with `--ignore-scripts` there, and run the `prepare` script below. No automatic fix: the `prepare` script runs `tsc`.',
  },
  ...['package.json', 'packages/a/package.json'].map((manifest) => ({
    id: `a script that needs the sources, beside packages that may have scripts: ${manifest}`,
    lines: ['FROM node:22', 'WORKDIR /app', 'COPY . .', 'RUN npm ci'],
    files: {
      'package.json': '{"scripts":{"postinstall":"tsc"},"workspaces":["packages/*"]}',
      'package-lock.json': '{}',
      'packages/a/package.json': '{}',
      'index.js': '',
      ...(manifest === 'package.json'
        ? {
            [manifest]:
              '{"scripts":{"postinstall":"tsc"},"workspaces":["packages/*"],"dependencies":{"bcrypt":"^5.0.0"}}',
          }
        : { [manifest]: '{"dependencies":{"bcrypt":"^5.0.0"}}' }),
    },
    says: 'first, install with `--ignore-scripts` there, and run the `postinstall` script below, after `npm rebuild` with the names of packages that have install scripts. No automatic fix: the `postinstall` script runs `tsc`.',
  })),
  {
    id: 'a script that needs the sources, of a newer yarn',
    lines: ['FROM node:22', 'WORKDIR /app', 'COPY . .', 'RUN yarn install --immutable'],
    files: {
      'package.json': '{"packageManager":"yarn@4.0.0","scripts":{"postinstall":"tsc"}}',
      'yarn.lock': '',
      'a.js': '',
    },
    says: 'Copy package.json and yarn.lock first, install with `--mode=skip-build` there, and run the `postinstall` script below. No automatic fix: the `postinstall` script runs `tsc`.',
  },
  {
    id: 'something else that needs the sources, with manifests that are there already',
    lines: ['FROM node:22', 'WORKDIR /app', 'COPY package*.json .npmrc ./', 'COPY src src', 'RUN npm ci'],
    files: { ...NODE, 'binding.gyp': '' },
    says: '(line 5). No automatic fix: binding.gyp makes the install compile the sources.',
  },
  {
    id: 'no fix: a folder that is missing above',
    lines: [
      'FROM node:22',
      'WORKDIR /app',
      'COPY package*.json ./',
      'COPY . .',
      'RUN ./prepare.sh',
      'RUN npm ci',
    ],
    files: {
      ...NODE,
      'package.json': '{"scripts":{"postinstall":"patch-package"}}',
      'patches/a+1.0.0.patch': '',
    },
    says: 'Copy .npmrc and patches/ first. No automatic fix: `RUN ./prepare.sh` (line 5) may read or change the copied files.',
  },
  {
    id: 'Deno without anything that lists what is imported',
    lines: ['FROM denoland/deno:2.1.4', 'WORKDIR /app', 'COPY ./src .', 'RUN deno cache main.ts'],
    files: { 'src/main.ts': '', 'src/other.ts': '' },
    says: 'comes before `deno cache main.ts` (line 4). No automatic fix: no configuration lists what main.ts imports: list it under `imports` in deno.json, and run `deno install` first.',
  },
  {
    id: 'manifests that are mounted alone',
    lines: [
      'FROM python:3',
      'WORKDIR /app',
      'RUN --mount=type=bind,target=. pip install -r requirements.txt',
    ],
    files: { 'requirements.txt': 'flask\n', 'app.py': '' },
    says: '(line 3). Mount requirements.txt only.',
  },
];

/** How instructions over several lines are named. */
const NAMED: readonly {
  readonly id: string;
  /** Between the copy and the install. */
  readonly between: readonly string[];
  /** The end of the message. */
  readonly says: string;
}[] = [
  {
    id: 'the first command, on a line of its own below a comment',
    between: ['RUN \\', '  # note', '  cat i.js && \\', '  touch /x'],
    says: '`RUN cat i.js` (line 4) may read or change the copied files.',
  },
  {
    id: 'a command that goes on in the next line',
    between: ['RUN cat \\', '', '    i.js \\', '  && touch /x'],
    says: '`RUN cat i.js` (line 4) may read or change the copied files.',
  },
  {
    id: 'behind flags and settings of the shell',
    between: ['RUN --mount=type=cache,target=/root/.cache/something \\', '  set -eux; \\', '  cat "a;b"; ls'],
    says: '`RUN cat "a;b"` (line 4) may read or change the copied files.',
  },
  {
    id: 'with what only leads to the first command',
    between: ['RUN cd server && \\', '  make a && \\', '  make b'],
    says: '`RUN cd server && make a` (line 4) may read or change the copied files.',
  },
  {
    id: 'the command that is meant, behind one that is not',
    between: ['RUN pip install wheel && \\', '  cat i.js'],
    says: '`RUN cat i.js` (line 4) may read or change the copied files.',
  },
  {
    id: 'without what leads to the first command, where that is long',
    between: [
      'RUN source /opt/ros/${ROS_DISTRO}/setup.bash && \\',
      '  rm -rf build && \\',
      '  cmake -B build',
    ],
    says: '`RUN cmake -B build` (line 4) may read or change the copied files.',
  },
  {
    id: 'one line as it is',
    between: ['RUN set -e; cat i.js && ls'],
    says: '`RUN set -e; cat i.js && ls` (line 4) may read or change the copied files.',
  },
  {
    id: 'other instructions joined',
    between: ['COPY --from=alpine \\', '  /etc/hosts /etc/passwd \\', '  ./'],
    says: 'could then overwrite what `COPY --from=alpine /etc/hosts /etc/passwd ./` (line 4) copies.',
  },
];

const TWO_COPIES = [
  'FROM node:22',
  'WORKDIR /app',
  'COPY package*.json .npmrc ./',
  'COPY lib lib',
  'COPY src src',
  'RUN npm ci',
];

/** How the message begins: what runs again, and which copy makes it. */
const BEGINNINGS: readonly {
  readonly id: string;
  readonly lines: readonly string[];
  readonly files: Files;
  /** The files of each commit. */
  readonly commits?: readonly (readonly string[])[];
  readonly says: string;
}[] = [
  {
    id: 'the copy with far more files, beside the first one',
    lines: TWO_COPIES,
    files: { ...NODE, 'lib/a.js': '', 'src/b.js': '', 'src/c.js': '' },
    says: 'Every source change reinstalls dependencies: `COPY lib lib` (line 4) and above all `COPY src src` (line 5) come before `npm ci` (line 6).',
  },
  {
    id: 'copies of about as many files',
    lines: TWO_COPIES,
    files: { ...NODE, 'lib/a.js': '', 'lib/d.js': '', 'src/b.js': '', 'src/c.js': '' },
    says: 'Every source change reinstalls dependencies: `COPY lib lib` (line 4) comes before `npm ci` (line 6).',
  },
  {
    id: 'the copy that changes more often, whatever the files are',
    lines: TWO_COPIES,
    files: { ...NODE, 'lib/a.js': '', 'lib/d.js': '', 'lib/e.js': '', 'src/b.js': '' },
    commits: Array.from({ length: 10 }, (_, index) => (index < 3 ? ['lib/a.js'] : ['src/b.js'])),
    says: 'Every source change reinstalls dependencies: `COPY lib lib` (line 4) and above all `COPY src src` (line 5) come before `npm ci` (line 6). It would have run again in 10 of the last 10 commits.',
  },
  {
    id: 'the first copy, which changes more often',
    lines: TWO_COPIES,
    files: { ...NODE, 'lib/a.js': '', 'src/b.js': '', 'src/c.js': '' },
    commits: Array.from({ length: 10 }, (_, index) => (index < 3 ? ['src/b.js'] : ['lib/a.js'])),
    says: 'Every source change reinstalls dependencies: `COPY lib lib` (line 4) comes before `npm ci` (line 6).',
  },
  {
    id: 'a step that downloads',
    lines: ['FROM composer:2', 'WORKDIR /app', 'COPY . .', 'RUN composer install'],
    files: { 'composer.json': '{}', 'composer.lock': '', 'index.php': '' },
    says: 'Every source change downloads dependencies again: `COPY . .` (line 3) comes before',
  },
  {
    id: 'a step that downloads into a cache mount, and unpacks from there',
    lines: [
      'FROM composer:2',
      'WORKDIR /app',
      'COPY . .',
      'RUN --mount=type=cache,target=/tmp/cache composer install',
    ],
    files: { 'composer.json': '{}', 'composer.lock': '', 'index.php': '' },
    says: 'Every source change reinstalls dependencies: `COPY . .` (line 3) comes before',
  },
  {
    id: 'an install over several lines, with a comment',
    lines: [
      'FROM golang:1',
      'WORKDIR /app',
      'COPY . .',
      'RUN env GOOS=linux \\',
      '  # static',
      '  CGO_ENABLED=0 \\',
      '  go build',
    ],
    files: { 'go.mod': 'module a\n\nrequire example.org/b v1.0.0\n', 'go.sum': 'x\n', 'main.go': '' },
    says: 'Every source change downloads dependencies again: `COPY . .` (line 3) comes before `env GOOS=linux CGO_ENABLED=0 go build` (line 4).',
  },
];

describe('cache/copy-before-install', () => {
  for (const { id, between, says } of NAMED) {
    it(`names an instruction: ${id}`, () => {
      const lines = ['FROM node:22', 'WORKDIR /app', 'COPY . .', ...between, 'RUN npm ci'];
      const facts = factsOf(lines.map((line) => `${line}\n`).join(''), contextOf(NODE));
      const [finding] = copyBeforeInstall.check(facts);
      assert.equal(finding?.message.slice(-says.length), says, finding?.message);
    });
  }

  for (const { id, lines, files, commits, says } of BEGINNINGS) {
    it(`says what happens: ${id}`, () => {
      const { model, context } = factsOf(lines.map((line) => `${line}\n`).join(''), contextOf(files));
      const history = commits && historyOf(commits, Object.keys(files));
      const facts = { model, context, frequency: lazyFrequency(model, context, history) };
      const [finding] = copyBeforeInstall.check(facts);
      assert.equal(finding?.message.slice(0, says.length), says, finding?.message);
    });
  }

  for (const { id, lines, files, says } of ADVICE) {
    it(`says what helps: ${id}`, () => {
      const facts = factsOf(lines.map((line) => `${line}\n`).join(''), files && contextOf(files));
      const [finding] = copyBeforeInstall.check(facts);
      assert.equal(finding?.message.slice(-says.length), says, finding?.message);
    });
  }

  for (const one of [
    ...CASES,
    ...FORMS,
    ...COMMENT_CASES,
    ...COPIED_AGAIN,
    ...OWN_SCRIPTS,
    ...JAVASCRIPT_CASES,
    ...PHP_CASES,
    ...BEAM_CASES,
    ...DART_CASES,
    ...DENO_CASES,
    ...GO_CASES,
    ...GIT_CASES,
    ...MAKE_CASES,
    ...RUST_CASES,
    ...DOTNET_CASES,
    ...JVM_CASES,
    ...HASKELL_CASES,
    ...INFRASTRUCTURE_CASES,
    ...SWIFT_CASES,
    ...RUBY_CASES,
    ...PYTHON_CASES,
    ...R_CASES,
    ...JULIA_CASES,
    ...PERL_CASES,
    ...FOLLOWER_CASES,
    ...SOURCED_CASES,
    ...TOLD_CASES,
    ...OUTPUT_CASES,
  ]) {
    it(one.id, () => {
      checkCase(one);
    });
  }

  it('says of a list that is not read that nothing is known of it', () => {
    const known = contextOf({ 'all.yml': '- geerlingguy.docker\n', 'site.txt': '' });
    const [finding] = copyBeforeInstall.check(
      factsOf('FROM alpine\nWORKDIR /app\nCOPY . .\nRUN ansible-galaxy install -r all.yml\n', {
        ...known,
        texts: new Map(),
      }),
    );
    assert.match(
      finding?.message ?? '',
      /No automatic fix: Strata does not read all\.yml, which may list what lies among the sources\.$/,
    );
  });

  it('reports each form below one COPY on its own, and mends them in turn', () => {
    const context = contextOf({
      'package.json': '{}',
      'package-lock.json': '{}',
      'go.mod': 'module a\n\nrequire example.org/b v1.0.0\n',
      'go.sum': 'example.org/b v1.0.0 h1:x\n',
      'main.go': '',
      '.dockerignore': '**/node_modules\n',
    });
    let text = 'FROM golang\nWORKDIR /app\nCOPY . .\nRUN npm ci && go build\n';
    const counts: number[] = [];
    for (;;) {
      const facts = factsOf(text, context);
      const findings = copyBeforeInstall.check(facts);
      counts.push(findings.length);
      const [fix] = findings.flatMap((finding) => copyBeforeInstall.fixes(facts, finding));
      const [edit] = fix?.edits ?? [];
      if (edit?.file !== 'dockerfile') {
        break;
      }
      text = applyEdits(text, edit.edits);
    }
    assert.deepEqual(counts, [2, 1, 0]);
    assert.equal(
      text,
      [
        'FROM golang',
        'WORKDIR /app',
        'COPY package.json package-lock.json ./',
        'RUN npm ci',
        'COPY go.mod go.sum ./',
        'RUN go mod download',
        'COPY . .',
        'RUN go build',
        '',
      ].join('\n'),
    );
  });
});
