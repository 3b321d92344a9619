import { checkCommands } from './command-table.ts';

const ONLY = 'swift: Package.swift, no scripts < swift package resolve';

checkCommands('commands of SwiftPM', [
  ['swift package resolve', 'swift: Package.swift, no scripts'],
  ['/usr/bin/swift package resolve', 'swift: Package.swift, no scripts'],
  ['swift package resolve --force-resolved-versions', 'swift: Package.swift, frozen, no scripts'],
  ['swift package --package-path app resolve', 'swift app: Package.swift, no scripts'],
  [
    'swift package resolve $([ -f ./Package.resolved ] && echo "--force-resolved-versions" || true)',
    'swift: Package.swift, no scripts',
  ],
  [
    'swift package resolve --skip-update $([ -f ./Package.resolved ] && echo "--force-resolved-versions" || true)',
    'swift: Package.swift, no scripts',
  ],
  ['swift package resolve $(cat flags)', 'unknown'],
  ['swift package resolve Vapor', 'unknown'],
  ['swift package --scratch-path=/build resolve', 'swift: Package.swift, no scripts'],
  ['swift package --scratch-path build resolve', 'swift: Package.swift, no scripts, obstacle'],
  ['swift build', ONLY],
  ['swift build -c release', ONLY],
  ['swift build -c release --product App --static-swift-stdlib', ONLY],
  ['swift build --configuration release -Xlinker -s -Xswiftc -g', ONLY],
  ['swift build -c release -j $(nproc)', ONLY],
  ['swift build -c $CONFIGURATION', ONLY],
  ['swift test', ONLY],
  ['swift test --filter Unit', ONLY],
  ['swift build --package-path app', 'swift app: Package.swift, no scripts < swift package resolve'],
  [
    'swift build --scratch-path /build',
    'swift: Package.swift, no scripts < swift package --scratch-path /build resolve',
  ],
  [
    'swift build --build-path /build -c release',
    'swift: Package.swift, no scripts < swift package --build-path /build resolve',
  ],
  [
    'swift build --build-path out',
    'swift: Package.swift, no scripts, obstacle < swift package --build-path out resolve',
  ],
  ['swift build --scratch-path $OUT', 'unknown'],
  [
    'swift build --force-resolved-versions',
    'swift: Package.swift, frozen, no scripts < swift package resolve',
  ],
  ['swift package update', 'swift: Package.swift, no scripts'],
  ['swift package update --disable-sandbox', 'swift: Package.swift, no scripts'],
  ['swift package --package-path app update', 'swift app: Package.swift, no scripts'],
  ['swift package update Vapor', 'unknown'],
  ['swift package update --dry-run', 'unknown'],
  ['swift package update -n', 'unknown'],
  ['swift package fetch', 'swift: Package.swift, no scripts'],
  ['swift package reset', 'unknown'],
  ['swift package clean', 'unknown'],
  ['swift package init', 'unknown'],
  ['swift run App', 'unknown'],
  ['swift main.swift', 'unknown'],
  ['swiftc main.swift', 'unknown'],
  ['swift', 'unknown'],
  ['swift --version', 'swift companion'],
]);
