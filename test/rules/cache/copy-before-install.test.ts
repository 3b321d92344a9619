import assert from 'node:assert/strict';
import { copyBeforeInstall } from '../../../server/src/rules/cache/copy-before-install.ts';
import { contextOf, type Files } from '../../fixes/context-of.ts';
import { applyEdits } from '../../support/apply-edits.ts';
import { FORMS } from './cases/forms.ts';
import { BEAM_CASES } from './cases/beam.ts';
import { DART_CASES } from './cases/dart.ts';
import { DENO_CASES } from './cases/deno.ts';
import { GO_CASES } from './cases/go.ts';
import { RUST_CASES } from './cases/rust.ts';
import { DOTNET_CASES } from './cases/dotnet.ts';
import { JVM_CASES } from './cases/jvm.ts';
import { HASKELL_CASES } from './cases/haskell.ts';
import { INFRASTRUCTURE_CASES } from './cases/infrastructure.ts';
import { SWIFT_CASES } from './cases/swift.ts';
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

/** What the message says is to be done: what the fix does, or what is missing above the install. */
const ADVICE: readonly {
  readonly id: string;
  readonly lines: readonly string[];
  readonly files: Files | undefined;
  /** The end of the message. */
  readonly says: string;
}[] = [
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

describe('cache/copy-before-install', () => {
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
    ...JAVASCRIPT_CASES,
    ...PHP_CASES,
    ...BEAM_CASES,
    ...DART_CASES,
    ...DENO_CASES,
    ...GO_CASES,
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
  ]) {
    it(one.id, () => {
      checkCase(one);
    });
  }

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
