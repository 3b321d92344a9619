import type { Files } from '../../../fixes/context-of.ts';
import type { Case } from '../reorder.ts';
import { stage } from './stage.ts';

const PACKAGE = [
  '// swift-tools-version:5.9',
  'import PackageDescription',
  'let package = Package(',
  '  name: "App",',
  '  dependencies: [',
  '    .package(url: "https://github.com/vapor/vapor.git", from: "4.0.0"),',
  '    // .package(path: "../old"),',
  '  ],',
  '  targets: [.executableTarget(name: "App", path: "Sources/App")]',
  ')',
].join('\n');

const VAPOR: Files = {
  'Package.swift': PACKAGE,
  'Package.resolved': '{}',
  'Sources/App/main.swift': '',
  '.dockerignore': '.build\n.swiftpm\n',
};

function swift(...lines: readonly string[]): string {
  return stage('swift:5.9', ...lines);
}

function withPackage(line: string, files: Files = {}): Files {
  return {
    ...VAPOR,
    'Package.swift': PACKAGE.replace('dependencies: [', `dependencies: [\n    ${line}`),
    ...files,
  };
}

/** SwiftPM. */
export const SWIFT_CASES: readonly Case[] = [
  {
    id: 'swift build',
    dockerfile: swift('COPY . .', 'RUN swift build -c release --static-swift-stdlib'),
    files: VAPOR,
    expected: {
      review: swift(
        'COPY Package.swift Package.resolved ./',
        'RUN swift package resolve',
        'COPY . .',
        'RUN swift build -c release --static-swift-stdlib',
      ),
      title: 'adds a step',
    },
  },
  {
    id: 'swift package resolve',
    dockerfile: swift('COPY . .', 'RUN swift package resolve', 'RUN swift build'),
    files: VAPOR,
    expected: {
      review: swift(
        'COPY Package.swift Package.resolved ./',
        'RUN swift package resolve',
        'COPY . .',
        'RUN swift build',
      ),
      title: 'may rewrite Package.resolved',
    },
  },
  {
    id: 'swift package resolve, frozen',
    dockerfile: swift('COPY . .', 'RUN swift package resolve --force-resolved-versions && swift build'),
    files: VAPOR,
    expected: {
      review: swift(
        'COPY Package.swift Package.resolved ./',
        'RUN swift package resolve --force-resolved-versions',
        'COPY . .',
        'RUN swift build',
      ),
      title: 'the RUN is cut in two',
    },
  },
  {
    id: "swift: as Vapor's template has it",
    dockerfile: swift(
      'COPY ./Package.* ./',
      'RUN swift package resolve $([ -f ./Package.resolved ] && echo "--force-resolved-versions" || true)',
      'COPY . .',
      'RUN swift build -c release',
    ),
    files: VAPOR,
    expected: 'silent',
  },
  ...['update', 'fetch'].map((verb): Case => ({
    id: `swift package ${verb} above the sources downloads all that the build needs`,
    dockerfile: swift(
      'COPY Package.resolved Package.swift ./',
      `RUN swift package ${verb}`,
      'COPY . ./',
      'RUN swift build',
    ),
    files: VAPOR,
    expected: 'silent',
  })),
  {
    id: 'swift package update',
    dockerfile: swift('COPY . .', 'RUN swift package update', 'RUN swift build'),
    files: VAPOR,
    expected: {
      review: swift(
        'COPY Package.swift Package.resolved ./',
        'RUN swift package update',
        'COPY . .',
        'RUN swift build',
      ),
      title: 'may rewrite Package.resolved',
    },
  },
  {
    id: 'swift: no dependencies',
    dockerfile: swift('COPY . .', 'RUN swift build'),
    files: { ...VAPOR, 'Package.swift': 'import PackageDescription\nlet package = Package(name: "App")\n' },
    expected: 'silent',
  },
  {
    id: 'swift: a local package',
    dockerfile: swift('COPY . .', 'RUN swift build'),
    files: withPackage('.package(name: "Core", path: "Packages/Core"),', {
      'Packages/Core/Package.swift': '',
    }),
    expected: {
      review: swift(
        'COPY Package.swift Package.resolved ./',
        'COPY Packages/Core Packages/Core/',
        'RUN swift package resolve',
        'COPY . .',
        'RUN swift build',
      ),
      title: 'a package is the local folder Packages/Core',
    },
  },
  {
    id: 'swift: a project in a folder',
    dockerfile: swift('COPY . .', 'RUN swift build --package-path server -c release'),
    files: {
      'README.txt': '',
      'web/index.js': '',
      'server/Package.swift': PACKAGE,
      'server/Package.resolved': '{}',
      'server/Sources/main.swift': '',
      '.dockerignore': '**/.build\n**/.swiftpm\n',
    },
    expected: {
      review: swift(
        'COPY server/Package.swift server/Package.resolved server/',
        'RUN cd server && swift package resolve',
        'COPY . .',
        'RUN swift build --package-path server -c release',
      ),
      title: 'adds a step',
    },
  },
  ...(
    [
      ['a local package outside', '.package(path: "../Core"),', 'a package is `../Core`'],
      ["a local package that can't be told", '.package(path: root + "/Core"),', "that can't be told"],
      ['files beside it', '] + (try! String(contentsOfFile: "deps.txt")).x + [', 'reads files beside it'],
    ] as const
  ).map(([id, line, none]): Case => ({
    id: `swift: ${id}`,
    dockerfile: swift('COPY . .', 'RUN swift build'),
    files: withPackage(line),
    expected: { none },
  })),
];
