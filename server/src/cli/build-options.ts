import type { Command } from 'commander';
import type { BuildOptions } from '../model/types.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** Collects a repeated option for Commander. */
export function collect(value: string, previous: readonly string[] | undefined): readonly string[] {
  return [...(previous ?? []), value];
}

/** What is built, as every command that looks at a build takes it from its options. */
export interface BuildFlags {
  readonly context?: string;
  readonly target?: string;
  readonly buildArg?: readonly string[];
}

/** Gives a command the options of `BuildFlags`. */
export function withBuildFlags(command: Command, dockerfile = 'the Dockerfile'): Command {
  return command
    .option('--context <folder>', `the build context (default: found from what ${dockerfile} copies)`)
    .option('--target <stage>', 'the stage that is built (default: the last one)')
    .option('--build-arg <name=value>', 'a build argument; may be repeated', collect);
}

/** Build options from `--target` and `--build-arg`; `--build-arg NAME` takes the environment's value, as Docker does. */
export function buildOptions(
  { target, buildArg = [] }: Pick<BuildFlags, 'target' | 'buildArg'>,
  env: Terminal['env'],
): BuildOptions {
  const args = new Map<string, string>();
  for (const given of buildArg) {
    const equals = given.indexOf('=');
    const name = equals < 0 ? given : given.slice(0, equals);
    if (name === '') {
      throw new UsageError(`--build-arg wants NAME=value, not ${given === '' ? 'nothing' : given}`);
    }
    const value = equals < 0 ? env[name] : given.slice(equals + 1);
    if (value !== undefined) {
      args.set(name, value);
    }
  }
  // As in BuildKit, an empty target is none.
  return { target: target === '' ? undefined : target, buildArgs: args };
}
