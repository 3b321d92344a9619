import { isMadeOf } from '../../syntax/made-of.ts';
import type { ShellWord } from '../../syntax/types.ts';
import { readOptions } from '../options.ts';
import { unquoted } from '../shell-words.ts';
import { withVerb } from './with-verb.ts';
import type { CacheFolder, Command, CommandRole, Ecosystem, EcosystemDocs } from '../types.ts';

/** What tells one package manager of the system from another. */
export interface SystemManager {
  readonly id: string;
  readonly docs: EcosystemDocs;
  readonly programs: readonly string[];
  /** What it can be told that reads nothing of the build context. */
  readonly verbs: ReadonlySet<string>;
  readonly caches: readonly CacheFolder[];
  readonly uncached: readonly string[];
}

/** Options that take the next word as their value, of all of them. */
export const VALUED_SYSTEM_OPTIONS: ReadonlySet<string> = new Set([
  '-t',
  '--target-release',
  '--default-release',
  '--virtual',
  '-o',
  '--repository',
  '-X',
  '--setopt',
  '-c',
  '--enablerepo',
  '--disablerepo',
  '--releasever',
]);

/** Options whose values may be paths of files, and are refused then. */
const PATHS = ['-t', '-c', '--setopt', '-X', '--repository'];

/**
 * A package manager of the system (domain.md section 4, rows 28 to 31). It installs or cleans up by names alone, so it neither
 * reads nor writes what a COPY of sources brings. Not read: package files, options that read files, and names that are only
 * known at build time from their beginning on.
 */
export function systemManager(manager: SystemManager): Ecosystem {
  return {
    ...manager,
    family: 'system',
    usualManifests: [],
    isManifest: () => false,
    read: (command) => read(manager, command),
    inputs: () => ({ inputs: [], missing: [], hazards: [], written: [] }),
  };
}

function read({ programs, verbs }: SystemManager, command: Command): CommandRole | undefined {
  if (!programs.includes(command.name)) {
    return undefined;
  }
  const { args } = withVerb(command);
  const line = readOptions(args.map(named), VALUED_SYSTEM_OPTIONS);
  const [verb = '', ...packages] = line.operands;
  const isRead =
    verbs.has(verb) &&
    line.literal &&
    packages.every(isNameOrAddress) &&
    !PATHS.some((option) => line.options.get(option)?.some(isFilePath) === true);
  return isRead ? { kind: 'system' } : undefined;
}

/**
 * A word that begins with a name is one whatever the variables in it hold: `postgresql-client-$VERSION`. They are left out of it, so
 * that the rest can be read.
 */
function named(word: ShellWord): ShellWord {
  if (word.literal) {
    return word;
  }
  const raw = unquoted(word.text);
  const text = raw.replace(VARIABLE, '');
  return !raw.startsWith('$') && isName(text) && !text.includes('*')
    ? { ...word, text, literal: true }
    : word;
}

const VARIABLE = /\$(?:\w+|\{\w+(?::?[-+=][\w.]*)?\})/g;

/** A name of a package, of a group of packages (`.build-deps`) or an address; no file. */
function isNameOrAddress(operand: string): boolean {
  return (
    (isAddress(operand) && !/\s/.test(operand)) ||
    (isName(operand) && !PACKAGE_FILES.some((extension) => operand.endsWith(extension)))
  );
}

/** Letters, digits and what versions are made of; behind the dot of a group no further sign. */
function isName(operand: string): boolean {
  const [first = '', second = ''] = operand;
  const isFirst = isMadeOf(first, '@') && first !== '_' && first !== '';
  const isGroup = first === '.' && isMadeOf(second, '') && second !== '' && !/[\d_]/.test(second);
  return (isFirst || isGroup) && isMadeOf(operand, '.+:@~=<>*-');
}

const PACKAGE_FILES = ['.deb', '.rpm', '.apk'];

function isAddress(value: string): boolean {
  return value.startsWith('http://') || value.startsWith('https://');
}

/** True for a path, and false for an address. */
function isFilePath(value: string): boolean {
  return value.includes('/') && !isAddress(value);
}
