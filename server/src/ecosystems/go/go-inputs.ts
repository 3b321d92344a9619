import { parentPath } from '../../context/path-parts.ts';
import { collect, type Collector } from '../collector.ts';
import { isOutside, joinPath } from '../paths.ts';
import type { ContextQuery, Install, InstallInputs } from '../types.ts';
import { readGoModule, type GoModule } from './go-module.ts';

/** More modules than this in one workspace are not read. */
const MAX_MODULES = 500;

/**
 * What `go mod download` reads: go.mod and go.sum of the module around the folder; go.work with the modules that it uses; and go.mod
 * of modules that replace others (go.dev/ref/mod: it loads the whole module graph, and skips what lies on disk).
 */
export function goInputs(install: Install, folder: string, context: ContextQuery): InstallInputs {
  const found = collect('', context);
  const root = nearest(folder, 'go.mod', context);
  const workspace = nearest(folder, 'go.work', context);
  const home = root ?? workspace;
  if (home === undefined) {
    found.require(joinPath(folder, 'go.mod'));
    return found.result();
  }
  const modules = new Map<string, GoModule | undefined>();
  const members = workspace === undefined ? [] : workspaceModules(found, workspace);
  for (const member of root === undefined ? members : [root, ...members]) {
    takeModule(found, member, modules);
  }
  takeReplaced(found, { modules, workspace });
  if (![...modules.keys()].some((one) => context.has(joinPath(one, 'go.sum')) === 'yes')) {
    found.review('no go.sum pins the versions');
  }
  const reads = install.downloadOnly !== undefined;
  const isVendored = reads && vendors(workspace ?? home, modules.get(home), context);
  const needsNothing =
    modules.size > 0 && [...modules.values()].every((one) => one !== undefined && isAlone(one, modules));
  if (!reads && folder !== home) {
    found.refuse(`${folder === '' ? 'the install' : folder} has no go.mod of its own`);
  }
  const units = [...modules.keys()].map((one) => joinPath(one, 'go.mod'));
  return found.result({
    units: root === undefined ? units : [joinPath(root, 'go.mod')],
    fetchesNothing: isVendored || needsNothing,
    download: reads ? { command: 'go mod download', review: undefined, folder: home } : undefined,
  });
}

/** The nearest folder, from this one upwards, that holds a file of this name. */
function nearest(folder: string, name: string, context: ContextQuery): string | undefined {
  for (let at = folder; ; at = parentPath(at)) {
    if (context.has(joinPath(at, name)) === 'yes') {
      return at;
    }
    if (at === '') {
      return undefined;
    }
  }
}

/** Folders of the modules that go.work uses, as far as they are there. */
function workspaceModules(found: Collector, workspace: string): readonly string[] {
  found.take(joinPath(workspace, 'go.work'), joinPath(workspace, 'go.work.sum'));
  const text = found.context.text(joinPath(workspace, 'go.work'));
  if (text === undefined) {
    found.refuse(`${joinPath(workspace, 'go.work')} can't be read`);
    return [];
  }
  const folders = readGoModule(text).uses.map((use) => joinPath(workspace, use));
  if (folders.some(isOutside)) {
    found.refuse('go.work uses a module outside the build context');
  }
  return folders
    .filter((folder) => !isOutside(folder) && found.context.has(joinPath(folder, 'go.mod')) === 'yes')
    .slice(0, MAX_MODULES);
}

function takeModule(found: Collector, folder: string, modules: Map<string, GoModule | undefined>): void {
  if (modules.has(folder)) {
    return;
  }
  const path = joinPath(folder, 'go.mod');
  found.take(path, joinPath(folder, 'go.sum'));
  const text = found.context.text(path);
  if (text === undefined) {
    found.refuse(`${path} can't be read`);
  }
  modules.set(folder, text === undefined ? undefined : readGoModule(text));
}

interface Replacing {
  readonly modules: ReadonlyMap<string, GoModule | undefined>;
  readonly workspace: string | undefined;
}

/** go.mod of the modules by which main modules and go.work replace others. */
function takeReplaced(found: Collector, { modules, workspace }: Replacing): void {
  const text = workspace === undefined ? undefined : found.context.text(joinPath(workspace, 'go.work'));
  const sources = [...modules].map(([folder, module]): [string, GoModule | undefined] => [folder, module]);
  if (workspace !== undefined && text !== undefined) {
    sources.push([workspace, readGoModule(text)]);
  }
  for (const [folder, module] of sources) {
    for (const [name, target] of module?.replaced ?? []) {
      const place = target.startsWith('/') ? target : joinPath(folder, target);
      const isThere =
        !isOutside(place) &&
        found.take(joinPath(place, 'go.mod')) &&
        found.context.isFile(joinPath(place, 'go.mod'));
      if (!isThere) {
        found.refuse(`${name} is replaced by \`${target}\`, which the build context does not hold`);
      }
    }
  }
}

/** True when everything that a module requires lies on disk. */
function isAlone(module: GoModule, modules: ReadonlyMap<string, GoModule | undefined>): boolean {
  const replaced = new Set([...modules.values()].flatMap((one) => [...(one?.replaced.keys() ?? [])]));
  return module.requires.every((name) => replaced.has(name));
}

/** Whether builds take modules from a vendor folder: by default where there is one, since Go 1.14. */
function vendors(home: string, module: GoModule | undefined, context: ContextQuery): boolean {
  const [major = 1, minor = 0] = (module?.version ?? '').split('.').map(Number);
  const folder = joinPath(home, 'vendor');
  const isThere = context.has(joinPath(folder, 'modules.txt')) === 'yes' || context.isFolder(folder);
  return isThere && (major > 1 || minor >= 14);
}
