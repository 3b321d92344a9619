import { readBake } from '../../context/bake/bake.ts';
import type { BakeProject } from '../../context/bake/bake.ts';
import type { FoundCompose } from '../../context/location/types.ts';
import { parseEnv } from '../../context/compose/env.ts';
import { placeFrom } from '../../context/compose/places.ts';
import { readCompose } from '../../context/compose/compose.ts';
import type { ComposeProject } from '../../context/compose/compose.ts';
import { workflowBuilds, type WorkflowBuild } from '../../context/workflows/workflow-builds.ts';
import { folderOf, join } from '../files.ts';
import type { FileSystem } from '../files.ts';
import { isWorkflowName, mayHoldWorkflows, projectFiles, WORKFLOWS } from '../project-files.ts';
import { kindInside } from '../stays-inside.ts';

/** Where to look. */
export interface FindProjectsOptions {
  /** The Dockerfile's folder and those above it, nearest first. */
  readonly folders: readonly string[];
  /** Nothing outside is read. Its direct subfolders are looked at too. */
  readonly root: string;
  /** What other searches with the same root have read, by folder: filled by this one, and taken instead of reading again. */
  readonly known?: Map<string, Promise<FolderProjects>> | undefined;
}

/** The projects of one folder. */
export interface FolderProjects {
  readonly compose: readonly FoundCompose[];
  readonly bake: readonly BakeProject[];
  readonly workflows: readonly WorkflowBuild[];
}

/** The Compose and Bake projects near a Dockerfile, and what the workflows of folders above it build. */
export interface FoundProjects extends FolderProjects {
  /** The texts that were read, by place. */
  readonly texts: ReadonlyMap<string, string>;
}

/** A larger file is not read, in bytes: people's Compose files have a tenth of it, and parsing one holds up the server. */
const MAX_BYTES = 128 * 1024;

/** Files read of one search. */
const MAX_FILES = 100;

/** Times that what a project brings in is looked up: what is brought in brings in more. */
const MAX_ROUNDS = 8;

/** Subfolders of the root that are looked at. */
const MAX_SUBFOLDERS = 100;

/** Folders that hold other people's projects, or none. */
const SKIPPED: ReadonlySet<string> = new Set([
  'node_modules',
  '.git',
  '.hg',
  '.svn',
  '.venv',
  'venv',
  'vendor',
]);

/** Reads the Compose and Bake files near a Dockerfile and the workflows above it: bounded, below the root, through no symbolic link. */
export async function findProjects(
  files: FileSystem,
  { folders, root, known = new Map<string, Promise<FolderProjects>>() }: FindProjectsOptions,
): Promise<FoundProjects> {
  const read = reader(files, root);
  const compose: FoundCompose[] = [];
  const bake: BakeProject[] = [];
  const workflows: WorkflowBuild[] = [];
  const listings = await listFolders(files, folders, root);
  for (const [folder, listing] of listings) {
    const reading = known.get(folder) ?? projectsIn(read, { files, root, folder, listing });
    known.set(folder, reading);
    const found = await reading;
    compose.push(...found.compose);
    bake.push(...found.bake);
    workflows.push(...found.workflows);
  }
  return { compose, bake, workflows, texts: read.texts() };
}

/** What the workflows below a folder build; GitHub runs those of a repository's root alone. */
async function workflowsIn(
  files: FileSystem,
  root: string,
  folder: string,
): Promise<readonly WorkflowBuild[]> {
  const place = join(folder, WORKFLOWS);
  const names = ((await files.list(place)) ?? []).flatMap(({ name, kind }) =>
    kind === 'file' && isWorkflowName(name) ? [join(place, name)] : [],
  );
  const read = reader(files, root);
  const wanted = names.sort();
  await read.load(wanted);
  return wanted.flatMap((file) => workflowBuilds(read.text(file) ?? '', { file, root: folder }));
}

/** What is looked at of a folder. */
interface FolderSearch {
  readonly files: FileSystem;
  readonly root: string;
  readonly folder: string;
  readonly listing: Listing;
}

async function projectsIn(
  read: Reader,
  { files, root, folder, listing }: FolderSearch,
): Promise<FolderProjects> {
  const compose: FoundCompose[] = [];
  const found = projectFiles(listing.names);
  const base = await baseFiles(read, folder, found.compose);
  if (base.length > 0) {
    compose.push({ project: await readProject(read, base), standard: true });
  }
  for (const name of found.others) {
    const file = join(folder, name);
    if (!base.includes(file)) {
      compose.push({ project: await namedProject(read, file, base), standard: false });
    }
  }
  const bake = found.bake.length > 0 ? [await readBakeProject(read, folder, found.bake)] : [];
  return { compose, bake, workflows: listing.hasWorkflows ? await workflowsIn(files, root, folder) : [] };
}

/** What a folder holds. */
interface Listing {
  /** Names of its files. */
  readonly names: readonly string[];
  /** Whether it may hold workflows. */
  readonly hasWorkflows: boolean;
}

/** By folder: those above the Dockerfile, then the root's subfolders. */
async function listFolders(
  files: FileSystem,
  folders: readonly string[],
  root: string,
): Promise<ReadonlyMap<string, Listing>> {
  const found = new Map<string, Listing>();
  const list = async (wanted: readonly string[]): Promise<readonly string[]> => {
    const listings = await Promise.all(wanted.map((folder) => files.list(folder)));
    const below: string[] = [];
    for (const [index, folder] of wanted.entries()) {
      const items = listings[index] ?? [];
      found.set(folder, {
        names: items.filter(({ kind }) => kind === 'file').map(({ name }) => name),
        hasWorkflows: items.some(mayHoldWorkflows),
      });
      if (folder === root) {
        const inner = items.filter(({ name, kind }) => kind === 'directory' && !SKIPPED.has(name));
        below.push(...inner.map(({ name }) => join(folder, name)).sort());
      }
    }
    return below;
  };
  const below = await list(folders);
  await list(below.filter((folder) => !found.has(folder)).slice(0, MAX_SUBFOLDERS));
  return found;
}

/** What `docker compose` reads in a folder: the files that `COMPOSE_FILE` names in its `.env`, else those it finds. */
async function baseFiles(read: Reader, folder: string, names: readonly string[]): Promise<readonly string[]> {
  if (names.length === 0) {
    return [];
  }
  await read.load([join(folder, '.env')]);
  const variables = parseEnv(read.text(join(folder, '.env')) ?? '');
  const named = variables.get('COMPOSE_FILE')?.split(variables.get('COMPOSE_PATH_SEPARATOR') ?? /[:;]/);
  return (named ?? names).filter((name) => name !== '').map((name) => placeFrom(folder, name));
}

/** A file that must be named: by itself, and over the base where it leaves to that how a service is built. */
async function namedProject(read: Reader, file: string, base: readonly string[]): Promise<ComposeProject> {
  const alone = await readProject(read, [file]);
  if (base.length === 0 || ![...alone.services.values()].some(({ build }) => build?.namesContext === false)) {
    return alone;
  }
  const merged = await readProject(read, [...base, file]);
  const services = new Map(
    [...alone.services].map(([name, service]) => [
      name,
      service.build?.namesContext === false ? (merged.services.get(name) ?? service) : service,
    ]),
  );
  return { ...alone, services };
}

async function readProject(read: Reader, files: readonly string[]): Promise<ComposeProject> {
  const [first] = files;
  await read.load(first === undefined ? [] : [...files, join(folderOf(first), '.env')]);
  let project = readCompose({ files, text: read.text });
  for (let round = 0; round < MAX_ROUNDS && project.wanted.length > 0; round++) {
    await read.load(project.wanted);
    project = readCompose({ files, text: read.text });
  }
  return project;
}

async function readBakeProject(read: Reader, folder: string, names: readonly string[]): Promise<BakeProject> {
  const places = names.map((name) => join(folder, name));
  await read.load(places);
  return readBake(places.map((file) => ({ file, text: read.text(file) ?? '' })));
}

/** Texts of one search, each read once. */
interface Reader {
  load(places: readonly string[]): Promise<void>;
  /** Null for what can't be read; undefined for what was not asked for. */
  readonly text: (place: string) => string | null | undefined;
  /** All that could be read. */
  readonly texts: () => ReadonlyMap<string, string>;
}

function reader(files: FileSystem, root: string): Reader {
  const texts = new Map<string, string | null>();
  let left = MAX_FILES;
  return {
    text: (place) => texts.get(place),
    texts: () => new Map([...texts].flatMap(([place, text]) => (text === null ? [] : [[place, text]]))),
    load: async (places) => {
      const wanted = places.filter((place) => !texts.has(place));
      const allowed = wanted.slice(0, left);
      left -= allowed.length;
      const found = await Promise.all(
        allowed.map(async (place) =>
          (await kindInside(files, root, place)) === 'file' ? files.readText(place, MAX_BYTES) : undefined,
        ),
      );
      for (const place of wanted) {
        texts.set(place, null);
      }
      for (const [index, place] of allowed.entries()) {
        texts.set(place, found[index] ?? null);
      }
    },
  };
}
