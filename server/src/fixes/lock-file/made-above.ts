import { commandOf } from '../../ecosystems/command.ts';
import { isWithin } from '../../ecosystems/paths.ts';
import { runParts, type RunPart } from '../../ecosystems/run-parts.ts';
import { chainStart } from '../../model/chain-start.ts';
import { familiarName } from '../../model/familiar-name.ts';
import { nodesAbove } from '../../model/nodes-above.ts';
import type { Model, Node } from '../../model/types.ts';
import { scriptOf } from '../../syntax/shell.ts';
import { MAKES_NOTHING } from '../moving/makes-nothing.ts';
import { SPEAKING } from '../moving/speaking.ts';
import type { MissingLock } from './missing.ts';

/**
 * Whether a lock file may come another way than by a copy of the context, or an error of the install may be meant: out of an image that
 * is not known, from another stage, by a command above it that Strata does not know or that makes one, behind `||`.
 */
export function mayMakeLock(model: Model, { install, place }: MissingLock): boolean {
  const { node, part } = install;
  const mounts = node.detail.kind === 'run' ? node.detail.mounts : [];
  const own = partsOf(model, node);
  const at = own.findIndex((one) => one.command === part.command);
  const isSure =
    at >= 0 &&
    install.hidden === undefined &&
    !part.command.conditional &&
    part.command.join !== '||' &&
    part.command.join !== '|' &&
    own.slice(at + 1).every(({ command }) => command.join === '&&');
  if (
    !isSure ||
    !holdsProgramsOnly(model, node) ||
    !own.slice(0, at).every((one) => isQuiet(one, install.install.ecosystem.family)) ||
    mounts.some(
      ({ type, from, target }) => type === 'bind' && from.kind !== 'context' && isWithin(place, target),
    )
  ) {
    return true;
  }
  for (const above of nodesAbove(model, node)) {
    if (mayBring(model, above, place, install.install.ecosystem.family)) {
      return true;
    }
  }
  return false;
}

/** Images in which no project lies: Docker's official ones, and those of uv. */
function holdsProgramsOnly(model: Model, { stage }: Node): boolean {
  const base = chainStart(model, stage)?.base;
  const name = base?.kind === 'image' ? (base.name ?? '$') : '$';
  const familiar = familiarName(name);
  return !/[$]|onbuild/.test(name) && (!familiar.includes('/') || familiar.startsWith('ghcr.io/astral-sh/'));
}

function mayBring(model: Model, node: Node, path: string, family: string): boolean {
  const { detail } = node;
  if (detail.kind === 'run') {
    const parts = partsOf(model, node);
    return parts.length === 0 || !parts.every((part) => isQuiet(part, family));
  }
  if (detail.kind !== 'copy') {
    return false;
  }
  const { from, sources, resolvedDest } = detail.copy;
  const isElsewhere =
    from.kind !== 'context' || sources.some(({ kind, text }) => kind !== 'path' || text.includes('$'));
  return isElsewhere && (resolvedDest.includes('$') || isWithin(path, resolvedDest));
}

const QUIET: ReadonlySet<string> = new Set([...MAKES_NOTHING, ...SPEAKING]);

/** Whether a command surely makes no lock file of a family. */
function isQuiet({ role, command, install }: RunPart, family: string): boolean {
  const writes = command.redirected && command.redirectedNowhere !== true;
  switch (role) {
    case 'install':
      return install !== undefined && install.ecosystem.family !== family;
    case 'companion':
      return !writes;
    case 'unknown':
      return command.words.length === 0 || (!writes && QUIET.has(commandOf(command)?.name ?? ''));
    default:
      return true;
  }
}

/** None for a RUN that can't be read. */
function partsOf(model: Model, { instruction }: Node): readonly RunPart[] {
  const script = scriptOf(model.file, instruction);
  return script?.complete === true ? runParts(script) : [];
}
