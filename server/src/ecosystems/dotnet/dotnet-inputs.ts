import { baseName, parentPath } from '../../context/path-parts.ts';
import type { Element } from '../../formats/xml.ts';
import { collect, takeLock, type Collector } from '../collector.ts';
import { isOutside, joinPath } from '../paths.ts';
import type { ContextQuery, Install, InstallInputs } from '../types.ts';
import { readMsbuildFile, type NamedPath } from './project.ts';
import { isProjectPath, readSolution, slashed } from './solution.ts';

/** More projects and files than this are not followed. */
const MAX_FILES = 2000;

/** Files that MSBuild and NuGet read of a project's folder and of each folder above it. */
const AROUND = [
  'Directory.Build.props',
  'Directory.Build.targets',
  'Directory.Packages.props',
  'Directory.Build.rsp',
  'nuget.config',
  'NuGet.config',
  'NuGet.Config',
  'global.json',
];

/** Files beside a project. */
const BESIDE = ['packages.config'];

/**
 * What `dotnet restore` reads: the solution with all its projects, or a project, and the projects that those refer to, each in its
 * own folder; what they import; and the files around them that apply to everything below their folder (learn.microsoft.com,
 * "Customize the build by folder", "nuget.config"; a restore evaluates each project, so it needs nothing but these).
 */
export function dotnetInputs(install: Install, folder: string, context: ContextQuery): InstallInputs {
  const found = collect('', context);
  if (install.subject === 'tools') {
    return toolInputs(found, folder);
  }
  const [first] = startingPoints(install, folder, context);
  if (first === undefined) {
    found.refuse('the project is not known');
    return found.result();
  }
  const walk: Walk = { found, projects: new Set(), files: new Set(), isLocked: false };
  takeAround(walk, folder);
  for (const file of install.optional) {
    if (!file.startsWith('/')) {
      found.require(joinPath(folder, file));
    } else if (context.has(joinPath(folder, baseName(file))) !== 'no') {
      found.refuse(`\`${file}\` may be a file of the sources`);
    }
  }
  if (isProjectPath(first)) {
    walk.projects.add(first);
  } else {
    takeSolution(walk, first);
  }
  for (const project of walk.projects) {
    if (walk.files.size > MAX_FILES) {
      found.refuse('there are too many projects');
      break;
    }
    takeProject(walk, project);
  }
  const isPure = install.downloadOnly === undefined;
  if (isPure) {
    for (const project of walk.projects) {
      found.writes(joinPath(parentPath(project), 'obj'), '**/obj');
    }
    takeLocks(walk, install);
  } else {
    found.take(...[...walk.projects].map((project) => joinPath(parentPath(project), 'packages.lock.json')));
  }
  return found.result({
    units: [...walk.projects],
    download:
      install.downloadOnly === undefined ? undefined : { command: install.downloadOnly, review: undefined },
  });
}

interface Walk {
  readonly found: Collector;
  /** In the order in which they are found; those found while this is walked are walked, too. */
  readonly projects: Set<string>;
  readonly files: Set<string>;
  isLocked: boolean;
}

/** The solution or project in a folder: MSBuild refuses to choose between several, and so does this. */
function startingPoints(install: Install, folder: string, context: ContextQuery): readonly string[] {
  const [named = ''] = install.anchors ?? [];
  if (!named.includes('*')) {
    return [joinPath(folder, named)];
  }
  const there = context.files(folder).filter((path) => context.has(path) === 'yes');
  const solutions = there.filter((path) => /\.slnx?$/i.test(path));
  const projects = there.filter((path) => /\.(cs|fs|vb)proj$/i.test(path));
  const all = solutions.length > 0 ? solutions : projects;
  return all.length === 1 ? all : [];
}

function toolInputs(found: Collector, folder: string): InstallInputs {
  let manifest: string | undefined;
  for (const at of foldersUp(folder)) {
    const names = [joinPath(at, '.config/dotnet-tools.json'), joinPath(at, 'dotnet-tools.json')];
    manifest ??= names.find((name) => found.context.has(name) === 'yes');
    found.take(...names);
  }
  takeAround({ found, projects: new Set(), files: new Set(), isLocked: false }, folder);
  return found.result({ units: manifest === undefined ? [] : [`tools of ${manifest}`] });
}

function takeSolution(walk: Walk, path: string): void {
  const { found } = walk;
  found.require(path);
  const solution = readSolution(path, found.context);
  if (solution === undefined) {
    found.refuse(`${path} can't be read`);
    return;
  }
  const base = solution.solution === undefined ? path : joinPath(parentPath(path), solution.solution);
  if (base !== path) {
    found.require(base);
  }
  takeAround(walk, parentPath(base));
  for (const project of solution.projects) {
    walk.projects.add(joinPath(parentPath(base), project));
  }
}

function takeProject(walk: Walk, path: string): void {
  const { found } = walk;
  if (isOutside(path)) {
    found.refuse(`${path} lies outside the build context`);
    return;
  }
  found.require(path);
  if (found.context.has(path) === 'no') {
    return;
  }
  const folder = parentPath(path);
  takeAround(walk, folder);
  found.take(...BESIDE.map((name) => joinPath(folder, name)));
  takeFile(walk, path);
}

/** Reads a project or what one imports; those that it names follow. */
function takeFile(walk: Walk, start: string): void {
  const { found, files, projects } = walk;
  const todo = [start];
  for (let path = todo.pop(); path !== undefined; path = todo.pop()) {
    if (files.has(path) || files.size > MAX_FILES) {
      continue;
    }
    files.add(path);
    const file = readMsbuildFile(path, found.context);
    if (file === undefined) {
      found.refuse(`${path} can't be read`);
      continue;
    }
    walk.isLocked ||= file.isLocked;
    if (file.readsFiles) {
      found.refuse(`${path} reads other files while it is evaluated`);
    }
    if (file.hook !== undefined) {
      found.refuse(`the target \`${file.hook}\` of ${path} runs before packages are restored`);
    }
    const folder = parentPath(path);
    for (const source of file.sources) {
      takeSource(found, folder, source);
    }
    for (const reference of file.references) {
      takeReference(found, folder, { reference, projects, path });
    }
    for (const one of file.imports) {
      const next = importedFile(found, folder, { one, path });
      if (next !== undefined) {
        found.require(next);
        todo.push(next);
      }
    }
  }
}

function takeReference(
  found: Collector,
  folder: string,
  {
    reference,
    projects,
    path,
  }: { readonly reference: NamedPath; readonly projects: Set<string>; readonly path: string },
): void {
  const target = reference.path === undefined ? undefined : joinPath(folder, reference.path);
  if (target === undefined) {
    found.refuse(`${path} refers to \`${reference.text}\``);
  } else if (!reference.conditional || (!isOutside(target) && found.context.has(target) === 'yes')) {
    projects.add(target);
  }
}

/** The file of the context that an import names; none for what belongs to the SDK or lies around the project. */
function importedFile(
  found: Collector,
  folder: string,
  { one, path }: { readonly one: NamedPath; readonly path: string },
): string | undefined {
  if (/GetPathOfFileAbove|GetDirectoryNameOfFileAbove/.test(one.text)) {
    // Files of these names are taken from all folders above.
    const name = /FileAbove\(\s*'?([\w.-]+)/.exec(one.text)?.[1] ?? '';
    if (!AROUND.includes(name)) {
      for (const at of foldersUp(folder)) {
        found.take(joinPath(at, name));
      }
    }
    return undefined;
  }
  if (/^\$\((MSBuild|VSTools|NuGet|Sdk|CustomBefore|CustomAfter)/.test(one.text) && one.path === undefined) {
    return undefined;
  }
  const target = one.path === undefined ? undefined : joinPath(folder, one.path);
  if (target === undefined || isOutside(target)) {
    if (!one.conditional || target === undefined) {
      found.refuse(`${path} imports \`${one.text}\``);
    }
    return undefined;
  }
  return !one.conditional || found.context.has(target) === 'yes' ? target : undefined;
}

/** Files that apply to a folder: in it, and in each folder above. */
function takeAround(walk: Walk, folder: string): void {
  const { found, files } = walk;
  for (const at of foldersUp(folder)) {
    for (const name of AROUND) {
      const path = joinPath(at, name);
      if (files.has(path) || !found.take(path)) {
        continue;
      }
      if (/\.(props|targets)$/.test(name)) {
        takeFile(walk, path);
      } else {
        files.add(path);
        if (/^nuget\.config$/i.test(name)) {
          takeFeeds(found, path);
        }
      }
    }
  }
}

/** Package sources of a nuget.config that are folders of the context. */
function takeFeeds(found: Collector, path: string): void {
  const root = found.context.xml(path);
  if (root === undefined) {
    found.refuse(`${path} can't be read`);
    return;
  }
  const lists = root.children.filter(({ name }) => name === 'packageSources');
  for (const { attributes } of lists.flatMap((list): readonly Element[] => list.children)) {
    const value = slashed(attributes.get('value') ?? '');
    if (value !== '' && !/^(https?:|\/|%)/i.test(value)) {
      takeSource(found, parentPath(path), value);
    }
  }
}

function takeSource(found: Collector, folder: string, source: string): void {
  const path = /[$%;]|^\//.test(source) ? '..' : joinPath(folder, source);
  if (path === '' || isOutside(path) || found.context.has(path) !== 'yes') {
    found.refuse(`packages come from \`${source}\`, which can't be copied alone`);
    return;
  }
  found.local(path, 'a package source');
}

/** packages.lock.json beside a project is used where it is there, and written unless the restore is locked. */
function takeLocks(walk: Walk, install: Install): void {
  const { found } = walk;
  for (const project of walk.projects) {
    const path = joinPath(parentPath(project), 'packages.lock.json');
    if (found.context.has(path) === 'yes') {
      takeLock(found, {
        names: [path],
        command: 'dotnet restore',
        rewrites: !install.frozen && !walk.isLocked,
      });
    }
  }
}

/** A folder and those above it, up to the root of the context. */
function* foldersUp(folder: string): Generator<string> {
  for (let at = folder; ; at = parentPath(at)) {
    yield at;
    if (at === '') {
      return;
    }
  }
}
