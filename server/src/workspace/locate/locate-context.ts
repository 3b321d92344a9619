import { buildsDockerfile } from '../../context/location/builds-dockerfile.ts';
import { chooseContext } from '../../context/location/choose-context.ts';
import type { CandidateInput, ContextChoice } from '../../context/location/types.ts';
import { dockerfilesBeside } from '../../context/location/dockerfiles-beside.ts';
import { lastStage } from '../../context/location/stage-names.ts';
import type { ComposeFacts } from '../../ports/types.ts';
import { hasWildcards } from '../../context/copy-wildcards.ts';
import { contextPath } from '../../context/facts.ts';
import type { Elsewhere } from '../../context/types.ts';
import { folderOf, join, relativeTo } from '../files.ts';
import type { FileSystem } from '../files.ts';
import { findProjects } from './find-projects.ts';
import type { FindProjectsOptions } from './find-projects.ts';
import { findElsewhere } from './find-elsewhere.ts';
import { ignoreAbove } from './ignore-above.ts';
import { heldByEquals } from './held-by-equals.ts';
import { gitIgnoresAbove } from './git-ignores-above.ts';
import { locksAbove } from './locks-above.ts';
import { needsAbove } from './needs-above.ts';
import { packagesAbove } from './packages-above.ts';
import { productMaker } from './product-maker.ts';
import { projectAboveBare } from './bare-folder.ts';
import { foldersUpTo, namedSources, MAX_SOURCES, sourcesIn } from './sources-in.ts';
import { kindInside } from '../stays-inside.ts';

/** What is known when nobody says which context a Dockerfile is built with. */
export interface LocateOptions {
  readonly dockerfile: string;
  /** The workspace folder that holds the Dockerfile, or undefined for a file opened alone. */
  readonly workspaceRoot: string | undefined;
  /** The sources of its COPY and ADD instructions and bind mounts that read the context, as written. */
  readonly sources: readonly string[];
  /** What the Dockerfile names below a copy of all, folders with a trailing slash; nothing when undefined. */
  readonly named?: readonly string[] | undefined;
  /** What its commands can't run without, as in `neededOfContext`; nothing when undefined. */
  readonly needed?: readonly (readonly string[])[] | undefined;
  /** `strata.context.folders`: Dockerfile's glob or folder -> context's folder, both relative to the workspace. */
  readonly setting?: ReadonlyMap<string, string> | undefined;
  /** The id of the candidate that a person picked. */
  readonly picked?: string | undefined;
  /** As in `CandidateInput`. */
  readonly stages?: CandidateInput['stages'];
  /** As in `FindProjectsOptions`. */
  readonly known?: FindProjectsOptions['known'];
}

/** A context, and why it was taken. */
export interface Located {
  readonly root: string;
  /** A sentence for people. */
  readonly reason: string;
  /** All candidates, the chosen one with its stage and arguments, and its rivals. */
  readonly choice: ContextChoice;
  /** As in `ContextSnapshot`. */
  readonly elsewhere: Elsewhere | undefined;
  /** The Compose services that build the same image by themselves; undefined where there is none. */
  readonly compose: ComposeFacts | undefined;
  /** Sentences about what is not looked at. */
  readonly notes: readonly string[];
}

/**
 * The likely context of a Dockerfile: what the settings say, else what a Compose or Bake file near it builds it with, else what a
 * workflow does, else its own folder, unless more of what it copies is found from the workspace's root or from a folder in between (the
 * nearest such folder wins), or it copies a package that can be installed from a folder above alone, or nothing but what the build of
 * a project above makes.
 */
export async function locateContext(files: FileSystem, options: LocateOptions): Promise<Located> {
  const { dockerfile, workspaceRoot, picked, stages, known } = options;
  const own = folderOf(dockerfile);
  const folders = foldersUpTo(own, workspaceRoot);
  // A workspace that does not hold the Dockerfile says nothing of it.
  const holds = workspaceRoot !== undefined && relativeTo(workspaceRoot, own) !== undefined;
  const root = holds ? workspaceRoot : own;
  const copiesAll = options.sources.some((source) => !hasWildcards(source) && contextPath(source) === '');
  const leading = await leadingHere(files, folders, options.named ?? []);
  const needs = await needsAbove(files, folders, options.needed ?? []);
  const written = namedSources(options.sources);
  const sources = namedSources([...options.sources, ...leading, ...needs]);
  const [projects, found, packages, beyond] = await Promise.all([
    findProjects(files, { folders, root, known }),
    Promise.all(folders.map((folder) => sourcesIn(files, folder, sources))),
    copiesAll ? packagesAbove(files, folders) : undefined,
    copiesAll ? projectAboveBare(files, folders) : undefined,
  ]);
  const input: CandidateInput = {
    dockerfile,
    workspaceRoot: holds ? workspaceRoot : undefined,
    ...projects,
    setting: options.setting ?? new Map<string, string>(),
    sources,
    folders: found,
    packages,
    beyond,
    maker: found.every((one) => one.found.size === 0)
      ? await productMaker(files, folders, written)
      : undefined,
    picked,
    stages,
  };
  const refused = await refusedRoots(files, chooseContext(input), { own, root });
  const held = await heldByEquals(files, chooseContext({ ...input, refused, picked: undefined }), {
    sources: namedSources([...options.sources, ...leading]),
    needed: options.needed ?? [],
  });
  const choice = chooseContext({ ...input, refused, held });
  return {
    root: choice.chosen.root,
    reason: choice.reason,
    choice,
    elsewhere: await elsewhereOf(files, input, { choice, sources: written }),
    compose: composeFacts(input, choice, projects.texts),
    notes: unreadNotes(input, root),
  };
}

async function elsewhereOf(
  files: FileSystem,
  input: CandidateInput,
  named: { readonly choice: ContextChoice; readonly sources: readonly string[] },
): Promise<Elsewhere | undefined> {
  const { root } = named.choice.chosen;
  const [around, ignore, locks, gitIgnores] = await Promise.all([
    findElsewhere(files, input, named),
    ignoreAbove(files, input, named.choice),
    locksAbove(files, input, root),
    gitIgnoresAbove(files, input, root),
  ]);
  const beside = dockerfilesBeside(input, named.choice);
  return around === undefined &&
    ignore === undefined &&
    beside.length < 2 &&
    locks.length === 0 &&
    gitIgnores.length === 0
    ? undefined
    : { above: [], submodules: [], ...around, ignore, beside, locks, gitIgnores };
}

/**
 * The services that build the same stage of the Dockerfile, in the projects that `docker compose` takes by itself. Of a
 * project that can't be read whole nothing is known: half of a list of ports looks like a mistake.
 */
function composeFacts(
  input: CandidateInput,
  { chosen }: ContextChoice,
  texts: ComposeFacts['texts'],
): ComposeFacts | undefined {
  const stageOf = (target: string | undefined): string | undefined =>
    (target ?? lastStage(input))?.toLowerCase();
  const uses = input.compose
    .filter(({ standard, project: { unread } }) => standard && unread.length === 0)
    .flatMap(({ project: { services } }) =>
      [...services.values()].map((service) => ({ service, project: services })),
    )
    .filter(
      ({ service: { build } }) =>
        build !== undefined &&
        buildsDockerfile(input, build) &&
        stageOf(build.target) === stageOf(chosen.target),
    );
  return uses.length === 0 ? undefined : { uses, texts };
}

function unreadNotes({ compose }: CandidateInput, root: string): string[] {
  const places = new Set(compose.flatMap(({ standard, project }) => (standard ? project.unread : [])));
  return [...places].map(
    (place) =>
      `${relativeTo(root, place) ?? place} is missing, too large, outside the workspace or no YAML that can be read: nothing is said of what its Compose project publishes.`,
  );
}

/**
 * The paths that lead from a folder above to the Dockerfile's own: who copies all to `/app` and works in `/app/web`, beside a Dockerfile
 * in `web`, copies the folder above. A file counts where it is there: others may be what a build makes.
 */
async function leadingHere(
  files: FileSystem,
  [own = '', ...above]: readonly string[],
  named: readonly string[],
): Promise<string[]> {
  const found = new Set<string>();
  for (const path of named.slice(0, MAX_SOURCES)) {
    const isFolder = path.endsWith('/');
    for (const folder of above) {
      const inside = relativeTo(own, join(folder, isFolder ? path.slice(0, -1) : path));
      const isOwn = inside === '.' && isFolder;
      if (isOwn || (inside !== undefined && inside !== '.' && (await isThere(files, own, inside)))) {
        found.add(relativeTo(folder, own) ?? '');
      }
    }
  }
  return [...found];
}

async function isThere(files: FileSystem, folder: string, path: string): Promise<boolean> {
  return (await files.kind(join(folder, path))) !== undefined;
}

/** Folders among the candidates that are not there, or that a symbolic link leads to. */
async function refusedRoots(
  files: FileSystem,
  { candidates }: ContextChoice,
  { own, root }: { own: string; root: string },
): Promise<ReadonlyMap<string, string>> {
  const places = new Set(candidates.flatMap((one) => (one.refused === undefined ? [one.root] : [])));
  // The editor opened the Dockerfile there, however one gets there.
  places.delete(own);
  const refused = new Map<string, string>();
  await Promise.all(
    [...places].map(async (place) => {
      const kind = await kindInside(files, root, place);
      if (kind === 'symlink') {
        refused.set(place, 'A symbolic link leads there, which Strata does not follow.');
      } else if (kind !== 'directory') {
        refused.set(place, 'There is no such folder.');
      }
    }),
  );
  return refused;
}
