import { members } from '../../formats/members.ts';
import { isLinkToNothing } from './local-dependencies.ts';

/** What installing reads of a pnpm-workspace.yaml. */
export interface PnpmWorkspace {
  readonly packages: readonly string[];
  /** Patch files, relative to the workspace. */
  readonly patches: readonly string[];
  /** Why it may name other files, too, as a clause behind the file's name; undefined where it doesn't. */
  readonly obstacle?: string;
}

/** Sections whose contents name no file of the context, unless one of their texts looks like a path. */
const PLAIN_SECTIONS = new Set([
  'catalog',
  'catalogs',
  'onlyBuiltDependencies',
  'ignoredBuiltDependencies',
  'neverBuiltDependencies',
  'allowBuilds',
  'allowedDeprecatedVersions',
  'overrides',
  'packageExtensions',
  'peerDependencyRules',
  'auditConfig',
  'publicHoistPattern',
  'hoistPattern',
  'minimumReleaseAgeExclude',
  'trustPolicyExclude',
  'supportedArchitectures',
  'updateConfig',
]);

/** Settings that change where or what pnpm writes or reads. */
const PLACING =
  /^(modulesDir|virtualStoreDir|storeDir|lockfileDir|pnpmfile|globalPnpmfile|cacheDir|stateDir|sharedWorkspaceLockfile|patchesDir|onlyBuiltDependenciesFile|nodeOptions|scriptShell)$/;

/** What some of them are where nobody sets them (pnpm.io/settings). */
const DEFAULTS: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['modulesDir', 'node_modules'],
  ['virtualStoreDir', 'node_modules/.pnpm'],
  ['sharedWorkspaceLockfile', true],
]);

/** More values than any workspace has; what holds more is not read. */
const MAX_VALUES = 20_000;

/**
 * Reads the value of a pnpm-workspace.yaml; undefined where that has not the form of one. An empty file has no value, and no members.
 */
export function readPnpmWorkspace(value: unknown): PnpmWorkspace | undefined {
  const root = value === null ? new Map<string, unknown>() : members(value);
  if (root === undefined) {
    return undefined;
  }
  const packages = listOf(root.get('packages'));
  const patched = root.get('patchedDependencies') ?? undefined;
  const patches = listOf([...(members(patched)?.values() ?? [])]);
  if (
    packages === undefined ||
    patches === undefined ||
    (patched !== undefined && members(patched) === undefined)
  ) {
    return undefined;
  }
  const [obstacle] = [...root].flatMap(([name, setting]) => obstacleOf(name, setting) ?? []);
  return obstacle === undefined ? { packages, patches } : { packages, patches, obstacle };
}

/** Why a setting may name files in other ways than those that are followed. */
function obstacleOf(name: string, setting: unknown): string | undefined {
  if (name === 'packages' || name === 'patchedDependencies') {
    return undefined;
  }
  if (typeof setting !== 'object' || setting === null) {
    return PLACING.test(name) && setting !== DEFAULTS.get(name) ? `sets \`${name}\`` : undefined;
  }
  if (!PLAIN_SECTIONS.has(name)) {
    return `holds \`${name}\`, which may name more files`;
  }
  return hasPath(setting) ? `names a file or folder in \`${name}\`` : undefined;
}

/** The texts of a list that holds nothing else; empty where there is none. */
function listOf(value: unknown): readonly string[] | undefined {
  if (value === undefined || value === null) {
    return [];
  }
  return Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : undefined;
}

/** Whether a text below a value leads to a file or folder. */
function hasPath(value: unknown): boolean {
  const todo: unknown[] = [value];
  for (let count = 0; todo.length > 0; count++) {
    const one = todo.pop();
    const isPath =
      typeof one === 'string' && /^(file|link|portal):|^\.{1,2}\//.test(one) && !isLinkToNothing(one);
    if (isPath || count > MAX_VALUES) {
      return true;
    }
    todo.push(...(Array.isArray(one) ? (one as unknown[]) : (members(one)?.values() ?? [])));
  }
  return false;
}
