import type { ContextQuery, Install } from '../../ecosystems/types.ts';
import { commandOf } from '../../ecosystems/command.ts';
import { queryOf } from '../../ecosystems/context-query.ts';
import { isBerry, unpacksPackages } from '../../ecosystems/javascript/yarn-version.ts';
import { joinPath } from '../../ecosystems/paths.ts';
import type { RunPart } from '../../ecosystems/run-part.ts';
import { firstOf } from '../../fixes/first-of.ts';
import { projectFolder } from '../../fixes/manifest-first/project/project-folder.ts';
import type { CopyStep } from '../../fixes/moving/copy-step.ts';
import type { Place } from '../../fixes/moving/places.ts';
import type { ContextSnapshot } from '../../context/types.ts';
import { memberAt } from '../../formats/members.ts';
import { chainStart } from '../../model/chain-start.ts';
import { familiarName } from '../../model/familiar-name.ts';
import { nodesAbove } from '../../model/nodes-above.ts';
import type { Model, Node } from '../../model/types.ts';
import { valueAbove } from '../../model/variables.ts';
import { imagePath } from './image-path.ts';
import { withoutTrailing } from '../../syntax/without-trailing.ts';

/** What it takes to say where a command installs. */
export interface InstallPlace {
  readonly model: Model;
  readonly node: Node;
  readonly place: Place;
  /** Those above it. */
  readonly copies: readonly CopyStep[];
  readonly context: ContextSnapshot | undefined;
}

/** A folder that an install fills. */
export interface PackageFolder {
  /** As a word of its RUN would name it. */
  readonly path: string;
  /** For a sentence. */
  readonly name: string;
}

/** Where a package manager surely puts what it installs; undefined for those that put it elsewhere, and where that is not known. */
export function packageFolder(part: RunPart, install: Install, at: InstallPlace): PackageFolder | undefined {
  const words = part.command.words.map(({ text }) => text.split('=', 1)[0] ?? '');
  const find = words.some((word) => OTHERWISE.has(word)) ? undefined : FOLDERS.get(install.ecosystem.id);
  const folder = find?.({ part, install, words: new Set(words), at, value: variablesOf(part, at) });
  if (folder === undefined || /[$`]/.test(folder + install.directory)) {
    return undefined;
  }
  const path = folder.startsWith('/') || install.directory === '' ? folder : `${install.directory}/${folder}`;
  return { path, name: folder };
}

/** Options with which nothing is installed, or in another place. */
const OTHERWISE: ReadonlySet<string> = new Set([
  ...['--dry-run', '--package-lock-only', '--lockfile-only', '--download-only', '--mode', '--no-install'],
  ...['--modules-folder', '--modules-dir', '--virtual-store-dir', '--global-style', '--system', '--active'],
]);

interface Asked {
  readonly part: RunPart;
  readonly install: Install;
  readonly words: ReadonlySet<string>;
  readonly at: InstallPlace;
  /** Of a variable in front of the command, or above the RUN. */
  readonly value: (name: string) => string | undefined;
}

/** By package manager, the folder that it fills in its project, or an absolute one. */
const FOLDERS: ReadonlyMap<string, (asked: Asked) => string | undefined> = new Map([
  ['npm', () => 'node_modules'],
  ['pnpm', () => 'node_modules'],
  ['bun', () => 'node_modules'],
  ['yarn', (asked) => (unpacks(asked) ? 'node_modules' : undefined)],
  ['composer', vendorFolder],
  ['uv', ({ value }) => value('UV_PROJECT_ENVIRONMENT') ?? '.venv'],
  ['poetry', (asked) => (isInProject(asked) ? '.venv' : undefined)],
  ['pipenv', ({ value }) => (isOn(value('PIPENV_VENV_IN_PROJECT')) ? '.venv' : undefined)],
  ['bundler', bundleFolder],
]);

/** Berry reads its packages out of archives, unless it is told otherwise. */
function unpacks(asked: Asked): boolean {
  const project = projectOf(asked);
  return project === undefined
    ? asked.words.has('--frozen-lockfile')
    : unpacksPackages(project.folder, project.query) ||
        (!asked.words.has('--immutable') && !isBerry(project.folder, project.query));
}

function vendorFolder(asked: Asked): string | undefined {
  const project = projectOf(asked);
  const manifest = project?.query.json(joinPath(project.folder, 'composer.json'));
  const own = asked.value('COMPOSER_VENDOR_DIR') ?? memberAt(manifest, 'config', 'vendor-dir') ?? 'vendor';
  return typeof own === 'string' ? withoutTrailing(own, '/') : undefined;
}

/** Poetry's environments are in a folder of the user's, unless it is told otherwise (python-poetry.org, configuration). */
function isInProject({ at, value }: Asked): boolean {
  return (
    (isOn(value('POETRY_VIRTUALENVS_IN_PROJECT')) ||
      setAbove(at, /\bpoetry config (?:--local )?virtualenvs\.in-project (true)\b/) !== undefined) &&
    (value('POETRY_VIRTUALENVS_CREATE') ?? 'true') === 'true' &&
    setAbove(at, /\bpoetry config (?:--local )?virtualenvs\.create (false)\b/) === undefined
  );
}

/** The folder of `--path`, or of Bundler's settings; the one in which Docker's official image of Ruby keeps all gems. */
function bundleFolder({ part, words, at, value }: Asked): string | undefined {
  const args = commandOf(part.command)?.args.map(({ text }) => text) ?? [];
  const option = args.find((text) => text.startsWith('--path='))?.slice('--path='.length);
  const named = words.has('--path') ? (option ?? args[args.indexOf('--path') + 1]) : undefined;
  const path =
    named ??
    value('BUNDLE_PATH') ??
    setAbove(at, /\bbundle config (?:set )?(?:--\w+ )?path ["']?([^\s"';&|]+)/);
  if (path !== undefined) {
    return path;
  }
  if (
    words.has('--deployment') ||
    isOn(value('BUNDLE_DEPLOYMENT')) ||
    setAbove(at, /\bbundle config (?:set )?(?:--\w+ )?deployment ["']?(true|1)\b/) !== undefined
  ) {
    return 'vendor/bundle';
  }
  const base = chainStart(at.model, at.node.stage)?.base;
  const isRuby = base?.kind === 'image' && familiarName(base.name ?? '') === 'ruby';
  return isRuby ? (value('GEM_HOME') ?? '/usr/local/bundle') : undefined;
}

/** What a setting is given last, in a RUN above or in the same one. */
export function setAbove({ model, node }: InstallPlace, setting: RegExp): string | undefined {
  return firstOf([node, ...nodesAbove(model, node, MAX_ABOVE)], ({ instruction: { keyword, text } }) =>
    keyword === 'RUN' ? setting.exec(text)?.[1] : undefined,
  );
}

/** Instructions above an install that are looked at. */
const MAX_ABOVE = 100;

interface Project {
  readonly folder: string;
  readonly query: ContextQuery;
}

/** The folder of the context from which an install has its manifest; undefined where none is known to bring it. */
function projectOf({ part, install, at: { place, copies, context } }: Asked): Project | undefined {
  const directory = imagePath(install.directory === '' ? '.' : install.directory, part.directory, place);
  const folder =
    directory === undefined || context === undefined
      ? undefined
      : projectFolder({ install, directory }, copies, context);
  return folder === undefined || context === undefined ? undefined : { folder, query: queryOf(context) };
}

function variablesOf({ command }: RunPart, { model, node }: InstallPlace): Asked['value'] {
  const env = commandOf(command)?.env;
  return (name) => (env?.has(name) === true ? (env.get(name) ?? '$') : valueAbove(model, node, name));
}

function isOn(value: string | undefined): boolean {
  return value === '1' || value?.toLowerCase() === 'true';
}
