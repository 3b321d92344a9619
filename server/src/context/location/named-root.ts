import { placeFolder } from '../compose/places.ts';
import type { CandidateInput, ContextChoice } from './types.ts';
import { namedBuilds } from './named-builds.ts';

/**
 * Whether the chosen folder is named by a project's file, a setting or a person, as in `ContextSnapshot`. Of the Dockerfile's own
 * folder all builds count that any project near it names, also those of other Dockerfiles.
 */
export function namedRoot(
  input: CandidateInput,
  { chosen, candidates, picked }: Pick<ContextChoice, 'chosen' | 'candidates' | 'picked'>,
): ContextChoice['named'] {
  if (picked !== 'taken' && !SAID.has(chosen.kind)) {
    return undefined;
  }
  const own = placeFolder(input.dockerfile);
  const isOwnBuilt =
    chosen.root === own ||
    namedBuilds(input).some(({ context }) => context === own) ||
    candidates.some(({ kind, root }) => kind === 'setting' && root === own);
  return isOwnBuilt ? 'here' : 'alone';
}

/** What is no guess of Strata. */
const SAID: ReadonlySet<string> = new Set(['setting', 'compose', 'bake', 'folder']);
