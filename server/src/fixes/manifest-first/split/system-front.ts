import type { Model, Node } from '../../../model/types.ts';
import { firstWithoutLists } from '../../hoist/lists-needed.ts';
import { readRun, type Step } from '../../hoist/run-reading.ts';
import { CONFIGURATION } from '../../moving/configuration.ts';
import { placesOf } from '../../moving/places.ts';
import { cutAfter } from './split-run.ts';

/**
 * The RUN of the system packages alone that a RUN installs by name up to one of its commands: above the manifests, no change of theirs
 * installs them again. Undefined where something else is done there, which may need the copied files, or belong to what comes behind.
 */
export function systemFront(model: Model, node: Node, last: number): string | undefined {
  const place = placesOf(model)[node.index];
  const run = place && readRun(model, node, place);
  const mounts = node.detail.kind === 'run' ? node.detail.mounts : [];
  if (run === undefined || mounts.some(({ type }) => type === 'bind')) {
    return undefined;
  }
  const head = run.steps.slice(0, last + 1);
  const isSure =
    head.every(isOfSystem) &&
    head.some(({ kind }) => kind === 'system') &&
    firstWithoutLists(run.steps.slice(last + 1)) === undefined;
  const cut = isSure ? cutAfter(model, node, { last, extra: [] }) : '';
  return typeof cut === 'string' ? undefined : cut.first;
}

/** Installs packages of the system by name, cleans up behind that, or sets options of the shell. */
function isOfSystem({ kind, globs, part }: Step): boolean {
  return (
    !globs &&
    (kind === 'system' || (kind === 'harmless' && (part.role === 'system' || part.role === 'options')))
  );
}

/** Whether an install of system packages by name may pass a node, which is neither a copy nor a RUN, without another look. */
export function passesSystemFront({ instruction }: Node): boolean {
  return CONFIGURATION.has(instruction.keyword) || instruction.keyword === 'WORKDIR';
}
