import type { BakeProject } from '../bake/bake.ts';
import { bestOfEquals } from './best-of-equals.ts';
import { settingFor } from './candidate-setting.ts';
import type { ComposeProject } from '../compose/compose.ts';
import { placeFolder, placeFrom, placeName, placeWithin } from '../compose/places.ts';
import { hasWildcards } from '../copy-wildcards.ts';
import { reasonFor } from './choice-reason.ts';
import { namedRoot } from './named-root.ts';
import { shownFile, shownFolder } from './shown-place.ts';
import { isSameStage } from './stage-names.ts';

/** A way to build a Dockerfile. */
export interface ContextCandidate {
  /** Names it among the candidates, and is the same tomorrow: a person's choice can be remembered by it. */
  readonly id: string;
  /** The place of the context's folder. */
  readonly root: string;
  /**
   * What says so. `sources`: what the Dockerfile copies lies there. `own`: its folder. `workspace`: the workspace's root.
   * `folder`: a person named it.
   */
  readonly kind: 'setting' | 'compose' | 'bake' | 'sources' | 'own' | 'workspace' | 'folder';
  /** What says so in words for people, a noun phrase without a full stop: `Compose service web (compose.yaml)`. */
  readonly reason: string;
  /** The stage that is asked for; the last one when undefined. */
  readonly target: string | undefined;
  /** True where the Dockerfile has no such stage, so that this build fails. */
  readonly lacksTarget: boolean;
  /** Build arguments with known values. */
  readonly args: ReadonlyMap<string, string>;
  /** `additional_contexts` by name: the place of a folder, or a reference as written. */
  readonly additionalContexts: ReadonlyMap<string, string>;
  /** False when what says so says more that steps depend on than is read here: a network, an argument from the shell. */
  readonly exact: boolean;
  /** True when defaults of variables that the shell may set decide its folder, its Dockerfile or its stage. */
  readonly assumed: boolean;
  /** The Compose service or Bake target, and the file that names it. */
  readonly service: string | undefined;
  readonly file: string | undefined;
  /** Why it can't be taken, a sentence; undefined when it can. */
  readonly refused: string | undefined;
}

/** The ways to build a Dockerfile, and the one that is taken. */
export interface ContextChoice {
  /** Best first; those that are refused come last. Never empty: the Dockerfile's own folder is always among them. */
  readonly candidates: readonly ContextCandidate[];
  readonly chosen: ContextCandidate;
  /** A sentence for people: what was taken, why, and how many others say something else. */
  readonly reason: string;
  /** Others as good as the chosen one that build with another folder, stage or arguments. */
  readonly rivals: readonly ContextCandidate[];
  /** Whether a person picked one, and whether it is still there to be taken. */
  readonly picked: 'no' | 'taken' | 'lost';
  /** What is taken where nobody picks. */
  readonly automatic: ContextCandidate;
  /** Whether anybody names the chosen one's folder, as in `ContextSnapshot`. */
  readonly named: 'here' | 'alone' | undefined;
}

/** A Compose project and how it came to be read. */
export interface FoundCompose {
  readonly project: ComposeProject;
  /** True for what `docker compose` takes by itself; false for a file that must be named, such as compose.prod.yaml. */
  readonly standard: boolean;
}

/** Whether what the Dockerfile copies is in a folder. */
export interface FolderSources {
  readonly folder: string;
  /** Sources that exist there. */
  readonly found: ReadonlySet<string>;
}

/** What is known of a Dockerfile's surroundings. */
export interface CandidateInput {
  readonly dockerfile: string;
  /** The workspace folder that holds it, or undefined for a file opened alone. */
  readonly workspaceRoot: string | undefined;
  readonly compose: readonly FoundCompose[];
  readonly bake: readonly BakeProject[];
  /** `strata.context.folders`: Dockerfile's glob or folder -> context's folder, both relative to the workspace. */
  readonly setting: ReadonlyMap<string, string>;
  /** What the Dockerfile copies, patterns among it, in its order. */
  readonly sources: readonly string[];
  /** Its own folder first, then those above it up to the workspace's root. */
  readonly folders: readonly FolderSources[];
  /** The folder above from which alone the package beside the Dockerfile can be installed, where all of the context is copied. */
  readonly packages?: string | undefined;
  /**
   * The nearest folder above that holds a project, and a file of it, where the Dockerfile copies all of its context and its own folder
   * holds nothing to copy.
   */
  readonly beyond?: { readonly folder: string; readonly holds: string } | undefined;
  /**
   * Where nothing that is copied is in any folder: the nearest folder with a project whose build makes some of it, a file of that
   * project and what is made.
   */
  readonly maker?: { readonly folder: string; readonly holds: string; readonly makes: string } | undefined;
  /** How much of what the Dockerfile copies and needs lies in the folders that equally good projects name, where these differ. */
  readonly held?: ReadonlyMap<string, number> | undefined;
  /** Places that can't be a context, and why: a sentence. */
  readonly refused?: ReadonlyMap<string, string> | undefined;
  /** The {@link ContextCandidate.id} (or {@link folderId}) that a person picked. It counts more than everything else. */
  readonly picked?: string | undefined;
  /**
   * Its stages by name, undefined for one without; not known when undefined.
   */
  readonly stages?: readonly (string | undefined)[] | undefined;
}

/** Why a context that lies outside the workspace is not taken. */
const OUTSIDE = 'It lies outside the workspace, which Strata does not read.';

const NO_PAIRS: ReadonlyMap<string, string> = new Map();

/** What a person picks who names a folder, relative to the workspace and `.` for its root. */
export function folderId(folder: string): string {
  return `${FOLDER}${folder}`;
}

const FOLDER = 'folder ';

/**
 * The ways to build a Dockerfile, best first: the setting, what Compose or Bake builds by itself (the file nearest to the
 * Dockerfile first), what they build when a file is named, then the folder that holds what the Dockerfile copies. A project
 * that says how it builds is believed over what lies where.
 */
export function chooseContext(input: CandidateInput): ContextChoice {
  const ranked = [
    ...settingCandidates(input),
    ...composeCandidates(input),
    ...bakeCandidates(input),
    ...folderCandidates(input),
    ...namedFolder(input),
  ];
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

interface Ranked {
  /** Less is better. Equal ranks are equally good. */
  readonly rank: number;
  readonly candidate: ContextCandidate;
}

/** Distances of a file from the Dockerfile are added to these. */
const RANK = { setting: 0, compose: 1000, bake: 2000, named: 3000, folder: 4000, person: 5000 };

function settingCandidates(input: CandidateInput): readonly Ranked[] {
  const { dockerfile, workspaceRoot, setting } = input;
  const path = workspaceRoot === undefined ? undefined : placeWithin(workspaceRoot, dockerfile);
  const found = path === undefined ? undefined : settingFor(setting, path);
  if (workspaceRoot === undefined || found === undefined) {
    return [];
  }
  const root = placeFrom(workspaceRoot, found.folder);
  const reason = `the setting strata.context.folders (${found.pattern})`;
  return [ranked(RANK.setting, candidateOf(input, { root, kind: 'setting', reason }))];
}

function composeCandidates(input: CandidateInput): readonly Ranked[] {
  const found: Ranked[] = [];
  for (const { project, standard } of input.compose) {
    for (const { name, build, profiles } of project.services.values()) {
      if (build?.context !== undefined && buildsDockerfile(input, build)) {
        const { context: root, target, args, additionalContexts, exact, assumed } = build;
        const file = standard ? project.file : (project.files[project.files.length - 1] ?? project.file);
        const reason = `Compose service ${name} (${shownFile(input, file)})`;
        const service = { target, args, additionalContexts, exact, assumed, service: name, file };
        const candidate = candidateOf(input, { root, kind: 'compose', reason, ...service });
        const base = (standard ? RANK.compose : RANK.named) + distance(input, file);
        // What starts only with a profile comes after what starts by itself.
        found.push(ranked(base + (profiles.length > 0 ? 0.5 : 0), candidate));
      }
    }
  }
  return found;
}

function bakeCandidates(input: CandidateInput): readonly Ranked[] {
  const found: Ranked[] = [];
  for (const { file, targets, defaults } of input.bake) {
    for (const made of targets.values()) {
      if (made.context !== undefined && buildsDockerfile(input, made)) {
        const { name, context: root, target, args, additionalContexts, exact } = made;
        const reason = `Bake target ${name} (${shownFile(input, file)})`;
        const service = { target, args, additionalContexts, exact, service: name, file };
        const base = defaults.has(name) ? RANK.bake : RANK.named;
        const candidate = candidateOf(input, { root, kind: 'bake', reason, ...service });
        found.push(ranked(base + distance(input, file), candidate));
      }
    }
  }
  return found;
}

/** The folder that holds most of what is copied (the nearest of equals), makes it or holds what is needed, its own folder, and the workspace's root. */
function folderCandidates(input: CandidateInput): readonly Ranked[] {
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
    found.push(ranked(RANK.folder, candidateOf(input, { root: best.folder, kind: 'sources', reason })));
  }
  const { packages } = input;
  const above = folders.find(({ folder }) => folder === packages);
  if (above !== undefined && above.found.size >= (best?.found.size ?? 0)) {
    const reason = `package.json beside the Dockerfile needs packages of the monorepo in ${shownFolder(input, above.folder)}`;
    found.push(ranked(RANK.folder, candidateOf(input, { root: above.folder, kind: 'sources', reason })));
  }
  const { beyond, maker } = input;
  if (maker !== undefined && maker.folder !== own.candidate.root && found.length === 0) {
    const reason = `${maker.holds} exists in ${shownFolder(input, maker.folder)}, and its build makes ${maker.makes}`;
    found.push(ranked(RANK.folder, candidateOf(input, { root: maker.folder, kind: 'sources', reason })));
  }
  if (beyond !== undefined && found.length === 0) {
    const reason = `${beyond.holds} exists in ${shownFolder(input, beyond.folder)}, and the Dockerfile's own folder holds nothing to copy`;
    found.push(ranked(RANK.folder, candidateOf(input, { root: beyond.folder, kind: 'sources', reason })));
  }
  found.push(own);
  if (workspaceRoot !== undefined && workspaceRoot !== own.candidate.root) {
    const workspace = { root: workspaceRoot, kind: 'workspace', reason: "the workspace's root" } as const;
    found.push(ranked(RANK.folder + 2, candidateOf(input, workspace)));
  }
  return found;
}

/** The folder that a person named. It is not offered to anybody who did not. */
function namedFolder(input: CandidateInput): readonly Ranked[] {
  const { workspaceRoot, picked } = input;
  if (workspaceRoot === undefined || picked?.startsWith(FOLDER) !== true) {
    return [];
  }
  const root = placeFrom(workspaceRoot, picked.slice(FOLDER.length));
  const shown = shownFolder(input, root);
  const reason = root === workspaceRoot ? shown : `the folder ${shown}`;
  return [ranked(RANK.person, candidateOf(input, { root, kind: 'folder', reason, id: picked }))];
}

function ownFolder(input: CandidateInput): Ranked {
  const root = input.folders[0]?.folder ?? placeFolder(input.dockerfile);
  const reason = "the Dockerfile's own folder";
  return ranked(RANK.folder + 1, {
    ...candidateOf(input, { root, kind: 'own', reason }),
    // There is always something to take.
    refused: undefined,
  });
}

function ranked(rank: number, candidate: ContextCandidate): Ranked {
  return { rank, candidate };
}

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

/** Folders between a file and the Dockerfile, up from one and down to the other. */
function distance({ dockerfile }: CandidateInput, file: string): number {
  const here = placeFolder(dockerfile).split('/');
  const there = placeFolder(file).split('/');
  let same = 0;
  while (same < here.length && same < there.length && here[same] === there[same]) {
    same++;
  }
  return Math.min(here.length + there.length - 2 * same, 500);
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
