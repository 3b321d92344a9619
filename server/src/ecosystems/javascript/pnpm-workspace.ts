/** What installing reads of a pnpm-workspace.yaml. */
export interface PnpmWorkspace {
  readonly packages: readonly string[];
  /** Patch files, relative to the workspace. */
  readonly patches: readonly string[];
}

/** Sections whose contents can't name a file of the context. */
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

/** Scalar settings that change where or what pnpm writes or reads. */
const PLACING =
  /^(modulesDir|virtualStoreDir|storeDir|lockfileDir|pnpmfile|globalPnpmfile|cacheDir|stateDir|sharedWorkspaceLockfile|patchesDir)$/;

/**
 * Reads the plain block form of the file, which is all that pnpm itself writes. Undefined for anything else (flow lists over
 * several lines, anchors, tags, unknown sections): what isn't read surely is not read at all.
 */
export function readPnpmWorkspace(text: string | undefined): PnpmWorkspace | undefined {
  if (text === undefined) {
    return undefined;
  }
  const packages: string[] = [];
  const patches: string[] = [];
  let section = '';
  for (const raw of text.replace(/^\ufeff/, '').split(/\r?\n/)) {
    const line = raw.replace(/(^|\s)#.*$/, '').trimEnd();
    if (line.trim() === '' || line === '---') {
      continue;
    }
    const top = /^(["']?)([A-Za-z]\w*)\1:(?:\s+(.*))?$/.exec(line);
    if (top !== null) {
      section = top[2] ?? '';
      const value = top[3] ?? '';
      if (value !== '' && (PLACING.test(section) || !isScalar(value) || isSection(section))) {
        if (value !== '[]' && value !== '{}') {
          return undefined;
        }
      } else if (value === '' && !isSection(section)) {
        return undefined;
      }
      continue;
    }
    const item = /^\s*-\s+(.*)$/.exec(line)?.[1];
    if (section === 'packages') {
      const value = item === undefined ? undefined : scalar(item);
      if (value === undefined) {
        return undefined;
      }
      packages.push(value);
    } else if (section === 'patchedDependencies') {
      const value = scalar(/:\s+(.*)$/.exec(line)?.[1] ?? '');
      if (value === undefined) {
        return undefined;
      }
      patches.push(value);
    } else if (/(file|link|portal):|["'\s]\.{1,2}\//.test(line)) {
      return undefined;
    }
  }
  return { packages, patches };
}

function isSection(name: string): boolean {
  return name === 'packages' || name === 'patchedDependencies' || PLAIN_SECTIONS.has(name);
}

function isScalar(text: string): boolean {
  return scalar(text) !== undefined;
}

/** A plain or quoted scalar without anything that YAML gives a meaning to; undefined for others. */
function scalar(text: string): string | undefined {
  const quoted = /^'([^'\\]*)'$|^"([^"\\]*)"$/.exec(text.trim());
  if (quoted !== null) {
    return quoted[1] ?? quoted[2];
  }
  return /^[\w./@!-][\w./@*!+ -]*$|^\*[\w./@*-]*\/[\w./@*-]*$/.test(text.trim()) ? text.trim() : undefined;
}
