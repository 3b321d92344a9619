import { commandOf } from '../../ecosystems/command.ts';
import type { RunPart } from '../../ecosystems/run-part.ts';

/** The package manager whose cache a command uses: `uv pip install` installs as pip does, out of uv's cache. */
export function managerOf({ ecosystem, install, command }: RunPart): string | undefined {
  const id = ecosystem ?? install?.ecosystem.id;
  return id === 'pip' && commandOf(command)?.name === 'uv' ? 'uv' : id;
}
