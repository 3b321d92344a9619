import { commandOf } from '../../../ecosystems/command.ts';
import { rebuildOf } from '../../../ecosystems/javascript/rebuild.ts';
import type { RunPart } from '../../../ecosystems/run-part.ts';
import type { Model, Node } from '../../../model/types.ts';
import { commandsIn } from '../../moving/commands-in.ts';
import { runsAlways } from '../../moving/commutes.ts';
import { placesOf } from '../../moving/places.ts';
import type { LateInstall } from '../types.ts';

/**
 * Whether a command only goes on with what one of these installs has put there, so that it belongs to it: `npm rebuild sharp` behind
 * `npm ci`. One without names runs scripts of the project, as the install does unless it is told not to.
 */
export function isFollowUp(part: RunPart, installs: readonly LateInstall[]): boolean {
  const read = part.role === 'unknown' ? commandOf(part.command) : undefined;
  const rebuild = read && rebuildOf(read);
  return (
    rebuild !== undefined &&
    installs.some(
      ({ install, part: own }) =>
        install.ecosystem.id === rebuild.ecosystem &&
        install.directory === '' &&
        own.directory === part.directory &&
        (rebuild.names.length > 0 || install.scripts),
    )
  );
}

/** The last of the RUNs directly below an install that do nothing but go on with it; the install's own where there are none. */
export function lastFollowUp(model: Model, installs: readonly LateInstall[], last: number): number {
  const places = placesOf(model);
  const directory = places[last]?.directory;
  const own = installs.filter((one) => places[one.node.index]?.directory === directory);
  let end = last;
  for (let next = model.nodes[end + 1]; next !== undefined; next = model.nodes[end + 1]) {
    if (!isFollowUpRun(model, next, own) || places[next.index]?.directory !== directory) {
      break;
    }
    end++;
  }
  return end;
}

function isFollowUpRun(model: Model, node: Node, installs: readonly LateInstall[]): boolean {
  const parts = commandsIn(model, node);
  const mounts = node.detail.kind === 'run' ? node.detail.mounts : [];
  return (
    parts.some((part) => isFollowUp(part, installs)) &&
    parts.every((part) => runsAlways(part) && (CLEAN_UP.has(part.role) || isFollowUp(part, installs))) &&
    mounts.every(({ type }) => type !== 'bind')
  );
}

/** What may stand beside it: clean-up of package managers, and settings of the shell. */
const CLEAN_UP: ReadonlySet<RunPart['role']> = new Set(['companion', 'system', 'options']);
