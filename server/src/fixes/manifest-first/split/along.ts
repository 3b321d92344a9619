import { commandOf } from '../../../ecosystems/command.ts';
import { isWithin } from '../../../ecosystems/paths.ts';
import { environmentMade, isSureToRun, uvEnvironment } from '../../../ecosystems/python/own-environments.ts';
import type { RunPart } from '../../../ecosystems/run-part.ts';
import type { Model, Node } from '../../../model/types.ts';
import { activatesMade } from '../../moving/activations.ts';
import { runsAlways } from '../../moving/commutes.ts';
import type { LateInstall } from '../types.ts';

/** Whether a command makes a virtual environment, which what comes behind it may need. */
export function makesEnvironment({ command }: RunPart): boolean {
  const read = commandOf(command);
  return read !== undefined && environmentMade(read) !== undefined;
}

/**
 * `uv venv` in front of `uv sync`, or of an install of requirement files by uv: it goes along, since it reads nothing but manifests of
 * these installs. The sources must not lie over the folder that it makes, and of `.venv` the installs see to that.
 */
export function isUvSetup(part: RunPart, installs: readonly LateInstall[]): boolean {
  const read = part.role === 'unknown' && runsAlways(part) ? commandOf(part.command) : undefined;
  const folder = read && uvEnvironment(read);
  return (
    folder !== undefined &&
    isSureToRun(part.command) &&
    part.directory === '' &&
    (areSyncs(installs) || installs.every(isUvPip)) &&
    installs.every(({ directory }) =>
      folder.startsWith('/')
        ? directory.anchored &&
          (folder === `${directory.path}/.venv` ||
            !(isWithin(folder, directory.path) || isWithin(directory.path, folder)))
        : /^(\.\/)?\.venv$/.test(folder),
    )
  );
}

/**
 * `. .venv/bin/activate` in front of `uv sync`, where a RUN above has made the environment: it can be repeated wherever that
 * is there. uv itself goes by the project's own environment.
 */
export function isUvActivation(
  model: Model,
  node: Node,
  { part, installs }: { readonly part: RunPart; readonly installs: readonly LateInstall[] },
): boolean {
  return (
    part.role === 'unknown' &&
    part.directory === '' &&
    runsAlways(part) &&
    areSyncs(installs) &&
    activatesMade(model, node, part)
  );
}

/** `uv pip install -r requirements.txt` in the directory that the RUN starts in; a download of it would need what is made, too. */
function isUvPip({ install, part, hidden }: LateInstall): boolean {
  return (
    install.ecosystem.id === 'pip' &&
    install.directory === '' &&
    install.downloadOnly === undefined &&
    part.directory === '' &&
    hidden === undefined &&
    commandOf(part.command)?.name === 'uv'
  );
}

/** Whether all are `uv sync` of the directory that the RUN starts in. */
function areSyncs(installs: readonly LateInstall[]): boolean {
  return installs.every(
    ({ install, part, hidden }) =>
      install.ecosystem.id === 'uv' &&
      install.directory === '' &&
      part.directory === '' &&
      hidden === undefined &&
      !part.command.words.some(({ text }) => text === '--active'),
  );
}
