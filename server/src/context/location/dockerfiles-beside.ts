import { placeFolder, placeName } from '../compose/places.ts';
import type { CandidateInput, ContextChoice } from './candidates.ts';

/**
 * The names of the Dockerfiles beside this one of which a project says from where they are built, where that is never their own folder;
 * this one is among them.
 */
export function dockerfilesBeside(
  { dockerfile, compose, bake }: Pick<CandidateInput, 'dockerfile' | 'compose' | 'bake'>,
  { named }: Pick<ContextChoice, 'named'>,
): readonly string[] {
  if (named !== 'alone') {
    return [];
  }
  const folder = placeFolder(dockerfile);
  const builds = [
    ...compose.flatMap(({ project }) => [...project.services.values()].map(({ build }) => build)),
    ...bake.flatMap(({ targets }) => [...targets.values()]),
  ];
  const names = builds.flatMap((build) =>
    build?.context !== undefined && build.dockerfile !== undefined && placeFolder(build.dockerfile) === folder
      ? [placeName(build.dockerfile)]
      : [],
  );
  return [...new Set(names)];
}
