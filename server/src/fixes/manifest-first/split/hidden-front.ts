import { commandOf } from '../../../ecosystems/command.ts';
import type { RunPart } from '../../../ecosystems/run-part.ts';
import { commandWords } from '../../moving/command-text.ts';
import { code } from '../../moving/words.ts';
import type { LateInstall } from '../types.ts';
import { COMPILER_ONLY, wordsInFront } from './in-front.ts';
import { isGitSetting, mayPrepare } from './preparing.ts';

/**
 * What a script or a Makefile puts in front of an install and a download in its place needs as well, with a space behind it: its own
 * variables, and those exported to it that are named after the package manager (`GOPROXY`, `NPM_CONFIG_REGISTRY`). Undefined where it
 * can't be written again; empty for an install that the RUN holds itself.
 */
export function hiddenFront({ hidden, install }: LateInstall): string | undefined {
  if (hidden === undefined) {
    return '';
  }
  const own = wordsInFront('', hidden.part, 'exec');
  const names = install.ecosystem.programs.map((program) => program.toUpperCase());
  const settings = hidden.settings.filter(
    ([name, value]) =>
      names.some((program) => name.startsWith(program) && name !== program) &&
      !COMPILER_ONLY.test(name) &&
      /^[\w./:@,+=-]+$/.test(value),
  );
  return own === undefined ? undefined : settings.map((one) => `${one.join('=')} `).join('') + own;
}

/** What may prepare an install in the script or the targets that hold it, as a clause: a step in front of the sources would not have it. */
export function hiddenPreparation({ hidden, install }: LateInstall): string | undefined {
  const found = hidden?.before().find((part) => {
    const isSetting = part.role === 'companion' && part.ecosystem !== undefined;
    const bringsManager = part.role === 'companion' && commandOf(part.command)?.name === 'corepack';
    return (
      PREPARES.has(part.role) ||
      isSetting ||
      bringsManager ||
      isGitSetting(part) ||
      mayPrepare(part, commandWords(part.command), install.ecosystem)
    );
  });
  return (
    found && hidden && `${code(commandWords(found.command))} (${hidden.where}) may prepare what is fetched`
  );
}

/** Roles of commands that an install may need to have run. */
const PREPARES: ReadonlySet<RunPart['role']> = new Set(['system', 'packages', 'environment']);
