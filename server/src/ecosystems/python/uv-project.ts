import { parentPath } from '../../context/path-parts.ts';
import { memberAt, members } from '../../formats/members.ts';
import { collect, takeLock, type Collector } from '../collector.ts';
import { joinPath } from '../paths.ts';
import type { ContextQuery, Install, InstallInputs } from '../types.ts';
import { refuseLocalIndexes } from './dependency-tables.ts';
import { isArchive, localPackages, type LocalPackage } from './local-packages.ts';
import { isDynamic, localRequirements, requirementTexts } from './pyproject.ts';
import { findWorkspace } from './uv-workspace.ts';

/**
 * What `uv sync` reads before it installs what is written here: pyproject.toml of the project, of its workspace and of the members,
 * their lock, and settings. The project itself, members and local packages are left to the sync below the sources; a project
 * without a build system is never installed, so its sync reads nothing else (uv's docs, concepts/projects/config.md).
 */
export function uvInputs(install: Install, folder: string, context: ContextQuery): InstallInputs {
  const workspace = findWorkspace(folder, context);
  const { root, members: folders } = workspace;
  const found = collect(root, context);
  const own = [...new Set([folder, root])];
  for (const one of [...own, ...folders]) {
    found.require(belowOf(root, joinPath(one, 'pyproject.toml')));
  }
  if (workspace.unknown) {
    found.refuse('the members of the workspace are not all known');
  }
  for (const one of foldersAbove(folder)) {
    for (const name of ['.python-version', 'uv.toml']) {
      const path = joinPath(one, name);
      if (context.has(path) === 'yes') {
        found.add({ path, kind: 'file' });
      }
    }
  }
  found.writes('.venv');
  const words = ` ${install.downloadOnly ?? ''} `;
  const projects = [...new Set([...own, ...folders])].map((one) => joinPath(one, 'pyproject.toml'));
  const local = readProjects(found, projects, root);
  const plan = planOf(found, { words, folder, folders, local, projects });
  takeLock(found, {
    names: ['uv.lock'],
    command: 'uv sync',
    rewrites: !install.frozen && plan === undefined,
    required: install.frozen,
  });
  return found.result(plan === undefined ? {} : { download: { command: plan, review: undefined } });
}

/** A folder and those around it, the nearest first. */
function foldersAbove(folder: string): readonly string[] {
  const found = [folder];
  for (let at = folder; at !== ''; at = parentPath(at)) {
    found.push(parentPath(at));
  }
  return found;
}

/** A path of the context as one relative to a folder of it. */
function belowOf(folder: string, path: string): string {
  return folder === '' ? path : path.slice(folder.length + 1);
}

/** Reads what pyproject.toml files say of other packages; returns the local folders among them. */
function readProjects(found: Collector, paths: readonly string[], root: string): readonly LocalPackage[] {
  const { context } = found;
  const folders: LocalPackage[] = [];
  const todo = [...paths];
  const seen = new Set<string>();
  for (let path = todo.shift(); path !== undefined; path = todo.shift()) {
    if (seen.has(path) || seen.size > MAX_PROJECTS) {
      continue;
    }
    seen.add(path);
    const value = context.toml(path);
    if (members(value) === undefined) {
      found.refuse(`${path} can't be read`);
      continue;
    }
    const [requirement] = localRequirements(requirementTexts(value));
    if (requirement !== undefined) {
      found.refuse(`${path} installs \`${requirement}\` from the sources`);
    }
    refuseLocalIndexes(found, memberAt(value, 'tool', 'uv'), path);
    for (const { name, path: place } of localPackages([memberAt(value, 'tool', 'uv', 'sources')])) {
      const at = joinPath(parentPath(path), place);
      if (isArchive(place)) {
        found.local(belowOf(root, at), `\`${name}\``);
      } else {
        folders.push({ name, path: at });
        const other = joinPath(at, 'pyproject.toml');
        if (context.has(other) === 'yes') {
          todo.push(other);
        }
      }
    }
  }
  for (const settings of [...seen].map((path) => joinPath(parentPath(path), 'uv.toml'))) {
    if (context.has(settings) === 'yes') {
      refuseLocalIndexes(found, context.toml(settings), settings);
    }
  }
  return folders;
}

/** More than any project has. */
const MAX_PROJECTS = 500;

interface Facts {
  /** The command line with a space on both sides. */
  readonly words: string;
  readonly folder: string;
  /** Of the members. */
  readonly folders: readonly string[];
  readonly local: readonly LocalPackage[];
  readonly projects: readonly string[];
}

/**
 * The command that leaves local packages out; undefined where there are none, or it leaves them out already. With `--frozen` uv
 * takes the lock as it is, and looks at no metadata of packages that are not there.
 */
function planOf(found: Collector, { words, folder, folders, local, projects }: Facts): string | undefined {
  const { context } = found;
  const skipsLocal = words.includes(' --no-install-local ');
  const skipsMembers = skipsLocal || words.includes(' --no-install-workspace ');
  const skipsProject = skipsMembers || words.includes(' --no-install-project ');
  const isPackage = isPackaged(context.toml(joinPath(folder, 'pyproject.toml')));
  const others = [...new Set(local.map(({ name }) => name))].filter(
    (name) => !skipsLocal && !words.includes(` --no-install-package ${name} `),
  );
  const added = [
    ...(folders.length > 0
      ? skipsMembers
        ? []
        : ['--no-install-workspace']
      : isPackage && !skipsProject
        ? ['--no-install-project']
        : []),
    ...others.map((name) => `--no-install-package ${name}`),
  ];
  const hasLock = context.has(joinPath(found.folder, 'uv.lock')) === 'yes';
  const isUnread = local.length > 0 || projects.some((path) => isDynamic(context.toml(path)));
  const isFrozen = words.includes(' --frozen ');
  if (isUnread && !isFrozen && (!hasLock || / (-U|--upgrade|-P|--upgrade-package)[ =]/.test(words))) {
    found.refuse('versions can only be chosen among the sources, since local packages are asked for theirs');
  }
  if (added.length === 0 && !(isUnread && !isFrozen)) {
    return undefined;
  }
  const needsFrozen = isUnread && !isFrozen;
  const kept = needsFrozen ? words.replace(' --locked ', ' ') : words;
  return [kept.trim(), ...(needsFrozen ? ['--frozen'] : []), ...added].join(' ');
}

/** Whether uv builds and installs the project itself. */
function isPackaged(pyproject: unknown): boolean {
  const setting = memberAt(pyproject, 'tool', 'uv', 'package');
  return typeof setting === 'boolean'
    ? setting
    : memberAt(pyproject, 'build-system') !== undefined && memberAt(pyproject, 'project') !== undefined;
}
