import { placeFolder, placeWithin } from '../compose/places.ts';
import { shownFile, shownFolder } from './shown-place.ts';
import { isSameStage } from './stage-names.ts';
import type { CandidateInput, ContextCandidate } from './types.ts';

/** A way to build and how good it is. */
export interface Ranked {
  /** Less is better. Equal ranks are equally good. */
  readonly rank: number;
  readonly candidate: ContextCandidate;
}

/** Where each kind begins; distances of a file from the Dockerfile are added. */
export const RANK = {
  setting: 0,
  compose: 1000,
  bake: 2000,
  named: 3000,
  workflow: 3900,
  folder: 4000,
  person: 5000,
};

/** A candidate of a rank. What is not said of it is what a build has that nobody says more of. */
export function rankedCandidate(rank: number, input: CandidateInput, said: Said): Ranked {
  return { rank, candidate: candidateOf(input, said) };
}

/** Why a context that lies outside the workspace is not taken. */
const OUTSIDE = 'It lies outside the workspace, which Strata does not read.';

const NO_PAIRS: ReadonlyMap<string, string> = new Map();

type Said = Pick<ContextCandidate, 'root' | 'kind' | 'reason'> & Partial<ContextCandidate>;

function candidateOf(input: CandidateInput, said: Said): ContextCandidate {
  const { dockerfile, workspaceRoot, refused, stages } = input;
  const outside = placeWithin(workspaceRoot ?? placeFolder(dockerfile), said.root) === undefined;
  const { kind, root, service, file, target } = said;
  const named =
    file === undefined ? shownFolder(input, root) : `${service ?? ''} in ${shownFile(input, file)}`;
  return {
    id: `${kind} ${named}`,
    target: undefined,
    lacksTarget: target !== undefined && stages?.some((stage) => isSameStage(target, stage)) === false,
    args: NO_PAIRS,
    additionalContexts: NO_PAIRS,
    exact: true,
    assumed: false,
    service: undefined,
    file: undefined,
    refused: outside ? OUTSIDE : refused?.get(said.root),
    ...said,
  };
}
