import { placeFolder } from '../compose/places.ts';
import type { CandidateInput, ContextChoice } from './candidates.ts';

/**
 * Whether the chosen folder is named by a project's file, a setting or a person, as in `ContextSnapshot`. Of the Dockerfile's own
 * folder all builds count that any project near it names, also those of other Dockerfiles.
 */
export function namedRoot(
  { dockerfile, compose, bake }: CandidateInput,
  { chosen, candidates, picked }: Pick<ContextChoice, 'chosen' | 'candidates' | 'picked'>,
): ContextChoice['named'] {
  if (picked !== 'taken' && !SAID.has(chosen.kind)) {
    return undefined;
  }
  const own = placeFolder(dockerfile);
  const builds = [
    ...compose.flatMap(({ project }) => [...project.services.values()].map(({ build }) => build)),
    ...bake.flatMap(({ targets }) => [...targets.values()]),
  ];
  const isOwnBuilt =
    chosen.root === own ||
    builds.some((build) => build?.context === own) ||
    candidates.some(({ kind, root }) => kind === 'setting' && root === own);
  return isOwnBuilt ? 'here' : 'alone';
}

/** What is no guess of Strata. */
const SAID: ReadonlySet<string> = new Set(['setting', 'compose', 'bake', 'folder']);
