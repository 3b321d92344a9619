import { commandOf } from '../../ecosystems/command.ts';
import { isWithin } from '../../ecosystems/paths.ts';
import type { RunPart } from '../../ecosystems/run-part.ts';
import { chainStart } from '../../model/chain-start.ts';
import { familiarName } from '../../model/familiar-name.ts';
import { nodesAbove } from '../../model/nodes-above.ts';
import { isOfficialImage } from '../../model/official-image.ts';
import type { Model, Node } from '../../model/types.ts';
import { anyOf } from '../any-of.ts';
import type { Candidate } from '../manifest-first/types.ts';
import { commandsIn } from '../moving/commands-in.ts';
import { MAKES_NOTHING } from '../moving/makes-nothing.ts';
import { SPEAKING } from '../moving/speaking.ts';
import { mayBringUnseen } from '../moving/unseen-files.ts';

/**
 * Whether a lock file may come to its place in the image another way than by a copy of the context, or an error of the install may be
 * meant: out of an image that is not known, from another stage, by a command above it that Strata does not know or that makes one,
 * behind `||`.
 */
export function mayMakeLock(model: Model, candidate: Candidate, place: string): boolean {
  const { node, part, install } = candidate;
  const { family } = install.ecosystem;
  const own = commandsIn(model, node);
  const at = own.findIndex((one) => one.command === part.command);
  const mounts = node.detail.kind === 'run' ? node.detail.mounts : [];
  return (
    at < 0 ||
    !failsWithIt(candidate, own.slice(at + 1)) ||
    !startsWithoutProject(model, node) ||
    !own.slice(0, at).every((one) => makesNone(one, family)) ||
    mounts.some(
      ({ type, from, target }) => type === 'bind' && from.kind !== 'context' && isWithin(place, target),
    ) ||
    anyOf(nodesAbove(model, node), (above) => mayBring(model, above, place, family))
  );
}

/** Whether a RUN surely comes to an install, and fails where that does. */
function failsWithIt({ part: { command }, hidden }: Candidate, behind: readonly RunPart[]): boolean {
  return (
    hidden === undefined &&
    !command.conditional &&
    command.join !== '||' &&
    command.join !== '|' &&
    behind.every((one) => one.command.join === '&&')
  );
}

/** Whether no project lies in the image that a stage begins with: in Docker's own there is none, and in those of uv. */
function startsWithoutProject(model: Model, { stage }: Node): boolean {
  const base = chainStart(model, stage)?.base;
  const name = base?.kind === 'image' ? (base.name ?? '') : '';
  const isUv = familiarName(name).startsWith('ghcr.io/astral-sh/') && !name.includes('$');
  return (isOfficialImage(name) || isUv) && !name.includes('onbuild');
}

function mayBring(model: Model, node: Node, path: string, family: string): boolean {
  const { detail } = node;
  if (detail.kind === 'run') {
    const parts = commandsIn(model, node);
    return parts.length === 0 || !parts.every((part) => makesNone(part, family));
  }
  return detail.kind === 'copy' && mayBringUnseen(detail.copy, path);
}

/** Whether a command surely makes no lock file of a family. */
function makesNone({ role, command, install }: RunPart, family: string): boolean {
  const writes = command.redirected && command.redirectedNowhere !== true;
  switch (role) {
    case 'install':
      return install !== undefined && install.ecosystem.family !== family;
    case 'companion':
      return !writes;
    case 'unknown':
      return command.words.length === 0 || (!writes && HARMLESS.has(commandOf(command)?.name ?? ''));
    default:
      return true;
  }
}

const HARMLESS: ReadonlySet<string> = new Set([...MAKES_NOTHING, ...SPEAKING]);
