import type { Files } from '../../../fixes/context-of.ts';
import type { Case } from '../reorder.ts';
import { stage } from './stage.ts';

const CABAL: Files = {
  'app.cabal': 'name: app\n',
  'app/Main.hs': '',
  'src/Lib.hs': '',
  '.dockerignore': 'dist-newstyle\n',
};

const STACK: Files = {
  'stack.yaml': 'resolver: lts-22.1\npackages:\n- .\n',
  'stack.yaml.lock': '',
  'package.yaml': 'name: app\n',
  'app/Main.hs': '',
  '.dockerignore': '**/.stack-work\n',
};

function haskell(...lines: readonly string[]): string {
  return stage('haskell:9.6', ...lines);
}

function cabalNone(id: string, files: Files, reason: string): Case {
  return {
    id: `cabal: ${id}`,
    dockerfile: haskell('COPY . .', 'RUN cabal build'),
    files: { 'Main.hs': '', ...files },
    expected: { none: reason },
  };
}

function stackNone(id: string, yaml: string, reason: string): Case {
  return {
    id: `stack: ${id}`,
    dockerfile: haskell('COPY . .', 'RUN stack build'),
    files: { ...STACK, 'stack.yaml': yaml },
    expected: { none: reason },
  };
}

/** cabal and Stack. */
export const HASKELL_CASES: readonly Case[] = [
  {
    id: 'cabal build --only-dependencies',
    dockerfile: haskell(
      'RUN cabal update',
      'COPY . .',
      'RUN cabal build --only-dependencies',
      'RUN cabal build',
    ),
    files: CABAL,
    expected: {
      safe: haskell(
        'RUN cabal update',
        'COPY app.cabal ./',
        'RUN cabal build --only-dependencies',
        'COPY . .',
        'RUN cabal build',
      ),
    },
  },
  {
    id: 'cabal update and build in one RUN',
    dockerfile: haskell('COPY . .', 'RUN cabal update && cabal build exe:app -O2'),
    files: { ...CABAL, 'cabal.project': 'packages: .\noptimization: 2\n', 'cabal.project.freeze': '' },
    expected: {
      review: haskell(
        'COPY cabal.project cabal.project.freeze app.cabal ./',
        'RUN cabal update && cabal build --only-dependencies exe:app -O2',
        'COPY . .',
        'RUN cabal build exe:app -O2',
      ),
      title: 'adds a step',
    },
  },
  {
    id: 'cabal install into a folder',
    dockerfile: haskell('COPY . .', 'RUN cabal install exe:app --installdir=/out --install-method=copy'),
    files: CABAL,
    expected: {
      review: haskell(
        'COPY app.cabal ./',
        'RUN cabal build --only-dependencies exe:app',
        'COPY . .',
        'RUN cabal install exe:app --installdir=/out --install-method=copy',
      ),
      title: 'adds a step',
    },
  },
  {
    id: 'cabal: several packages',
    dockerfile: haskell('COPY . .', 'RUN cabal build all'),
    files: {
      'cabal.project':
        '-- all of them\npackages:\n  api\n  libs/*/*.cabal,\n  tools/x.cabal\n\nsource-repository-package\n  type: git\n  location: https://example.org/x\n',
      'api/api.cabal': '',
      'api/Main.hs': '',
      'libs/a/a.cabal': '',
      'libs/b/b.cabal': '',
      'tools/x.cabal': '',
      '.dockerignore': 'dist-newstyle\n',
    },
    expected: {
      review: haskell(
        'COPY cabal.project ./',
        'COPY api/api.cabal api/',
        'COPY libs/a/a.cabal libs/a/',
        'COPY libs/b/b.cabal libs/b/',
        'COPY tools/x.cabal tools/',
        'RUN cabal build --only-dependencies all',
        'COPY . .',
        'RUN cabal build all',
      ),
      title: 'adds a step',
    },
  },
  {
    id: 'cabal: manifests first',
    dockerfile: haskell(
      'RUN cabal update',
      'COPY app.cabal .',
      'RUN cabal build --only-dependencies -j4',
      'COPY . .',
      'RUN cabal install',
    ),
    files: CABAL,
    expected: 'silent',
  },
  cabalNone(
    'no cabal file of its own',
    { 'package.yaml': '', 'cabal.project': 'packages: .\n' },
    'is not in the build context',
  ),
  cabalNone(
    'an import',
    { 'app.cabal': '', 'cabal.project': 'import: other.config\npackages: .\n' },
    'sets `import`',
  ),
  cabalNone(
    'a repository of its own',
    { 'app.cabal': '', 'cabal.project': 'packages: .\nrepository x\n  url: https://example.org\n' },
    'has the line `repository x`',
  ),
  cabalNone(
    'a package outside',
    { 'app.cabal': '', 'cabal.project': 'packages: . ../lib\n' },
    "can't be read surely",
  ),
  {
    id: 'stack build --only-dependencies',
    dockerfile: haskell('COPY . .', 'RUN stack build --only-dependencies', 'RUN stack build --copy-bins'),
    files: STACK,
    expected: {
      safe: haskell(
        'COPY stack.yaml stack.yaml.lock package.yaml ./',
        'RUN stack build --only-dependencies',
        'COPY . .',
        'RUN stack build --copy-bins',
      ),
    },
  },
  {
    id: 'stack install',
    dockerfile: haskell('COPY . .', 'RUN stack install --local-bin-path /out'),
    files: { ...STACK, 'app.cabal': '' },
    expected: {
      review: haskell(
        'COPY stack.yaml stack.yaml.lock package.yaml app.cabal ./',
        'RUN stack build --only-dependencies',
        'COPY . .',
        'RUN stack install --local-bin-path /out',
      ),
      title: 'adds a step',
    },
  },
  {
    id: 'stack setup and dependencies',
    dockerfile: haskell(
      'COPY . .',
      'RUN stack setup',
      'RUN stack build --only-dependencies',
      'RUN stack build',
    ),
    files: STACK,
    expected: {
      safe: haskell(
        'COPY stack.yaml stack.yaml.lock package.yaml ./',
        'RUN stack setup',
        'RUN stack build --only-dependencies',
        'COPY . .',
        'RUN stack build',
      ),
    },
  },
  {
    id: 'stack: a cache mount keeps what is compiled',
    dockerfile: haskell('COPY . .', 'RUN --mount=type=cache,target=/root/.stack stack build'),
    files: STACK,
    expected: 'silent',
  },
  {
    id: 'stack setup reads the packages of the project',
    dockerfile: haskell('COPY . .', 'RUN stack setup'),
    files: STACK,
    expected: {
      safe: haskell('COPY stack.yaml stack.yaml.lock package.yaml ./', 'RUN stack setup', 'COPY . .'),
    },
  },
  {
    id: 'stack setup of a package that is missing',
    dockerfile: haskell('COPY . .', 'RUN stack setup'),
    files: { ...STACK, 'stack.yaml': 'resolver: x\npackages: [api]\n' },
    expected: { none: 'has no description' },
  },
  {
    id: 'stack: several packages, one of them an extra dependency',
    dockerfile: haskell('COPY . .', 'RUN stack build'),
    files: {
      'stack.yaml':
        'snapshot: snapshot.yaml\npackages: [api, lib/core]\nextra-deps:\n- acme-missiles-0.3\n- vendor/x\n- git: https://example.org/y.git\n  commit: abc\n',
      'snapshot.yaml': '',
      'api/package.yaml': '',
      'api/Main.hs': '',
      'lib/core/core.cabal': '',
      'vendor/x/x.cabal': '',
      '.dockerignore': '**/.stack-work\n',
    },
    expected: {
      review: haskell(
        'COPY stack.yaml snapshot.yaml ./',
        'COPY api/package.yaml api/',
        'COPY lib/core/core.cabal lib/core/',
        'COPY vendor/x vendor/x/',
        'RUN stack build --only-dependencies',
        'COPY . .',
        'RUN stack build',
      ),
      title: 'an extra dependency is the local folder vendor/x',
    },
  },
  {
    id: 'stack: manifests first',
    dockerfile: haskell(
      'COPY stack.yaml package.yaml ./',
      'RUN stack build --dependencies-only',
      'COPY . .',
      'RUN stack install',
    ),
    files: STACK,
    expected: 'silent',
  },
  stackNone('a package that is missing', 'resolver: x\npackages: [api]\n', 'has no description'),
  stackNone('a package outside', 'resolver: x\npackages: [../api]\n', "can't be copied alone"),
  stackNone('a broken file', 'resolver: [\n', "can't be read"),
];
