import { collect } from '../collector.ts';
import { joinPath } from '../paths.ts';
import type { ContextQuery, Hazard, Install, InstallInputs } from '../types.ts';
import { readPnpmWorkspace, type PnpmWorkspace } from './pnpm-workspace.ts';
import { manifestIn, projectInputs, workspaceAround } from './project.ts';
import { judgeSettings } from './settings.ts';

/** Files beside package.json and lock file that pnpm reads. */
const SETTINGS = ['pnpm-workspace.yaml', '.npmrc', '.pnpmfile.cjs', '.pnpmfile.mjs', 'pnpmfile.js'];

/**
 * What `pnpm install` reads. Where that can't come in front of the sources (scripts that build them, members that are not known),
 * `pnpm fetch` can: it fills the store by the lock file, and the install below the sources only links.
 */
export function pnpmInputs(install: Install, folder: string, context: ContextQuery): InstallInputs {
  const path = joinPath(folder, 'pnpm-workspace.yaml');
  const has = context.has(path);
  const workspace: PnpmWorkspace | undefined =
    has === 'yes' ? readPnpmWorkspace(context.yaml(path)) : { packages: [], patches: [] };
  const hazards: Hazard[] = [];
  if (workspace === undefined || has === 'unknown') {
    hazards.push({ effect: 'none', reason: `${path} can't be read surely` });
  }
  if (workspace?.obstacle !== undefined) {
    hazards.push({ effect: 'none', reason: `${path} ${workspace.obstacle}` });
  }
  for (const name of ['.pnpmfile.cjs', '.pnpmfile.mjs', 'pnpmfile.js']) {
    if (context.has(joinPath(folder, name)) !== 'no') {
      hazards.push({ effect: 'review', reason: `${name} may read more files` });
    }
  }
  const found = projectInputs(install, folder, context, {
    command: 'pnpm install',
    locks: ['pnpm-lock.yaml'],
    lockRequired: install.frozen,
    settings: SETTINGS,
    workspaces: workspace?.packages ?? [],
    patches: workspace?.patches ?? [],
  });
  const all = { ...found, hazards: [...hazards, ...found.hazards] };
  const isBlocked = all.hazards.some(({ effect }) => effect === 'none');
  return (isBlocked ? fetchInputs(install, folder, { context, workspace }) : undefined) ?? all;
}

interface Project {
  readonly context: ContextQuery;
  readonly workspace: PnpmWorkspace | undefined;
}

/** What `pnpm fetch` reads; undefined where it has no lock file, or may need more than what is copied. */
function fetchInputs(
  { downloadOnly }: Install,
  folder: string,
  { context, workspace }: Project,
): InstallInputs | undefined {
  const found = collect(folder, context);
  const manifest = manifestIn(folder, context);
  const isKnown =
    context.isFile(joinPath(folder, 'pnpm-lock.yaml')) &&
    workspaceAround(folder, context) === undefined &&
    SETTINGS.every((name) => judgeIfThere(joinPath(folder, name), context));
  // Packed packages of the project are fetched, too, and which of them a member names is not always known.
  const isPacked = manifest?.dependencies.some(({ specifier }) =>
    /^file:.*\.(tgz|tar|tar\.gz)$/.test(specifier),
  );
  const patches = [...(manifest?.patches ?? []), ...(workspace?.patches ?? [])];
  if (
    !isKnown ||
    manifest === undefined ||
    isPacked === true ||
    workspace === undefined ||
    workspace.obstacle !== undefined ||
    downloadOnly === undefined
  ) {
    return undefined;
  }
  found.require('package.json');
  found.require('pnpm-lock.yaml');
  found.take(...SETTINGS);
  for (const patch of patches) {
    found.local(patch, 'a patch');
  }
  if (SETTINGS.slice(2).some((name) => context.has(joinPath(folder, name)) !== 'no')) {
    found.review('.pnpmfile.cjs may read more files');
  }
  found.writes('node_modules', '**/node_modules');
  const inputs = found.result({ download: { command: downloadOnly, review: undefined } });
  return inputs.hazards.some(({ effect }) => effect === 'none') ? undefined : inputs;
}

/** False for a settings file that may exist, or names places among the sources. */
function judgeIfThere(path: string, context: ContextQuery): boolean {
  const has = context.has(path);
  return has === 'no' || (has === 'yes' && judgeSettings(path, context)?.effect !== 'none');
}
