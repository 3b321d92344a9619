import { readOptions } from '../options.ts';
import type { Command } from '../types.ts';
import { VALUED_SYSTEM_OPTIONS } from './system-manager.ts';
import { withVerb } from './with-verb.ts';

/** What a command of a system's package manager adds or removes. */
export interface NamedPackages {
  readonly removes: boolean;
  /** True when it only brings newer versions of what is there, of all or of those that it names. */
  readonly upgrades: boolean;
  /** Packages and groups (`--virtual .build-deps`); empty when it upgrades what is there. */
  readonly names: readonly string[];
}

const INSTALLS = new Set(['install', 'add', 'in', 'groupinstall', 'build-dep', 'reinstall', 'localinstall']);
const UPGRADES = new Set(['upgrade', 'dist-upgrade', 'full-upgrade', 'up', 'dup']);
const REMOVES = new Set(['remove', 'purge', 'del', 'rm', 'autoremove', 'erase']);

/** `update` of these installs newer packages; that of the others only fetches lists. */
const UPDATES = new Set(['dnf', 'dnf5', 'yum', 'microdnf', 'tdnf', 'zypper']);

/**
 * What a command that a system's package manager has read adds or removes; undefined when it does neither: it fetches lists,
 * cleans up or changes settings.
 */
export function installsByName(command: Command): NamedPackages | undefined {
  const { name, args } = withVerb(command);
  const line = readOptions(args, VALUED_SYSTEM_OPTIONS);
  const [verb = '', ...operands] = line.operands;
  const groups = ['--virtual', '-t'].flatMap((option) =>
    name === 'apk' ? (line.options.get(option) ?? []) : [],
  );
  if (REMOVES.has(verb)) {
    return { removes: true, upgrades: false, names: operands };
  }
  if (INSTALLS.has(verb) && operands.length > 0) {
    return {
      removes: false,
      upgrades: line.options.has('--only-upgrade'),
      names: groups.length > 0 ? groups : operands,
    };
  }
  const upgrades = UPGRADES.has(verb) || (verb === 'update' && UPDATES.has(name));
  return upgrades ? { removes: false, upgrades, names: operands } : undefined;
}
