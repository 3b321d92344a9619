import { placeFrom } from '../compose/places.ts';
import { RANK, rankedCandidate, type Ranked } from './ranked.ts';
import { shownFolder } from './shown-place.ts';
import type { CandidateInput } from './types.ts';

/** The folder that a person named. It is not offered to anybody who did not. */
export function namedFolder(input: CandidateInput): readonly Ranked[] {
  const { workspaceRoot, picked } = input;
  if (workspaceRoot === undefined || picked?.startsWith(FOLDER) !== true) {
    return [];
  }
  const root = placeFrom(workspaceRoot, picked.slice(FOLDER.length));
  const shown = shownFolder(input, root);
  const reason = root === workspaceRoot ? shown : `the folder ${shown}`;
  return [rankedCandidate(RANK.person, input, { root, kind: 'folder', reason, id: picked })];
}

/** What a person picks who names a folder, relative to the workspace and `.` for its root. */
export function folderId(folder: string): string {
  return `${FOLDER}${folder}`;
}

const FOLDER = 'folder ';
