import { nameOf, type FolderItem } from './files.ts';

/** The file in which a team keeps its settings, for editors and the command line alike. */
export const TEAM_FILE = '.strata.yaml';

/** Names that `docker compose` takes by itself, the first that is there (compose-go's cli/options.go). */
const COMPOSE: readonly string[] = [
  'compose.yaml',
  'compose.yml',
  'docker-compose.yml',
  'docker-compose.yaml',
];

/** Names that it merges over those, the first that is there. */
const OVERRIDES: readonly string[] = [
  'compose.override.yml',
  'compose.override.yaml',
  'docker-compose.override.yml',
  'docker-compose.override.yaml',
];

/** Names that `docker buildx bake` takes by itself, all that are there in this order. */
const BAKE: readonly string[] = [
  'docker-bake.json',
  'docker-bake.hcl',
  'docker-bake.override.json',
  'docker-bake.override.hcl',
];

/** Any name that people give to Compose files. */
const COMPOSE_LIKE = /^(docker-)?compose([._-][\w.-]*)?\.ya?ml$/i;

/** The files of one folder that say how something is built. */
export interface ProjectFiles {
  /** The base file and its override, in that order; empty when there is none. */
  readonly compose: readonly string[];
  /** Compose files that must be named (`compose.prod.yaml`), sorted. */
  readonly others: readonly string[];
  readonly bake: readonly string[];
}

/** Sorts out the names of the files in a folder. */
export function projectFiles(names: readonly string[]): ProjectFiles {
  const there = new Set(names);
  const base = COMPOSE.find((name) => there.has(name));
  const override = base === undefined ? undefined : OVERRIDES.find((name) => there.has(name));
  const compose = [base, override].filter((name) => name !== undefined);
  return {
    compose,
    others: names.filter((name) => COMPOSE_LIKE.test(name) && !compose.includes(name)).sort(),
    bake: BAKE.filter((name) => there.has(name)),
  };
}

/** The folder in which GitHub looks for workflows. */
export const WORKFLOWS = '.github/workflows';

/** True for what a folder holds where it may hold workflows. */
export function mayHoldWorkflows({ name, kind }: Pick<FolderItem, 'name' | 'kind'>): boolean {
  return kind === 'directory' && WORKFLOWS.startsWith(`${name}/`);
}

/** True for the name of a workflow in that folder. */
export function isWorkflowName(name: string): boolean {
  return /\.ya?ml$/.test(name);
}

/** True for a file whose coming, going or text may change which context a Dockerfile is built with. */
export function isProjectFile(path: string): boolean {
  const name = nameOf(path);
  return (
    COMPOSE_LIKE.test(name) ||
    BAKE.includes(name) ||
    name === '.env' ||
    (isWorkflowName(name) && path.endsWith(`/${WORKFLOWS}/${name}`))
  );
}
