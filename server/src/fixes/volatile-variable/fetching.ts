import { commandOf } from '../../ecosystems/command.ts';
import type { ShellCommand } from '../../syntax/types.ts';

/** Whether a command fetches what its words name, by the program for that. */
export function isFetching(command: ShellCommand): boolean {
  return PROGRAMS.has(commandOf(command)?.name ?? '');
}

const PROGRAMS: ReadonlySet<string> = new Set(['curl', 'wget', 'git']);
