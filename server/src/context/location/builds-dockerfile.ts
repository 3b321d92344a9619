import { placeFolder, placeName } from '../compose/places.ts';
import type { CandidateInput } from './types.ts';

/** Whether a build is one of this Dockerfile. BuildKit takes `dockerfile` where nothing is named (domain.md 3.1). */
export function buildsDockerfile(
  { dockerfile }: CandidateInput,
  build: { context: string | undefined; dockerfile: string | undefined; defaultDockerfile: boolean },
): boolean {
  if (build.dockerfile === dockerfile) {
    return true;
  }
  return (
    build.defaultDockerfile &&
    build.dockerfile !== undefined &&
    placeName(dockerfile) === 'dockerfile' &&
    placeFolder(dockerfile) === build.context
  );
}
