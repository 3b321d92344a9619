import { baseName } from '../../context/path-parts.ts';
import { isSet, lastValue, readOptions } from '../options.ts';
import type { Command, CommandRole, Ecosystem, Install } from '../types.ts';
import { pubInputs } from './pubspec.ts';

/** pub, of Dart and Flutter (domain.md section 4, row 27). */
export const dart: Ecosystem = {
  id: 'dart',
  docs: {
    rows: [27],
    title: 'Dart and Flutter (pub)',
    commands: ['dart pub get', 'flutter pub get', 'flutter build web'],
    fix: 'Copies pubspec.yaml and pubspec.lock first, with those of a workspace, and adds `flutter pub get` in front of the sources of a `flutter build`.',
  },
  // What pub downloads stays where it is: the package configuration points into it, and later steps read that.
  caches: [],
  uncached: ['cache clean'],
  family: 'pub',
  programs: ['dart', 'flutter', 'pub'],
  usualManifests: ['pubspec.yaml', 'pubspec.lock'],
  isManifest: (path) => /^pubspec(_overrides)?\.(yaml|lock)$/.test(baseName(path)),
  read,
  inputs: pubInputs,
};

const VALUED = new Set(['-C', '--directory', '-d', '--device-id', '--source', '-s']);

function read({ name, args, env }: Command): CommandRole | undefined {
  const line = readOptions(args, VALUED, 'letters');
  const isFlutter = name === 'flutter';
  const [verb, second, ...more] = name === 'pub' ? ['pub', ...line.operands] : line.operands;
  if (!isFlutter && name !== 'dart' && name !== 'pub') {
    return undefined;
  }
  const isBuild = isFlutter && verb === 'build' && second !== undefined && !isSet(line, '--no-pub');
  if (isBuild) {
    return { kind: 'install', install: { ...base(env), downloadOnly: 'flutter pub get' } };
  }
  if (!line.literal) {
    return undefined;
  }
  if (verb === undefined) {
    return isSet(line, '--version', '--disable-analytics') ? { kind: 'companion' } : undefined;
  }
  if (verb !== 'pub' && !(isFlutter && verb === 'packages')) {
    return isTool(line.operands, isFlutter, [...line.options.keys()]);
  }
  if (second === 'global' && more[0] === 'activate') {
    const isLocal =
      lastValue(line, '--source', '-s') === 'path' ||
      more.slice(1).some((one) => /[/\\]/.test(one) && !one.includes('://'));
    return more.length > 1 && !isLocal ? { kind: 'packages' } : undefined;
  }
  if (second === 'cache' && more[0] === 'clean') {
    return { kind: 'companion' };
  }
  const isUpgrade = second === 'upgrade' && !isSet(line, '--major-versions', '--tighten', '--dry-run', '-n');
  if ((!isUpgrade && second !== 'get' && second !== 'install') || more.length > 0) {
    return undefined;
  }
  return {
    kind: 'install',
    install: {
      ...base(env),
      directory: lastValue(line, '-C', '--directory') ?? '',
      optional: isFlutter ? ['flutter'] : [],
      frozen: !isUpgrade && isSet(line, '--enforce-lockfile'),
    },
  };
}

/** What all installs by pub have in common. */
function base(env: Command['env']): Install {
  return {
    ecosystem: dart,
    directory: '',
    manifests: ['pubspec.yaml'],
    optional: ['flutter'],
    subject: '',
    frozen: false,
    scripts: false,
    obstacle:
      env.has('PUB_CACHE') && env.get('PUB_CACHE')?.startsWith('/') !== true
        ? '`PUB_CACHE` leads elsewhere'
        : undefined,
  };
}

/** Settings and tools of the SDK itself: `flutter config --enable-web`, `flutter precache`, `flutter doctor`. */
function isTool(
  operands: readonly string[],
  isFlutter: boolean,
  options: readonly string[],
): CommandRole | undefined {
  const [verb, ...more] = operands;
  const isPlain = more.length === 0;
  if (isFlutter && isPlain && (verb === 'precache' || verb === 'upgrade')) {
    return { kind: 'packages' };
  }
  const isSetting = verb === 'config' || verb === 'doctor' || verb === 'channel';
  const isQuiet = verb === '--disable-analytics' || options.includes('--disable-analytics');
  return (isFlutter && isSetting && more.length < 2) || isQuiet ? { kind: 'companion' } : undefined;
}
