import assert from 'node:assert/strict';
import { copyBeforeInstall } from '../../../server/src/rules/cache/copy-before-install.ts';
import { applyEdits } from '../../support/apply-edits.ts';
import { contextOf, type Files } from '../../fixes/context-of.ts';
import { factsOf } from './reorder.ts';

function app(...texts: readonly string[]): string {
  return ['FROM node:22', 'WORKDIR /app', ...texts, ''].join('\n');
}

const FILES: Files = {
  'package.json': '{}',
  'package-lock.json': '{}',
  'src/index.js': '',
  '.dockerignore': '**/node_modules\n',
};

const BINDS = [
  '--mount=type=bind,source=package.json,target=package.json',
  '--mount=type=bind,source=package-lock.json,target=package-lock.json',
];

/** Dockerfiles, what the second fix makes of them, and what its title names; undefined where it is not offered. */
const CASES: readonly {
  readonly id: string;
  readonly files?: Files;
  readonly dockerfile: string;
  readonly expected: { readonly text: string; readonly title: string } | undefined;
}[] = [
  {
    id: 'npm ci',
    dockerfile: app('COPY . .', 'RUN npm ci', 'RUN npm run build'),
    expected: {
      text: app(
        `RUN ${BINDS.join(' \\\n    ')} \\`,
        '    --mount=type=cache,target=/root/.npm \\',
        '    npm ci',
        'COPY . .',
        'RUN npm run build',
      ),
      title:
        'Mount the manifests and a cache instead (review: it needs BuildKit; the image no longer holds /root/.npm)',
    },
  },
  {
    id: 'install and build in one RUN, with a clean-up flag',
    files: { 'requirements.txt': 'flask\n', 'src/main.py': '' },
    dockerfile: app('COPY . .', 'RUN pip install --no-cache-dir -r requirements.txt && python src/main.py'),
    expected: {
      text: app(
        'RUN --mount=type=bind,source=requirements.txt,target=requirements.txt \\',
        '    --mount=type=cache,target=/root/.cache/pip \\',
        '    pip install -r requirements.txt',
        'COPY . .',
        'RUN python src/main.py',
      ),
      title: 'the RUN is cut in two',
    },
  },
  {
    id: 'a folder of its own',
    files: {
      'web/package.json': '{}',
      'web/package-lock.json': '{}',
      'a.js': '',
      '.dockerignore': '**/node_modules\n',
    },
    dockerfile: app('COPY . .', 'RUN --mount=type=cache,target=/root/.npm cd web && npm ci'),
    expected: {
      text: app(
        'RUN --mount=type=cache,target=/root/.npm --mount=type=bind,source=web/package.json,target=web/package.json \\',
        '    --mount=type=bind,source=web/package-lock.json,target=web/package-lock.json \\',
        '    cd web && npm ci',
        'COPY . .',
      ),
      title: 'Mount the manifests instead',
    },
  },
  {
    id: 'packages of pub: later steps read them where they are',
    files: {
      'pubspec.yaml': 'name: a\n',
      'pubspec.lock': '',
      'bin/a.dart': '',
      '.dockerignore': '.dart_tool\n',
    },
    dockerfile: app('COPY . .', 'RUN dart pub get --enforce-lockfile', 'RUN dart compile exe bin/a.dart'),
    expected: {
      text: app(
        'RUN --mount=type=bind,source=pubspec.yaml,target=pubspec.yaml \\',
        '    --mount=type=bind,source=pubspec.lock,target=pubspec.lock \\',
        '    dart pub get --enforce-lockfile',
        'COPY . .',
        'RUN dart compile exe bin/a.dart',
      ),
      title: 'Mount the manifests instead',
    },
  },
  {
    id: 'an install that may write the lock file',
    dockerfile: app('COPY . .', 'RUN npm install'),
    expected: undefined,
  },
  {
    id: 'a directory that the copy makes',
    dockerfile: app('COPY . /srv', 'WORKDIR /srv', 'RUN npm ci'),
    expected: undefined,
  },
  {
    id: 'a syntax without mounts',
    dockerfile: `# syntax=docker/dockerfile:1.1\n${app('COPY . .', 'RUN npm ci')}`,
    expected: undefined,
  },
];

describe('manifests and caches in mounts, the other form of the fix', () => {
  for (const { id, files = FILES, dockerfile, expected } of CASES) {
    it(id, () => {
      const context = contextOf(files);
      const facts = factsOf(dockerfile, context);
      const [finding] = copyBeforeInstall.check(facts);
      assert.ok(finding, 'is reported');
      const [, fix] = copyBeforeInstall.fixes(facts, finding);
      const [edit] = fix?.edits ?? [];
      const result = edit?.file === 'dockerfile' ? applyEdits(dockerfile, edit.edits) : undefined;
      assert.equal(result, expected?.text);
      if (fix !== undefined && expected !== undefined && result !== undefined) {
        assert.ok(fix.title.includes(expected.title), fix.title);
        assert.equal(fix.safety, 'review', 'never applied unasked');
        assert.deepEqual(copyBeforeInstall.check(factsOf(result, context)), []);
      }
    });
  }
});
