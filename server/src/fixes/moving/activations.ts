import { commandOf } from '../../ecosystems/command.ts';
import { activatedFolder, environmentMade, isSureToRun } from '../../ecosystems/python/own-environments.ts';
import type { RunPart } from '../../ecosystems/run-part.ts';
import { nodesAbove } from '../../model/nodes-above.ts';
import { resolvePath } from '../../model/paths.ts';
import type { Model, Node } from '../../model/types.ts';
import { commandsIn } from './commands-in.ts';
import { placesOf } from './places.ts';

/** More nodes than this are not looked through: an environment is made near where it is used. */
const MAX_ABOVE = 60;

/**
 * Whether a command activates a virtual environment that a RUN above it has made (`. .venv/bin/activate`): that sets variables of its
 * own shell, changes no file, and runs none of the sources.
 */
export function activatesMade(model: Model, node: Node, part: RunPart): boolean {
  const read = isSureToRun(part.command) ? commandOf(part.command) : undefined;
  const folder = read && activatedFolder(read);
  const path = folder === undefined ? undefined : pathOf(model, node, part, folder);
  return path !== undefined && isMadeAbove(model, node, path);
}

/** Whether a RUN above a node makes the virtual environment of that path, in its own stage or one that this is built from. */
export function isMadeAbove(model: Model, node: Node, path: string): boolean {
  for (const above of nodesAbove(model, node, MAX_ABOVE)) {
    if (above.detail.kind === 'run' && above.instruction.text.includes('env') && makes(model, above, path)) {
      return true;
    }
  }
  return false;
}

function makes(model: Model, node: Node, path: string): boolean {
  return commandsIn(model, node).some((part) => {
    const read = isSureToRun(part.command) ? commandOf(part.command) : undefined;
    const folder = read && environmentMade(read);
    return folder !== undefined && pathOf(model, node, part, folder) === path;
  });
}

/** Absolute; undefined where the working directory is not known. */
function pathOf(model: Model, { index }: Node, { directory }: RunPart, folder: string): string | undefined {
  const place = placesOf(model)[index];
  return directory === undefined || place?.anchored !== true
    ? undefined
    : resolvePath(resolvePath(place.directory, directory), folder);
}
