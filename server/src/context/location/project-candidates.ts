import { placeFolder, placeFrom, placeWithin } from '../compose/places.ts';
import { buildsDockerfile } from './builds-dockerfile.ts';
import { settingFor } from './candidate-setting.ts';
import { RANK, rankedCandidate, type Ranked } from './ranked.ts';
import { shownFile } from './shown-place.ts';
import { isSameStage } from './stage-names.ts';
import type { CandidateInput } from './types.ts';

/** What the setting, Compose files, Bake files and workflows say of a Dockerfile's build. */
export function projectCandidates(input: CandidateInput): readonly Ranked[] {
  return [
    ...settingCandidates(input),
    ...composeCandidates(input),
    ...bakeCandidates(input),
    ...workflowCandidates(input),
  ];
}

function settingCandidates(input: CandidateInput): readonly Ranked[] {
  const { dockerfile, workspaceRoot, setting } = input;
  const path = workspaceRoot === undefined ? undefined : placeWithin(workspaceRoot, dockerfile);
  const found = path === undefined ? undefined : settingFor(setting, path);
  if (workspaceRoot === undefined || found === undefined) {
    return [];
  }
  const root = placeFrom(workspaceRoot, found.folder);
  const reason = `the setting strata.context.folders (${found.pattern})`;
  return [rankedCandidate(RANK.setting, input, { root, kind: 'setting', reason })];
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
        const said = { root, kind: 'compose', reason, ...service } as const;
        const base = (standard ? RANK.compose : RANK.named) + distance(input, file);
        // What starts only with a profile comes after what starts by itself.
        found.push(rankedCandidate(base + (profiles.length > 0 ? 0.5 : 0), input, said));
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
        const said = { root, kind: 'bake', reason, ...service } as const;
        found.push(rankedCandidate(base + distance(input, file), input, said));
      }
    }
  }
  return found;
}

/**
 * A workflow builds on a machine of its own, on which other steps may have made what is copied, or one that nobody runs any more: its
 * folder is believed where no other one holds more of what is copied. It counts as building a stage where all that build the
 * Dockerfile there ask for that one.
 */
function workflowCandidates(input: CandidateInput): readonly Ranked[] {
  const builds = (input.workflows ?? []).filter(({ dockerfile }) => dockerfile === input.dockerfile);
  return builds.map(({ file, job, context: root }) => {
    const targets = new Set(builds.flatMap((one) => (one.context === root ? [one.target] : [])));
    const [target] = targets.size === 1 ? targets : [];
    const isThere = input.stages?.some((stage) => isSameStage(target ?? '', stage)) === true;
    const reason = `workflow job ${job} (${shownFile(input, file)})`;
    const said = { root, kind: 'workflow', reason, service: job, file } as const;
    const rank = holdsMost(input, root) ? RANK.workflow : RANK.folder + 1.5;
    return rankedCandidate(rank, input, { ...said, target: isThere ? target : undefined });
  });
}

/** True also for a folder that was not looked into. */
function holdsMost({ folders }: CandidateInput, root: string): boolean {
  const own = folders.find(({ folder }) => folder === root)?.found.size;
  return own === undefined || folders.every(({ found }) => found.size <= own);
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
