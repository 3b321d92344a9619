import { commandOf } from './command.ts';
import type { RunPart } from './run-part.ts';
import type { Install } from './types.ts';

/** Variables that change what an install means, by the package managers that read them. */
const READ: ReadonlyMap<string, readonly string[]> = new Map([
  // They keep it from changing its lock file, and one says where it then installs.
  ['bundler', ['BUNDLE_DEPLOYMENT', 'BUNDLE_FROZEN', 'BUNDLE_PATH']],
  ['yarn', ['YARN_ENABLE_IMMUTABLE_INSTALLS']],
]);

/** The variable of Mix that chooses a configuration: its files are only copied alone where the file itself says which. */
const ENVIRONMENT = 'MIX_ENV';

/** What is known of the variables above a RUN. */
export interface VariablesAbove {
  /** Of ENV and ARG. */
  readonly value: (name: string) => string | undefined;
  /** The value that nothing but an edit of the Dockerfile changes. */
  readonly constant: (name: string) => string | undefined;
}

/**
 * An install as it is with the variables that stand above its RUN: `ENV BUNDLE_DEPLOYMENT=1`, as every new Rails project has it,
 * freezes the lock file just as in front of the command.
 */
export function withVariables(
  { install, command }: Pick<RunPart, 'install' | 'command'>,
  { value, constant }: VariablesAbove,
): Install | undefined {
  if (install?.ecosystem.id === 'mix') {
    const environment = install.environment ?? constant(ENVIRONMENT);
    return environment === undefined ? install : { ...install, environment };
  }
  const names = install === undefined || install.frozen ? undefined : READ.get(install.ecosystem.id);
  if (install === undefined || names === undefined) {
    return install;
  }
  const set = names.flatMap((name): (readonly [string, string])[] => {
    const known = value(name);
    return known === undefined ? [] : [[name, known]];
  });
  const read = set.length === 0 ? undefined : commandOf(command);
  const role = read && install.ecosystem.read({ ...read, env: new Map([...set, ...read.env]) });
  return role?.kind === 'install' && role.install.frozen
    ? { ...install, frozen: true, optional: role.install.optional }
    : install;
}
