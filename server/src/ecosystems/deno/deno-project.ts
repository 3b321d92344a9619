import { memberAt, members, textsOf } from '../../formats/members.ts';
import { collect, takeLock, type Collector } from '../collector.ts';
import { expandFolders, isPlainPattern } from '../folder-patterns.ts';
import { judgeSettings } from '../javascript/settings.ts';
import { joinPath } from '../paths.ts';
import type { ContextQuery, Install, InstallInputs } from '../types.ts';
import { withoutTrailing } from '../../syntax/without-trailing.ts';

/**
 * What `deno install` reads: the configuration, the lock file, package.json, the import map, and the same of workspace members
 * (deno's docs, runtime/fundamentals/workspaces). A command that names a module follows that module's imports; only what the
 * configuration lists can be fetched in front of the sources.
 */
export function denoInputs(install: Install, folder: string, context: ContextQuery): InstallInputs {
  const found = collect(folder, context);
  const entry = install.manifests[0];
  const value = configurationIn(folder, context);
  takeProject(found, folder, value);
  for (const member of membersOf(found, value)) {
    takeProject(found, member, configurationIn(member, context));
  }
  const hasNode = context.has(joinPath(folder, 'package.json')) === 'yes';
  const isPure = entry === undefined || isDependencyModule(found, entry);
  takeLock(found, { names: ['deno.lock'], command: 'deno install', rewrites: isPure && !install.frozen });
  const settings = joinPath(folder, '.npmrc');
  const hazard = found.take('.npmrc') ? judgeSettings(settings, context) : undefined;
  if (hazard !== undefined) {
    found.refuse(hazard.reason);
  }
  const mode = memberAt(value, 'nodeModulesDir');
  if (mode === true || mode === 'auto' || mode === 'manual' || (mode === undefined && hasNode)) {
    found.writes('node_modules', '**/node_modules');
  }
  if (memberAt(value, 'vendor') === true) {
    found.writes('vendor');
  }
  const lists =
    hasNode || memberAt(value, 'imports') !== undefined || memberAt(value, 'importMap') !== undefined;
  if (isPure) {
    return found.result();
  }
  if (!lists) {
    found.refuse(
      `no configuration lists what ${entry} imports: list it under \`imports\` in deno.json, and run \`deno install\` first`,
    );
  }
  // Before Deno 2, `deno install` without names was an error; only Deno 2 knows a `nodeModulesDir` in words.
  const isSure = install.downloadOnly !== undefined || typeof mode === 'string';
  const needs = { program: 'deno', version: [2, 0] } as const;
  return found.result({
    download: isSure
      ? { command: 'deno install', review: undefined }
      : { command: 'deno install', review: '`deno install` needs Deno 2', needs },
  });
}

/** Names of the files that configure a project of Deno, by which it is found. */
export const DENO_PROJECTS = ['deno.json', 'deno.jsonc', 'package.json'];

function configurationIn(folder: string, context: ContextQuery): unknown {
  for (const name of ['deno.json', 'deno.jsonc']) {
    const path = joinPath(folder, name);
    if (context.has(path) !== 'no') {
      return context.jsonc(path) ?? UNREADABLE;
    }
  }
  return undefined;
}

const UNREADABLE = 'unreadable';

function takeProject(found: Collector, folder: string, value: unknown): void {
  const { context } = found;
  for (const name of DENO_PROJECTS) {
    const path = joinPath(folder, name);
    if (context.has(path) === 'yes') {
      found.add({ path, kind: 'file' });
    }
  }
  const where = folder === '' ? '' : `${folder}/`;
  if (value !== undefined && members(value) === undefined) {
    found.refuse(`${where}deno.json can't be read`);
  }
  const manifest = joinPath(folder, 'package.json');
  if (context.has(manifest) === 'yes') {
    const fields = ['dependencies', 'devDependencies'].flatMap((name) => [
      ...(members(memberAt(context.json(manifest), name))?.values() ?? []),
    ]);
    const isLocal = (specifier: unknown): boolean =>
      typeof specifier === 'string' && /^(file|link|portal):/.test(specifier);
    if (context.json(manifest) === undefined || fields.some(isLocal)) {
      found.refuse(`${manifest} names files of the sources, or can't be read`);
    }
  }
  const map = memberAt(value, 'importMap');
  if (typeof map === 'string' && !/^https?:/.test(map)) {
    const path = joinPath(folder, map);
    if (context.isFile(path)) {
      found.add({ path, kind: 'file' });
    } else {
      found.refuse(`the import map \`${map}\` is not in the build context`);
    }
  }
  const links = [...textsOf(memberAt(value, 'links')), ...textsOf(memberAt(value, 'patch'))];
  if (links.length > 0 || memberAt(value, 'extends') !== undefined) {
    found.refuse(`${where}deno.json links to local packages`);
  }
}

/** Folders of the workspace: all of them must exist. */
function membersOf(found: Collector, value: unknown): readonly string[] {
  const workspace = memberAt(value, 'workspace');
  const ofNode = memberAt(found.context.json(joinPath(found.folder, 'package.json')), 'workspaces');
  const lists = [workspace, memberAt(workspace, 'members'), ofNode, memberAt(ofNode, 'packages')];
  const folders = new Set<string>();
  for (const pattern of lists.flatMap(textsOf)) {
    const text = withoutTrailing(pattern.replace(/^(\.\/)+/, ''), '/');
    const expanded = isPlainPattern(text) ? expandFolders(found.folder, text, found.context) : undefined;
    if (expanded === undefined) {
      found.refuse(`the workspace pattern \`${pattern}\` can't be read surely`);
      return [];
    }
    for (const folder of expanded) {
      const has = DENO_PROJECTS.map((name) => found.context.has(joinPath(folder, name)));
      if (has.some((one) => one !== 'no')) {
        folders.add(folder);
      } else if (!pattern.includes('*')) {
        found.refuse(`the workspace member ${folder} has no configuration`);
      }
    }
  }
  return [...folders];
}

/** `deps.ts`, which only names modules by address: it is a manifest by convention, if it imports nothing beside it. */
function isDependencyModule(found: Collector, entry: string): boolean {
  const path = joinPath(found.folder, entry);
  const text = /(^|\/)deps\.(ts|js)$/.test(entry) ? found.context.text(path) : undefined;
  if (text === undefined || /\b(from|import)\s*(?:\(\s*)?["'](\.{1,2}|file:|\/)/.test(text)) {
    return false;
  }
  found.require(entry);
  return true;
}
