import { commandOf } from '../../ecosystems/command.ts';
import type { RunPart } from '../../ecosystems/run-part.ts';
import { installsByName } from '../../ecosystems/system/installs-by-name.ts';

/** Whether a command downloads packages. */
export function downloads(part: RunPart): boolean {
  if (part.role === 'install' || part.role === 'packages') {
    return true;
  }
  const command =
    part.role === 'system' && part.ecosystem !== undefined ? commandOf(part.command) : undefined;
  return command !== undefined && installsByName(command)?.removes === false;
}
