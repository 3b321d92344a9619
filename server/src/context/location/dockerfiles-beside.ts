import { placeFolder, placeName } from '../compose/places.ts';
import type { CandidateInput, ContextChoice } from './types.ts';
import { namedBuilds } from './named-builds.ts';

/**
 * The names of the Dockerfiles beside this one of which a project says from where they are built, where that is never their own folder;
 * this one is among them.
 */
export function dockerfilesBeside(
  input: Pick<CandidateInput, 'dockerfile' | 'compose' | 'bake'>,
  { named }: Pick<ContextChoice, 'named'>,
): readonly string[] {
  if (named !== 'alone') {
    return [];
  }
  const folder = placeFolder(input.dockerfile);
  const names = namedBuilds(input).flatMap(({ context, dockerfile }) =>
    context !== undefined && dockerfile !== undefined && placeFolder(dockerfile) === folder
      ? [placeName(dockerfile)]
      : [],
  );
  return [...new Set(names)];
}
