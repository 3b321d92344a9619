import { readOptions } from './options.ts';
import type { Command } from './types.ts';

/** What each system package manager can be told that reads nothing of the build context (domain.md section 4, rows 28-31). */
const VERBS: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  [
    'apt-get',
    new Set([
      'update',
      'install',
      'upgrade',
      'dist-upgrade',
      'clean',
      'autoclean',
      'autoremove',
      'purge',
      'remove',
    ]),
  ],
  [
    'apt',
    new Set([
      'update',
      'install',
      'upgrade',
      'full-upgrade',
      'clean',
      'autoclean',
      'autoremove',
      'purge',
      'remove',
    ]),
  ],
  ['apk', new Set(['add', 'update', 'upgrade', 'del', 'cache'])],
  ['yum', new Set(['install', 'update', 'upgrade', 'makecache', 'clean', 'remove'])],
  ['dnf', new Set(['install', 'update', 'upgrade', 'makecache', 'clean', 'remove'])],
  ['microdnf', new Set(['install', 'update', 'upgrade', 'makecache', 'clean', 'remove'])],
  ['zypper', new Set(['install', 'in', 'refresh', 'ref', 'clean', 'update'])],
]);

const VALUED = new Set(['-t', '--virtual', '-o', '--repository', '-X', '--setopt', '-c']);

/** Places that only package managers and their caches write. */
const CACHES = /^\/(var\/(lib\/apt\/lists|cache|lib\/dpkg\/.*-old|log)|tmp|root\/(\.npm|\.cache))(\/|$)/;

/**
 * True for a command that installs or cleans up system packages by names alone: it neither reads nor writes what a COPY of
 * sources brings. False for package files, options that read files, and names that are only known at build time.
 */
export function isSystemPackages({ name, args }: Command): boolean {
  if (name === 'rm') {
    return isCacheRemoval(args);
  }
  const verbs = VERBS.get(name);
  const line = readOptions(args, VALUED);
  const [verb = '', ...packages] = line.operands;
  return (
    verbs?.has(verb) === true &&
    line.literal &&
    packages.every((one) => /^[A-Za-z0-9@][\w.+:@~=<>*-]*$/.test(one) && !/\.(deb|rpm|apk)$/.test(one)) &&
    !['-t', '-c', '--setopt'].some(
      (option) => line.options.get(option)?.some((value) => value.includes('/')) === true,
    )
  );
}

function isCacheRemoval(args: Command['args']): boolean {
  const paths = args.filter(({ text }) => !text.startsWith('-'));
  return (
    paths.length > 0 &&
    paths.every(({ text }) => CACHES.test(text) && !text.includes('..') && !/[$`"'\\{]/.test(text))
  );
}
