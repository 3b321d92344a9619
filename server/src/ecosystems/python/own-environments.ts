import { cleanPath } from '../../model/paths.ts';
import type { ShellCommand, ShellWord } from '../../syntax/types.ts';
import { readOptions } from '../options.ts';
import type { RunPart } from '../run-part.ts';
import type { Command, Install } from '../types.ts';
import { pythonTool } from './python-tool.ts';

/**
 * Follows the virtual environments that commands of a script make: to be called with each part in order. Activating one of them by a
 * relative path sets variables, since no file of the sources is run, and pip then installs into it.
 */
export function environmentsReader(): (part: RunPart, read: Command | undefined) => RunPart {
  const made = new Set<string>();
  let active: Active | undefined;
  /** Where uv looks by itself. */
  let own: Active | undefined;
  return (part, read) => {
    const { command, directory } = part;
    if (read === undefined || directory === undefined) {
      return active === undefined ? part : inEnvironment(part, active);
    }
    const folder = environmentMade(read);
    if (folder !== undefined) {
      if (isSureToRun(command) && made.size < MAX_MADE) {
        made.add(placed(directory, folder));
        own = cleanPath(folder) === UV_FOLDER ? { folder: UV_FOLDER, directory } : own;
      }
      return part;
    }
    const activated = activatedFolder(read);
    if (activated !== undefined && isSureToRun(command) && made.has(placed(directory, activated))) {
      active = activated.startsWith('/') ? undefined : { folder: activated, directory };
      return { ...part, role: 'variables' };
    }
    const filled = active ?? (read.name === 'uv' ? own : undefined);
    return filled === undefined ? part : inEnvironment(part, filled);
  };
}

/** The environment that uv takes where none is active (uv's docs/pip/environments.md). */
const UV_FOLDER = '.venv';

/** More than any script makes. */
const MAX_MADE = 20;

/** The folder of the virtual environment that a command makes, as it is written; undefined for others. */
export function environmentMade(command: Command): string | undefined {
  const folder = virtualEnvironment(command);
  return folder === undefined ? uvEnvironment(command) : folder.literal ? folder.text : undefined;
}

/** The folder that `python -m venv` makes; not literal where only the build knows it. */
export function virtualEnvironment({ name, args }: Command): ShellWord | undefined {
  const isModule = args[0]?.text === '-m' && args[1]?.text === 'venv' && /^python(3(\.\d+)?)?$/.test(name);
  const operands = (isModule ? args.slice(2) : name === 'virtualenv' ? args : []).filter(
    ({ text }) => !text.startsWith('-'),
  );
  return operands.length === 1 ? operands[0] : undefined;
}

/**
 * The folder that `uv venv` makes, by what its words, `.python-version` and pyproject.toml say of the interpreter; undefined for
 * other commands, and where its words lead elsewhere.
 */
export function uvEnvironment(command: Command): string | undefined {
  const tool = command.name === 'uv' || command.name.startsWith('python') ? pythonTool(command) : undefined;
  const [verb, ...args] = tool?.name === 'uv' ? tool.args : [];
  if (verb?.text !== 'venv') {
    return undefined;
  }
  const line = readOptions(args, VALUED, 'letters');
  const [folder = '.venv', ...more] = line.operands;
  const isPlain = line.literal && [...line.options].every(([name, values]) => isIndifferent(name, values));
  return isPlain && more.length === 0 && PLAIN_PATH.test(folder) ? folder : undefined;
}

/** An option that names no file of the sources, as an interpreter by a relative path is one. */
function isIndifferent(name: string, values: readonly string[]): boolean {
  return VALUED.has(name) ? !values.some((value) => /^[^/].*\//.test(value)) : FLAGS.has(name);
}

/** Options of `uv venv` (uv's docs/reference/cli.md). */
const VALUED = new Set(['-p', '--python', '--prompt', '--python-preference', '--link-mode', '--color']);
const FLAGS = new Set([
  '--seed',
  '--clear',
  '-c',
  '--allow-existing',
  '--system-site-packages',
  '--relocatable',
  '--managed-python',
  '--no-managed-python',
  '--no-python-downloads',
  '-q',
  '--quiet',
  '-v',
  '--verbose',
  '-n',
  '--no-cache',
]);

/** The environment's folder of `. .venv/bin/activate`, as it is written. */
export function activatedFolder({ name, args }: Command): string | undefined {
  const [file, ...more] = args;
  const isPlain = (name === '.' || name === 'source') && more.length === 0 && file?.literal === true;
  const folder = isPlain ? /^(.+)\/bin\/activate$/.exec(file.text)?.[1] : undefined;
  return folder !== undefined && PLAIN_PATH.test(folder) ? folder : undefined;
}

/** A path of plain names, which leads nowhere else than down. */
const PLAIN_PATH = /^\/?(?:\.\/)?(?!\.\.)[\w.-]+(?:\/(?!\.\.)[\w.-]+)*$/;

/** True for a command of the script itself that always runs, wherever its output goes. */
export function isSureToRun({ conditional, depth, join }: ShellCommand): boolean {
  return !conditional && depth === 0 && (join === 'start' || join === '&&' || join === ';');
}

/** A path as seen from where the script starts. */
function placed(directory: string, folder: string): string {
  return cleanPath(folder.startsWith('/') || directory === '' ? folder : `${directory}/${folder}`);
}

/** An environment by a relative path, and the directory from which that leads to it. */
interface Active {
  readonly folder: string;
  readonly directory: string;
}

/** An install behind the activation: pip fills the environment, uv's projects have their own, and of others that is not known. */
function inEnvironment(part: RunPart, { folder, directory }: Active): RunPart {
  const { install } = part;
  const isApart =
    install?.ecosystem.id === 'uv' && !part.command.words.some(({ text }) => text === '--active');
  if (install?.ecosystem.family !== 'python' || isApart) {
    return part;
  }
  const isHere = install.ecosystem.id === 'pip' && install.directory === '' && part.directory === directory;
  const filled: Install = isHere
    ? { ...install, writes: [...(install.writes ?? []), folder] }
    : { ...install, obstacle: install.obstacle ?? `it may install into \`${folder}\`, which is relative` };
  return { ...part, install: filled };
}
