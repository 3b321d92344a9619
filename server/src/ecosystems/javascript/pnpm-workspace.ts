import { members } from '../../formats/members.ts';

/** What installing reads of a pnpm-workspace.yaml. */
export interface PnpmWorkspace {
  readonly packages: readonly string[];
  /** Patch files, relative to the workspace. */
  readonly patches: readonly string[];
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

/** More values than any workspace has; what holds more is not read. */
const MAX_VALUES = 20_000;

/**
 * Reads the value of a pnpm-workspace.yaml. Undefined where it may name files in other ways than those that are followed: an
 * unknown section, a setting that places files, an override that leads to a folder. An empty file has no value, and no members.
 */
export function readPnpmWorkspace(value: unknown): PnpmWorkspace | undefined {
  const root = value === null ? new Map<string, unknown>() : members(value);
  if (root === undefined) {
    return undefined;
  }
  const packages = listOf(root.get('packages'));
  const patches = listOf([...(members(root.get('patchedDependencies'))?.values() ?? [])]);
  const isSure = [...root].every(([name, setting]) => {
    if (name === 'packages') {
      return true;
    }
    if (name === 'patchedDependencies') {
      return setting === null || members(setting) !== undefined;
    }
    const isScalar = typeof setting !== 'object' || setting === null;
    return isScalar ? !PLACING.test(name) : PLAIN_SECTIONS.has(name) && !hasPath(setting);
  });
  return isSure && packages !== undefined && patches !== undefined ? { packages, patches } : undefined;
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
    if (count > MAX_VALUES || (typeof one === 'string' && /^(file|link|portal):|^\.{1,2}\//.test(one))) {
      return true;
    }
    todo.push(...(Array.isArray(one) ? (one as unknown[]) : (members(one)?.values() ?? [])));
  }
  return false;
}
