import { placeFolder } from '../compose/places.ts';
import { hasWildcards } from '../copy-wildcards.ts';
import { RANK, rankedCandidate, type Ranked } from './ranked.ts';
import { shownFolder } from './shown-place.ts';
import type { CandidateInput, FolderSources } from './types.ts';

/** The folder that holds most of what is copied (the nearest of equals), makes it or holds what is needed, its own folder, and the workspace's root. */
export function folderCandidates(input: CandidateInput): readonly Ranked[] {
  const { workspaceRoot, folders, sources } = input;
  const own = ownFolder(input);
  const here = folders[0];
  const best = folders.reduce<FolderSources | undefined>(
    (most, folder) => (most === undefined || folder.found.size > most.found.size ? folder : most),
    undefined,
  );
  const found: Ranked[] = [];
  if (here !== undefined && best !== undefined && best.folder !== own.candidate.root) {
    const missing = sources.filter((source) => best.found.has(source) && !here.found.has(source));
    // Who reads it looks for a file first.
    const literal = missing.find((source) => !hasWildcards(source));
    const shown = literal ?? missing[0] ?? 'what it copies';
    const exists = literal === undefined && missing.length > 0 ? 'has matches' : 'exists';
    const reason = `${shown} ${exists} in ${shownFolder(input, best.folder)}, not in the Dockerfile's own folder`;
    found.push(rankedCandidate(RANK.folder, input, { root: best.folder, kind: 'sources', reason }));
  }
  const { packages } = input;
  const above = folders.find(({ folder }) => folder === packages);
  if (above !== undefined && above.found.size >= (best?.found.size ?? 0)) {
    const reason = `package.json beside the Dockerfile needs packages of the monorepo in ${shownFolder(input, above.folder)}`;
    found.push(rankedCandidate(RANK.folder, input, { root: above.folder, kind: 'sources', reason }));
  }
  const { beyond, maker } = input;
  if (maker !== undefined && maker.folder !== own.candidate.root && found.length === 0) {
    const reason = `${maker.holds} exists in ${shownFolder(input, maker.folder)}, and its build makes ${maker.makes}`;
    found.push(rankedCandidate(RANK.folder, input, { root: maker.folder, kind: 'sources', reason }));
  }
  if (beyond !== undefined && found.length === 0) {
    const reason = `${beyond.holds} exists in ${shownFolder(input, beyond.folder)}, and the Dockerfile's own folder holds nothing to copy`;
    found.push(rankedCandidate(RANK.folder, input, { root: beyond.folder, kind: 'sources', reason }));
  }
  found.push(own);
  if (workspaceRoot !== undefined && workspaceRoot !== own.candidate.root) {
    const workspace = { root: workspaceRoot, kind: 'workspace', reason: "the workspace's root" } as const;
    found.push(rankedCandidate(RANK.folder + 2, input, workspace));
  }
  return found;
}

/** Its own folder: there is always something to take. */
export function ownFolder(input: CandidateInput): Ranked {
  const root = input.folders[0]?.folder ?? placeFolder(input.dockerfile);
  const reason = "the Dockerfile's own folder";
  const { rank, candidate } = rankedCandidate(RANK.folder + 1, input, { root, kind: 'own', reason });
  return { rank, candidate: { ...candidate, refused: undefined } };
}
