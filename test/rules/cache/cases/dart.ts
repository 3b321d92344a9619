import type { Files } from '../../../fixes/context-of.ts';
import type { Case } from '../reorder.ts';
import { stage } from './stage.ts';

const SERVER: Files = {
  'pubspec.yaml': 'name: server\ndependencies:\n  shelf: ^1.4.0\n  x:\n    git: https://example.org/x.git\n',
  'pubspec.lock': '',
  'bin/server.dart': '',
  '.dockerignore': '.dart_tool\nbuild\n',
};

function dart(...lines: readonly string[]): string {
  return stage('dart:3.5', ...lines);
}

function flutter(...lines: readonly string[]): string {
  return stage('ghcr.io/cirruslabs/flutter:3.24.0', ...lines);
}

function none(id: string, yaml: string, reason: string, files: Files = {}): Case {
  return {
    id: `dart: ${id}`,
    dockerfile: dart('COPY . .', 'RUN dart pub get --enforce-lockfile'),
    files: { ...SERVER, 'pubspec.yaml': `name: server\n${yaml}\n`, ...files },
    expected: { none: reason },
  };
}

const MANIFESTS = 'COPY pubspec.yaml pubspec.lock ./';

/** pub, of Dart and Flutter. */
export const DART_CASES: readonly Case[] = [
  {
    id: 'dart pub get',
    dockerfile: dart('COPY . .', 'RUN dart pub get', 'RUN dart compile exe bin/server.dart -o bin/server'),
    files: SERVER,
    expected: {
      review: dart(
        MANIFESTS,
        'RUN dart pub get',
        'COPY . .',
        'RUN dart compile exe bin/server.dart -o bin/server',
      ),
      title: 'dart pub get may rewrite pubspec.lock',
    },
  },
  {
    id: 'dart pub get, frozen, and the build',
    dockerfile: dart('COPY . .', 'RUN dart pub get --enforce-lockfile && dart compile exe bin/server.dart'),
    files: SERVER,
    expected: {
      review: dart(
        MANIFESTS,
        'RUN dart pub get --enforce-lockfile',
        'COPY . .',
        'RUN dart compile exe bin/server.dart',
      ),
      title: 'the RUN is cut in two',
    },
  },
  {
    id: 'dart: the tool folder is not ignored',
    dockerfile: dart('COPY . .', 'RUN dart pub get --enforce-lockfile'),
    files: { ...SERVER, '.dockerignore': 'build\n' },
    expected: {
      safe: dart(MANIFESTS, 'RUN dart pub get --enforce-lockfile', 'COPY . .'),
      ignore: 'build\n.dart_tool\n',
    },
  },
  {
    id: 'dart: a workspace with a local package',
    dockerfile: dart('COPY . .', 'RUN dart pub get --enforce-lockfile'),
    files: {
      ...SERVER,
      'pubspec.yaml': 'name: all\nworkspace:\n  - packages/a\n  - packages/b\n',
      'packages/a/pubspec.yaml':
        'name: a\nresolution: workspace\ndependencies:\n  c:\n    path: ../../libs/c\n',
      'packages/b/pubspec.yaml': 'name: b\nresolution: workspace\n',
      'packages/b/lib/b.dart': '',
      'libs/c/pubspec.yaml': 'name: c\n',
      'libs/c/lib/c.dart': '',
    },
    expected: {
      review: dart(
        MANIFESTS,
        'COPY packages/a/pubspec.yaml packages/a/',
        'COPY libs/c libs/c/',
        'COPY packages/b/pubspec.yaml packages/b/',
        'RUN dart pub get --enforce-lockfile',
        'COPY . .',
      ),
      title: '`c` is the local folder libs/c',
    },
  },
  {
    id: 'dart: manifests first, and again offline',
    dockerfile: dart('COPY pubspec.* ./', 'RUN dart pub get', 'COPY . .', 'RUN dart pub get --offline'),
    files: SERVER,
    expected: 'silent',
  },
  {
    id: 'dart: no pubspec.yaml',
    dockerfile: dart('COPY . .', 'RUN dart pub get'),
    files: { 'a.dart': '' },
    expected: 'silent',
  },
  {
    id: 'flutter pub get',
    dockerfile: flutter('COPY . .', 'RUN flutter pub get --enforce-lockfile', 'RUN flutter build web'),
    files: SERVER,
    expected: {
      review: flutter(
        MANIFESTS,
        'RUN flutter pub get --enforce-lockfile',
        'COPY . .',
        'RUN flutter build web',
      ),
      title: 'prepares the folders of the platforms',
    },
  },
  {
    id: 'flutter build',
    dockerfile: flutter('COPY . .', 'RUN flutter build web --release'),
    files: SERVER,
    expected: {
      review: flutter(MANIFESTS, 'RUN flutter pub get', 'COPY . .', 'RUN flutter build web --release'),
      title: 'adds a step',
    },
  },
  {
    id: 'flutter: localizations from the sources',
    dockerfile: flutter('COPY . .', 'RUN flutter pub get'),
    files: { ...SERVER, 'pubspec.yaml': 'name: a\nflutter:\n  generate: true\n' },
    expected: { none: 'generates localizations' },
  },
  none('a local package outside', 'dependencies:\n  a:\n    path: ../a', '`a` is `../a`'),
  none('a local package that is missing', 'dependencies:\n  a:\n    path: libs/a', 'does not hold'),
  none('overrides', 'dependencies: {}', 'leads to local packages', { 'pubspec_overrides.yaml': '' }),
  none('a member of a workspace', 'resolution: workspace', 'belongs to a workspace above'),
  none('a workspace member that is missing', 'workspace: [a]', 'has no pubspec.yaml'),
  none('a broken file', 'dependencies: [', "can't be read"),
];
