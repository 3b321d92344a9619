import { memberAt, members } from '../../formats/members.ts';
import { collect, takeLock, type Collector } from '../collector.ts';
import { joinPath } from '../paths.ts';
import type { ContextQuery, Install, InstallInputs } from '../types.ts';
import { isArchive, localPackages } from './local-packages.ts';
import { localRequirements, requirementTexts } from './pyproject.ts';

/**
 * What `poetry install` reads: pyproject.toml, its lock and settings. The project itself and local packages are left to the
 * install below the sources, where there are any; without them the install reads nothing else.
 */
export function poetryInputs(install: Install, folder: string, context: ContextQuery): InstallInputs {
  const found = collect(folder, context);
  const path = joinPath(folder, 'pyproject.toml');
  found.require('pyproject.toml');
  takeLock(found, { names: ['poetry.lock'], command: 'poetry install', rewrites: false });
  found.take('poetry.toml');
  found.writes('.venv');
  const pyproject = context.toml(path);
  if (members(pyproject) === undefined) {
    found.refuse(`${path} can't be read`);
  }
  const words = ` ${install.downloadOnly ?? ''} `;
  const hasFolders = readLocalPackages(found, pyproject, words);
  readPlugins(found, pyproject);
  const skipsRoot = words.includes(' --no-root ');
  const isPackage = memberAt(pyproject, 'tool', 'poetry', 'package-mode') !== false;
  const added = [
    ...(isPackage && !skipsRoot ? ['--no-root'] : []),
    ...(hasFolders && !words.includes(' --no-directory ') ? ['--no-directory'] : []),
  ];
  const command = [install.downloadOnly, ...added].join(' ');
  const needs = added.includes('--no-directory')
    ? { review: '`--no-directory` needs Poetry 1.5', needs: NO_DIRECTORY }
    : { review: undefined };
  return found.result(added.length === 0 ? {} : { download: { command, ...needs } });
}

/** The first version with `--no-directory` (its CHANGELOG, 1.5.0). */
const NO_DIRECTORY = { program: 'poetry', version: [1, 5] } as const;

/** Takes local archives, and says whether there are local folders, which have to be known by the lock. */
function readLocalPackages(found: Collector, pyproject: unknown, words: string): boolean {
  const poetry = memberAt(pyproject, 'tool', 'poetry');
  const groups = [...(members(memberAt(poetry, 'group'))?.values() ?? [])];
  const local = localPackages([
    memberAt(poetry, 'dependencies'),
    memberAt(poetry, 'dev-dependencies'),
    ...groups.map((group) => memberAt(group, 'dependencies')),
  ]);
  for (const { name, path } of local.filter((one) => isArchive(one.path))) {
    found.local(path, `\`${name}\``);
  }
  const folders = local.filter((one) => !isArchive(one.path));
  const [requirement] = localRequirements(requirementTexts(pyproject));
  if (requirement !== undefined) {
    found.refuse(`\`${requirement}\` lies among the sources`);
  }
  const [first] = folders;
  if (first === undefined) {
    return false;
  }
  if (found.context.has(joinPath(found.folder, 'poetry.lock')) !== 'yes') {
    found.refuse(`\`${first.name}\` is the local folder ${first.path}, and no lock file knows what it needs`);
  }
  return !words.includes(' --no-directory ');
}

/** Plugins that read the history, or that lie among the sources themselves. */
function readPlugins(found: Collector, pyproject: unknown): void {
  const { context, folder } = found;
  const hasHistory = context.has('.git') !== 'no' || context.has(joinPath(folder, '.git')) !== 'no';
  if (memberAt(pyproject, 'tool', 'poetry-dynamic-versioning', 'enable') === true && hasHistory) {
    found.refuse('poetry-dynamic-versioning reads the history');
  }
  const plugins = memberAt(pyproject, 'tool', 'poetry', 'requires-plugins');
  if (members(plugins) !== undefined) {
    found.writes('.poetry');
    const [local] = localPackages([plugins]);
    if (local !== undefined) {
      found.refuse(`the plugin \`${local.name}\` lies among the sources`);
    }
  }
}
