import { isWithin } from '../../../ecosystems/paths.ts';
import { isSureToRun } from '../../../ecosystems/python/own-environments.ts';
import type { RunPart } from '../../../ecosystems/run-part.ts';
import type { CopyStep } from '../../moving/copy-step.ts';
import { runsAlways } from '../../moving/commutes.ts';

/**
 * The file of `. /tmp/settings` in front of an install, where none of the copies that move brings it: what is above them has made it, so
 * that it goes along with the install. Undefined for other commands.
 */
export function sourcedFile(part: RunPart, moving: readonly CopyStep[]): string | undefined {
  const [program, file, ...more] = part.command.words;
  const isSourcing = program?.text === '.' || program?.text === 'source';
  if (!isSourcing || more.length > 0 || !isSureToRun(part.command) || !runsAlways(part)) {
    return undefined;
  }
  const path = file?.text ?? '';
  const isHome = HOME.test(path);
  const isApart = moving.every(
    ({ anchored, folder }) =>
      anchored && folder !== '/' && (isHome ? !HOMES.test(folder) : !isWithin(path, folder)),
  );
  return isApart && (isHome || (file?.literal === true && ABSOLUTE.test(path))) ? path : undefined;
}

/** Whether such a file sets variables and functions alone, whatever stands in the working directory: those of rustup and nvm. */
export function onlySets(file: string): boolean {
  return /\/\.cargo\/env$|\/nvm\.sh$/.test(file);
}

/** A path of plain names, in the home directory or where nvm is. */
const HOME =
  /^"?(?:~|\$HOME|\$\{HOME\}|\$NVM_DIR|\$\{NVM_DIR\}|\$CARGO_HOME|\$\{CARGO_HOME\})(?:\/(?!\.\.)[\w.-]+)+"?$/;
const ABSOLUTE = /^(?:\/(?!\.\.)[\w.-]+)+$/;

/** Where home directories are, and what lies above them or in them. */
const HOMES = /^\/(root|home|usr|opt)(\/|$)/;
