import { baseName } from '../../context/path-parts.ts';
import { collect } from '../collector.ts';
import { isSet, lastValue, readOptions, type CommandLine } from '../options.ts';
import { joinPath } from '../paths.ts';
import type { Command, CommandRole, ContextQuery, Ecosystem, Install, InstallInputs } from '../types.ts';

/** SwiftPM (domain.md section 4, row 26). */
export const swift: Ecosystem = {
  id: 'swift',
  docs: {
    rows: [26],
    title: 'Swift Package Manager',
    commands: ['swift package resolve', 'swift package update', 'swift build -c release'],
    fix: 'Copies Package.swift and Package.resolved first, and adds `swift package resolve` in front of the sources where a command builds these.',
  },
  caches: [{ target: '~/.cache/org.swift.swiftpm' }],
  uncached: ['--disable-dependency-cache', 'purge-cache'],
  family: 'swift',
  programs: ['swift'],
  usualManifests: ['Package.swift', 'Package.resolved'],
  isManifest: (path) => /^Package(@swift-[\d.]+)?\.(swift|resolved)$/.test(baseName(path)),
  read,
  inputs,
};

/** Options that take the next word as their value (swift build --help). */
const VALUED = new Set([
  '-c',
  '--configuration',
  '--product',
  '--target',
  '-j',
  '--jobs',
  '--package-path',
  '--scratch-path',
  '--build-path',
  '--cache-path',
  '--config-path',
  '--security-path',
  '--swift-sdk',
  '--triple',
  '--sdk',
  '--toolchain',
  '--destination',
  '--sanitize',
  '--traits',
  '-Xswiftc',
  '-Xcc',
  '-Xlinker',
  '-Xcxx',
  '--filter',
  '--skip',
]);

/** Options of a build that decide what is fetched, or where it goes. */
const KEPT = ['--scratch-path', '--build-path', '--cache-path'];

function read({ name, args }: Command): CommandRole | undefined {
  const line = readOptions(
    args.filter((word) => !isResolvedOption(word)),
    VALUED,
  );
  if (name !== 'swift') {
    return undefined;
  }
  const [verb, second, ...more] = line.operands;
  if (verb === undefined) {
    return isSet(line, '--version', '-version') && line.literal ? { kind: 'companion' } : undefined;
  }
  const isFetch = verb === 'package' && isFetching(second, line) && more.length === 0;
  const isBuild = (verb === 'build' || verb === 'test') && second === undefined;
  const places = [...KEPT, '--package-path'].map((option) => lastValue(line, option) ?? '');
  const isKnown = places.every((place) => !/[$*`]/.test(place)) && (isBuild || line.literal);
  if ((!isFetch && !isBuild) || !isKnown) {
    return undefined;
  }
  const kept = KEPT.flatMap((option) => {
    const value = lastValue(line, option);
    return value === undefined || !/^[\w./-]+$/.test(value) ? [] : [option, value];
  });
  const placed = KEPT.find((option) => lastValue(line, option)?.startsWith('/') === false);
  return {
    kind: 'install',
    install: {
      ecosystem: swift,
      directory: lastValue(line, '--package-path') ?? '',
      manifests: ['Package.swift'],
      optional: [],
      subject: '',
      frozen: isSet(line, '--force-resolved-versions', '--only-use-versions-from-resolved-file'),
      scripts: false,
      obstacle:
        placed === undefined
          ? line.options.has('--traits') || line.options.has('--disable-automatic-resolution')
            ? 'the options of the build decide what is fetched'
            : undefined
          : `\`${placed}\` names a place among the sources`,
      ...(isBuild ? { downloadOnly: ['swift package', ...kept, 'resolve'].join(' ') } : {}),
    },
  };
}

/** `resolve`, with its old name `fetch` (Swift 4), and `update`, which clones the same dependencies in newer versions. */
function isFetching(verb: string | undefined, line: CommandLine): boolean {
  return verb === 'resolve' || verb === 'fetch' || (verb === 'update' && !isSet(line, '-n', '--dry-run'));
}

/**
 * Vapor's template adds an option with `$([ -f ./Package.resolved ] && echo …)`, which reads a file that is copied with the
 * manifest.
 */
function isResolvedOption({ text }: Command['args'][number]): boolean {
  return /^\$\(\[ -f (\.\/)?Package\.resolved \] && echo "?--[\w-]+"? \|\| true\)$/.test(text);
}

function inputs(install: Install, folder: string, context: ContextQuery): InstallInputs {
  const found = collect(folder, context);
  const path = joinPath(folder, 'Package.swift');
  found.require('Package.swift');
  if (found.take('Package.resolved')) {
    if (!install.frozen && install.downloadOnly === undefined) {
      found.review('SwiftPM may rewrite Package.resolved');
    }
  } else {
    found.review('no Package.resolved pins the versions');
  }
  for (const file of context.files(folder)) {
    if (/^Package@swift-[\d.]+\.swift$/.test(baseName(file))) {
      found.add({ path: file, kind: 'file' });
      found.review(`${file} may name local packages`);
    }
  }
  const text = context.text(path)?.replace(/(^|\s)\/\/.*$/gm, '$1');
  if (text === undefined) {
    found.refuse(`${path} can't be read`);
  }
  for (const [, value] of (text ?? '').matchAll(
    /\.package\(\s*(?:name:\s*"[^"]*"\s*,\s*)?path:\s*(?:"([^"\\]*)")?/g,
  )) {
    if (value === undefined) {
      found.refuse(`${path} names a local package that can't be told`);
    } else {
      found.local(value, 'a package');
    }
  }
  if (
    /\.binaryTarget\([^)]{0,2000}\bpath:|\b(FileManager|contentsOfFile|contentsOf:|Process\(\)|#file\w*)/.test(
      text ?? '',
    )
  ) {
    found.refuse(`${path} reads files beside it`);
  }
  if (text?.includes('.package(') === false) {
    return found.result({ fetchesNothing: true });
  }
  found.writes('.build');
  found.writes('.swiftpm');
  const { downloadOnly } = install;
  return found.result(
    downloadOnly === undefined ? {} : { download: { command: downloadOnly, review: undefined } },
  );
}
