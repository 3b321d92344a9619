import { commandOf } from './command.ts';
import type { RunPart } from './run-parts.ts';
import type { Install } from './types.ts';

/** Variables that keep an install from changing its lock file, and the one that says where those of Bundler then go. */
const FREEZING: readonly string[] = [
  'BUNDLE_DEPLOYMENT',
  'BUNDLE_FROZEN',
  'BUNDLE_PATH',
  'YARN_ENABLE_IMMUTABLE_INSTALLS',
];

/** Package managers that read them. */
const READERS = new Set(['bundler', 'yarn']);

/**
 * An install as it is with the variables that stand above its RUN: `ENV BUNDLE_DEPLOYMENT=1`, as every new Rails project has it,
 * freezes the lock file just as in front of the command. `values` is only asked where it may matter.
 */
export function withVariables(
  { install, command }: Pick<RunPart, 'install' | 'command'>,
  values: () => ReadonlyMap<string, string>,
): Install | undefined {
  if (install === undefined || install.frozen || !READERS.has(install.ecosystem.id)) {
    return install;
  }
  const all = values();
  const set = FREEZING.flatMap((name): (readonly [string, string])[] => {
    const value = all.get(name);
    return value === undefined ? [] : [[name, value]];
  });
  const read = set.length === 0 ? undefined : commandOf(command);
  const role = read && install.ecosystem.read({ ...read, env: new Map([...set, ...read.env]) });
  return role?.kind === 'install' && role.install.frozen
    ? { ...install, frozen: true, optional: role.install.optional }
    : install;
}
