import { commandOf } from '../../ecosystems/command.ts';
import { runParts } from '../../ecosystems/run-parts.ts';
import type { RunPart } from '../../ecosystems/run-part.ts';
import { installsByName } from '../../ecosystems/system/installs-by-name.ts';
import type { Model, Node } from '../../model/types.ts';
import { scriptOf } from '../../syntax/shell.ts';
import type { ShellScript } from '../../syntax/types.ts';
import { roleWithValues } from '../hoist/role-with-values.ts';
import { placesOf } from '../moving/places.ts';
import { isFetching } from './fetching.ts';
import { buildsProject } from './builds.ts';
import { readsNamedOnly } from './named-only.ts';

/** An instruction between the variable and the first one that may read it. */
export interface Passed extends PassedRun {
  readonly node: Node;
}

/** What a RUN that reads no variable but those that it names does. */
interface PassedRun {
  /** The package manager of a RUN that may install; undefined for all others. */
  readonly manager: string | undefined;
  /** True where it installs in any case, and does not merely bring up to date what is there, which is better done with each build. */
  readonly installs: boolean;
  /** True for a system's package manager, whose scripts read none of a build's own variables. */
  readonly system: boolean;
  /** True where it fetches something that may be another one tomorrow; keys of package sources and installs aside. */
  readonly downloads: boolean;
  /** True where it brings the system's packages up to date, which is a download, too. */
  readonly upgrades: boolean;
}

/** An instruction that surely reads no variable but those that it names; undefined for one that may read any. */
export function passedNode(model: Model, node: Node): Passed | undefined {
  const { keyword, known } = node.instruction;
  if (keyword === 'ONBUILD' || !known) {
    return undefined;
  }
  const run = keyword === 'RUN' ? passedRun(model, node) : NO_RUN;
  return run && { node, ...run };
}

const NO_RUN: PassedRun = {
  manager: undefined,
  installs: false,
  system: true,
  downloads: false,
  upgrades: false,
};

function passedRun(model: Model, node: Node): PassedRun | undefined {
  const script = scriptOf(model.file, node.instruction);
  const isRead =
    script?.complete === true &&
    (script.form === 'exec' || placesOf(model)[node.index]?.readableShell === true) &&
    // `${!NAME}` and `${!GIT_*}` reach variables by other names.
    !node.instruction.text.includes('${!');
  return isRead ? passedScript(script) : undefined;
}

/** Scripts are shared between equal texts, and asked of with every variable above them. */
const SCRIPTS = new WeakMap<ShellScript, PassedRun | 'reads'>();

function passedScript(script: ShellScript): PassedRun | undefined {
  let found = SCRIPTS.get(script);
  if (found === undefined) {
    found = readScript(runParts(script)) ?? 'reads';
    SCRIPTS.set(script, found);
  }
  return found === 'reads' ? undefined : found;
}

function readScript(given: readonly RunPart[]): PassedRun | undefined {
  let found = NO_RUN;
  const parts = given.map(withAnyNames);
  for (const [at, part] of parts.entries()) {
    switch (part.role) {
      case 'system':
      case 'packages':
        found = withManager(found, part);
        break;
      case 'install':
        if (buildsProject(part)) {
          return undefined;
        }
        found = withManager(found, part);
        break;
      case 'options':
      case 'variables':
        if (tellsVariables(part)) {
          return undefined;
        }
        break;
      case 'unknown':
        if (!readsNamedOnly(part.command)) {
          return undefined;
        }
        found = isFetching(part.command) && !isKey(parts, at) ? { ...found, downloads: true } : found;
        break;
      default:
        break;
    }
  }
  return parts.length === 0 ? undefined : found;
}

/** Whatever the variables hold that name packages of the system, these are what is installed. */
function withAnyNames(part: RunPart): RunPart {
  const found = part.role === 'unknown' ? roleWithValues(part.command, (name) => name) : undefined;
  return found?.role.kind === 'system' ? { ...part, role: 'system', ecosystem: found.ecosystem } : part;
}

/** Named after an install of manifests, else after what runs scripts of packages, else after the first one. */
function withManager(found: PassedRun, part: RunPart): PassedRun {
  const { command, role, ecosystem, install } = part;
  const isFirst = found.manager === undefined || role === 'install' || (found.system && role !== 'system');
  return {
    ...found,
    manager: isFirst ? (install?.ecosystem.id ?? ecosystem) : found.manager,
    installs:
      found.installs ||
      (!command.conditional && command.join !== '||' && !cleansUp(part) && !isUpgrade(part)),
    system: found.system && role === 'system',
    downloads: found.downloads || isUpgrade(part),
    upgrades: found.upgrades || isUpgrade(part),
  };
}

/** Whether a system's package manager brings what is there up to date, or all that it installs. */
function isUpgrade({ command, role }: RunPart): boolean {
  const read = role === 'system' ? commandOf(command) : undefined;
  const named = read && installsByName(read);
  return (
    (named !== undefined && !named.removes && named.names.length === 0) ||
    (read?.name === 'pacman' && read.args.some(({ text }) => /^-S[a-z]*u/.test(text)))
  );
}

/** Whether a system's package manager only removes what is there, or the downloads that it keeps. */
function cleansUp({ command, role, ecosystem }: RunPart): boolean {
  const read = role === 'system' ? commandOf(command) : undefined;
  return (
    read !== undefined &&
    (ecosystem === undefined ||
      installsByName(read)?.removes === true ||
      read.args.some(({ text }) => CLEANING.has(text)))
  );
}

const CLEANING = new Set(['clean', 'autoclean', 'cc']);

/** `set` and `export` alone say what all variables hold. */
function tellsVariables({ command }: RunPart): boolean {
  const [name, first] = command.words;
  return (name?.text === 'set' || name?.text === 'export') && (first === undefined || first.text === '-p');
}

/** Whether a download is a key or a list of package sources, which belongs to the install behind it. */
function isKey(parts: readonly RunPart[], at: number): boolean {
  const next = parts[at + 1]?.command;
  const piped = next?.join === '|' ? next.words : [];
  return [...(parts[at]?.command.words ?? []), ...piped].some(({ text }) => KEY.test(text));
}

const KEY = /^(gpg|apt-key)$|keyring|trusted\.gpg|sources\.list|yum\.repos\.d|\.(asc|gpg|key)\b/;
