import assert from 'node:assert/strict';
import { copyBeforeInstall } from '../../../server/src/rules/cache/copy-before-install.ts';
import { contextOf } from '../../fixes/context-of.ts';
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

describe('cache/copy-before-install', () => {
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
