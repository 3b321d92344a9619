import { isOutside, isWithin, joinPath } from '../paths.ts';
import type { ContextQuery, Hazard, Input, Install, InstallInputs } from '../types.ts';
import { judgeHooks } from './hooks.ts';
import { readLocalDependencies } from './local-dependencies.ts';
import { readManifest, type PackageManifest } from './package-manifest.ts';
import { judgeSettings } from './settings.ts';
import { findMembers } from './workspaces.ts';

/** What npm, yarn, pnpm and bun differ in when they install a project. */
export interface ProjectKind {
  /** `npm install`: for the reason why a lock file may change. */
  readonly command: string;
  /** Lock files, the usual one first. */
  readonly locks: readonly string[];
  /** True when the install fails without any of them. */
  readonly lockRequired: boolean;
  /** Settings and other files or folders beside package.json that are copied where they exist. */
  readonly settings: readonly string[];
  /** Workspace patterns that are not in package.json (pnpm); undefined: those of package.json. */
  readonly workspaces?: readonly string[] | undefined;
  /** Patch files beside those of package.json, relative to the project. */
  readonly patches?: readonly string[];
}

/** The package.json of a folder; undefined when it is not there or can't be read. */
export function manifestIn(folder: string, context: ContextQuery): PackageManifest | undefined {
  return readManifest(context.json(joinPath(folder, 'package.json')));
}

/**
 * What installing a JavaScript project in this folder of the context reads: manifests, lock file, settings, the manifests of
 * workspace members, patches and what lifecycle scripts need, with the hazards of domain.md 6.2 (H1, H2, H4).
 */
export function projectInputs(
  install: Install,
  folder: string,
  context: ContextQuery,
  kind: ProjectKind,
): InstallInputs {
  const inputs: Input[] = [];
  const hazards: Hazard[] = [];
  const manifestPath = joinPath(folder, 'package.json');
  const missing: string[] = context.has(manifestPath) === 'no' ? [manifestPath] : [];
  const manifest = manifestIn(folder, context);
  inputs.push({ path: manifestPath, kind: 'file' });
  if (manifest === undefined) {
    hazards.push({ effect: 'none', reason: `${manifestPath} can't be read` });
  }

  const outer = workspaceAround(folder, context);
  if (outer !== undefined) {
    hazards.push({ effect: 'none', reason: `${folder} may belong to the workspace of ${outer}` });
  }
  const locks = kind.locks
    .map((name) => joinPath(folder, name))
    .filter((path) => context.has(path) === 'yes');
  const lockUnknown = kind.locks.some((name) => context.has(joinPath(folder, name)) === 'unknown');
  inputs.push(...locks.map((path): Input => ({ path, kind: 'file' })));
  if (locks.length === 0 && kind.lockRequired && outer === undefined && !lockUnknown) {
    missing.push(joinPath(folder, kind.locks[0] ?? ''));
  } else if (locks.length === 0) {
    hazards.push({ effect: 'review', reason: 'no lock file pins the versions' });
  } else if (!install.frozen) {
    const names = locks.map((path) => path.slice(path.lastIndexOf('/') + 1));
    hazards.push({ effect: 'review', reason: `${kind.command} may rewrite ${names.join(' and ')}` });
  }
  for (const name of kind.settings) {
    const path = joinPath(folder, name);
    if (context.has(path) === 'yes') {
      inputs.push({ path, kind: context.isFolder(path) ? 'folder' : 'file' });
      const hazard = judgeSettings(path, context);
      hazards.push(...(hazard === undefined ? [] : [hazard]));
    }
  }

  if (install.adds !== undefined) {
    hazards.push({
      effect: 'review',
      reason: `adding ${install.adds.join(' and ')} changes package.json, which a COPY below may restore`,
    });
  }
  const members = addMembers(folder, manifest, kind, { context, inputs, hazards });
  const packages = [
    { folder, manifest },
    ...members.map((member) => ({ folder: member, manifest: manifestIn(member, context) })),
  ];
  for (const one of packages) {
    if (one.manifest !== undefined) {
      addPackage(install, { folder: one.folder, manifest: one.manifest }, { context, inputs, hazards });
    } else if (one.folder !== folder) {
      hazards.push({ effect: 'none', reason: `${joinPath(one.folder, 'package.json')} can't be read` });
    }
    if (one.folder !== folder && one.manifest?.hasPrograms === true) {
      hazards.push({
        effect: 'review',
        reason: `the programs of ${one.folder} are linked only if they exist`,
      });
    }
  }
  addPatches(folder, [...(manifest?.patches ?? []), ...(kind.patches ?? [])], { context, inputs, hazards });
  return {
    inputs: distinct(inputs),
    missing,
    hazards,
    written: packages.map((one) => ({
      path: joinPath(one.folder, 'node_modules'),
      pattern: '**/node_modules',
    })),
  };
}

interface Collected {
  readonly context: ContextQuery;
  readonly inputs: Input[];
  readonly hazards: Hazard[];
}

function addMembers(
  folder: string,
  manifest: PackageManifest | undefined,
  kind: ProjectKind,
  { context, inputs, hazards }: Collected,
): readonly string[] {
  const patterns = kind.workspaces ?? (manifest === undefined ? [] : manifest.workspaces);
  if (patterns === undefined) {
    hazards.push({ effect: 'none', reason: "the list of workspaces can't be read" });
    return [];
  }
  const members = findMembers(folder, patterns, context);
  if (members.kind === 'unknown') {
    hazards.push({ effect: 'none', reason: members.why });
    return [];
  }
  inputs.push(...members.folders.map((at): Input => ({ path: joinPath(at, 'package.json'), kind: 'file' })));
  return members.folders;
}

function addPackage(
  install: Install,
  one: { readonly folder: string; readonly manifest: PackageManifest },
  { context, inputs, hazards }: Collected,
): void {
  const local = readLocalDependencies(one.folder, one.manifest.dependencies, context);
  inputs.push(...local.inputs);
  hazards.push(...local.hazards);
  if (!install.scripts) {
    return;
  }
  const owners = [one, ...localPackages(local.inputs, context)];
  for (const owner of owners) {
    const hooks = judgeHooks({ ...owner, context });
    inputs.push(...hooks.inputs);
    hazards.push(...hooks.hazards);
  }
}

/** Local folders are installed as packages of their own, with their own scripts. */
function localPackages(
  inputs: readonly Input[],
  context: ContextQuery,
): { readonly folder: string; readonly manifest: PackageManifest }[] {
  return inputs.flatMap(({ path, kind }) => {
    const manifest = kind === 'folder' ? manifestIn(path, context) : undefined;
    return manifest === undefined ? [] : [{ folder: path, manifest }];
  });
}

function addPatches(
  folder: string,
  patches: readonly string[],
  { context, inputs, hazards }: Collected,
): void {
  for (const patch of patches) {
    const path = joinPath(folder, patch);
    if (!isOutside(path) && context.isFile(path)) {
      inputs.push({ path, kind: 'file' });
    } else {
      hazards.push({ effect: 'none', reason: `the patch \`${patch}\` is not in the build context` });
    }
  }
}

/** The folder above whose workspaces may include this one: installs below it work at its root. Undefined when none is. */
export function workspaceAround(folder: string, context: ContextQuery): string | undefined {
  for (let at = folder; at !== '';) {
    const slash = at.lastIndexOf('/');
    at = slash < 0 ? '' : at.slice(0, slash);
    const workspaces = manifestIn(at, context)?.workspaces ?? [];
    if (workspaces.length > 0 || context.has(joinPath(at, 'pnpm-workspace.yaml')) === 'yes') {
      return joinPath(at, 'package.json');
    }
  }
  return undefined;
}

/** Each path once, and nothing that lies in a folder which is copied anyway. */
function distinct(inputs: readonly Input[]): readonly Input[] {
  const folders = inputs.filter(({ kind }) => kind === 'folder').map(({ path }) => path);
  const needed = inputs.filter(
    ({ path }) => !folders.some((folder) => path !== folder && isWithin(path, folder)),
  );
  return [...new Map(needed.map((input) => [input.path, input])).values()];
}
