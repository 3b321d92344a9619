import type { ShellCommand } from '../../syntax/types.ts';
import { unquoted } from '../shell-words.ts';
import type { Install } from '../types.ts';
import { pip } from './pip.ts';

/** The folder of a virtual environment, by a relative path or by the variable that people keep it in, and the program in it. */
const PROGRAM =
  /^(?:(\$(?:\w*VENV\w*|VIRTUAL_ENV|\{\w*VENV\w*\}|\{VIRTUAL_ENV\}))|([\w.-]+(?:\/[\w.-]+)*))\/bin\/((?:pip|python)[\d.]*)$/;

/** Packages that pip of a virtual environment installs by name. */
export interface EnvironmentPackages {
  /** The package manager's id. */
  readonly ecosystem: string;
  /** The environment's folder, as it is written. */
  readonly folder: string;
}

/** What `venv/bin/pip install numpy` installs, and into which folder; undefined for other commands. */
export function environmentPackages({ words }: Pick<ShellCommand, 'words'>): EnvironmentPackages | undefined {
  const [first, ...args] = words;
  const found = first?.literal === true ? BY_PATH.exec(first.text) : null;
  const [, folder, name] = found ?? [];
  if (folder === undefined || name === undefined) {
    return undefined;
  }
  const role = pip.read({ name, args, env: new Map(), path: first?.text ?? '' });
  return role?.kind === 'packages' ? { ecosystem: pip.id, folder } : undefined;
}

/** Pip of an environment, by a path of plain names. */
const BY_PATH = /^((?:\/|\.\/)?\w[\w.-]*(?:\/\w[\w.-]*)*|(?:\.\/)?\.\w[\w.-]*)\/bin\/((?:pip|python)[\d.]*)$/;

/**
 * The install from requirement files that pip of a virtual environment runs where it is started by a relative path
 * (`.venv/bin/pip`), or by a variable (`$VIRTUAL_ENV/bin/python -m pip`). Packages by name are not read there: a relative
 * environment may have come with the copy that they would pass (`environmentPackages`).
 */
export function environmentInstall({ words }: Pick<ShellCommand, 'words'>): Install | undefined {
  const [first, ...args] = words;
  const written = first === undefined ? '' : unquoted(first.text);
  // Most commands are no path at all, and a quick look tells.
  const found = written.includes('/bin/p') ? PROGRAM.exec(written) : null;
  if (found === null) {
    return undefined;
  }
  const [, variable, folder, name = ''] = found;
  const command = { name, args, env: new Map<string, string>() };
  const role = pip.read(folder === undefined ? command : { ...command, path: written });
  const install = role?.kind === 'install' ? role.install : undefined;
  if (install === undefined || folder === undefined) {
    return variable === undefined || install?.downloadOnly !== undefined ? undefined : install;
  }
  return {
    ...install,
    writes: [...(install.writes ?? []), folder],
    obstacle:
      install.obstacle ??
      (install.directory === '' ? undefined : `\`${folder}\` is relative, and the files are not`),
  };
}
