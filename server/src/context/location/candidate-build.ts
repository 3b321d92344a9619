import type { BuildOptions } from '../../model/types.ts';
import { relativePlace } from '../compose/places.ts';
import type { ContextCandidate, ContextChoice } from './types.ts';

/** How a candidate builds: its stage, its arguments and its contexts. What a person says by themselves counts more. */
export function candidateBuild(
  {
    target,
    args,
    root,
    additionalContexts,
  }: Pick<ContextCandidate, 'target' | 'args' | 'root' | 'additionalContexts'>,
  said: BuildOptions = {},
): BuildOptions {
  return {
    ...said,
    target: said.target ?? target,
    buildArgs: new Map([...args, ...(said.buildArgs ?? [])]),
    ...(additionalContexts.size === 0 ? {} : { contexts: shownContexts(root, additionalContexts) }),
  };
}

/** What contexts are to people: a folder as the main context's folder names it, anything else as it is written. */
function shownContexts(
  root: string,
  contexts: ContextCandidate['additionalContexts'],
): ReadonlyMap<string, string> {
  return new Map(
    [...contexts].map(([name, place]) => [
      name,
      isFolderPlace(place) ? `folder ${relativePlace(root, place)}` : place,
    ]),
  );
}

/** Whether a context is a folder of this machine, and no reference to something elsewhere. */
export function isFolderPlace(context: string): boolean {
  return /^(\/|file:\/\/|[A-Za-z]:[/\\])/.test(context);
}

/**
 * How what was chosen builds, and the stages that become images beside it: those that other services build from the same folder, and
 * the last one, which a build takes by itself. Who names a stage asks for it alone.
 */
export function chosenBuild(
  { chosen, candidates }: Pick<ContextChoice, 'chosen' | 'candidates'>,
  said: BuildOptions = {},
): BuildOptions {
  const built = candidates.filter(
    ({ kind, root, refused, lacksTarget }) =>
      (kind === 'compose' || kind === 'bake') &&
      root === chosen.root &&
      refused === undefined &&
      !lacksTarget,
  );
  const others = new Set([...built.map(({ target }) => target), undefined]);
  others.delete(chosen.target);
  return {
    ...candidateBuild(chosen, said),
    ...(said.target === undefined && others.size > 0 ? { others: [...others] } : {}),
  };
}
