import { placeName, placeWithin } from '../compose/places.ts';
import type { CandidateInput } from './types.ts';

/** A folder in a sentence: relative to the workspace. */
export function shownFolder(
  { workspaceRoot }: Pick<CandidateInput, 'workspaceRoot'>,
  folder: string,
): string {
  const name = workspaceRoot === undefined ? undefined : placeWithin(workspaceRoot, folder);
  return name === '.' ? "the workspace's root" : (name ?? folder);
}

/** A file in a sentence: relative to the workspace, or by its name. */
export function shownFile({ workspaceRoot }: Pick<CandidateInput, 'workspaceRoot'>, file: string): string {
  return (workspaceRoot === undefined ? undefined : placeWithin(workspaceRoot, file)) ?? placeName(file);
}
