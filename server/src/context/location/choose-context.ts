import { bestOfEquals } from './best-of-equals.ts';
import { reasonFor } from './choice-reason.ts';
import { folderCandidates, ownFolder } from './folder-candidates.ts';
import { namedRoot } from './named-root.ts';
import { namedFolder } from './named-folder.ts';
import { projectCandidates } from './project-candidates.ts';
import type { Ranked } from './ranked.ts';
import type { CandidateInput, ContextCandidate, ContextChoice } from './types.ts';

/**
 * The ways to build a Dockerfile, best first: the setting, what Compose or Bake builds by itself (the file nearest to the
 * Dockerfile first), what they build when a file is named, then what a workflow builds, then the folder that holds what the
 * Dockerfile copies. A project that says how it builds is believed over what lies where.
 */
export function chooseContext(input: CandidateInput): ContextChoice {
  const ranked = [...projectCandidates(input), ...folderCandidates(input), ...namedFolder(input)];
  const open = ranked.filter(({ candidate }) => candidate.refused === undefined);
  const free = distinct(open, undefined);
  const refused = ranked.flatMap(({ candidate }) => (candidate.refused === undefined ? [] : [candidate]));
  const best = free[0] ?? ownFolder(input);
  const equals = free.flatMap(({ rank, candidate }) =>
    rank === best.rank && isProject(candidate) ? [candidate] : [],
  );
  const usable = input.picked === undefined ? free : distinct(open, input.picked);
  const picked = usable.find(({ candidate }) => candidate.id === input.picked);
  const automatic = bestOfEquals(equals, input) ?? best.candidate;
  const chosen = picked?.candidate ?? automatic;
  const rivals = picked === undefined ? equals.filter((candidate) => candidate !== chosen) : [];
  const candidates = [
    chosen,
    ...usable.flatMap(({ candidate }) => (candidate === chosen ? [] : [candidate])),
    ...refused,
  ];
  const state = input.picked === undefined ? 'no' : picked === undefined ? 'lost' : 'taken';
  const reason = reasonFor({ chosen, rivals, picked: state }, input.picked);
  const named = namedRoot(input, { chosen, candidates, picked: state });
  return { candidates, chosen, rivals, reason, picked: state, automatic, named };
}

/**
 * By rank, the first of those that build the same in the same way: a service that is written three times is one candidate. What a
 * person picked stands for those that build like it.
 */
function distinct(all: readonly Ranked[], picked: string | undefined): Ranked[] {
  const byBuild = new Map<string, Ranked>();
  for (const one of all) {
    const { root, target, args } = one.candidate;
    // Folders are offered once, whoever names them; a setting stands for itself.
    const key = JSON.stringify([root, target ?? null, [...args].sort(byName)]);
    const before = byBuild.get(key);
    const isPicked = one.candidate.id === picked;
    if (before === undefined || isPicked || (one.rank < before.rank && before.candidate.id !== picked)) {
      byBuild.set(key, one);
    }
  }
  return [...byBuild.values()].sort((one, other) => one.rank - other.rank);
}

function byName([one]: readonly [string, string], [other]: readonly [string, string]): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function isProject({ kind }: ContextCandidate): boolean {
  return kind === 'compose' || kind === 'bake';
}
