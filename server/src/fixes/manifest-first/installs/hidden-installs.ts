import type { ContextSnapshot } from '../../../context/types.ts';
import { commandOf } from '../../../ecosystems/command.ts';
import { queryOf } from '../../../ecosystems/context-query.ts';
import { mayInstall } from '../../../ecosystems/may-install.ts';
import { changeDirectory, textParts } from '../../../ecosystems/run-parts.ts';
import type { Model } from '../../../model/types.ts';
import { holdsWord } from '../../../syntax/plain-words.ts';
import { commandWords } from '../../moving/command-text.ts';
import type { CopyStep } from '../../moving/copy-step.ts';
import { lastDelivery, resolvedFrom } from '../../moving/image-paths.ts';
import type { Candidate, HiddenInstall, RunCommand } from '../types.ts';
import { MAKES } from './make-command.ts';
import { namedFile, type NamedTexts } from './named-texts.ts';
import { SCRIPT_RUNNERS } from './script-command.ts';

/** Whether a RUN's text may name a program that runs an install which stands elsewhere. */
export function mayHide(text: string): boolean {
  return holdsWord(text, (word) => SCRIPT_RUNNERS.has(word) || MAKES.has(word));
}

/** What is known where a RUN is read. */
export interface ReadingRuns {
  readonly model: Model;
  readonly context: ContextSnapshot | undefined;
  /** Counts down with each file that a script or a target is looked for in, and more with long ones. */
  readonly lookups: { left: number };
}

/** So much text of a file costs as much as one look more. */
const TEXT_PER_LOOKUP = 10_000;

/**
 * The installs that a command runs out of a `package.json` script or Makefile targets, one level deep. Where the file is not
 * known to come from the context, there are none.
 */
export function hiddenInstalls(
  command: RunCommand,
  copies: readonly CopyStep[],
  { model, context, lookups }: ReadingRuns,
): readonly Candidate[] {
  const { node, part, directory, isRunTo } = command;
  const read = commandOf(part.command);
  const file = read && namedFile(read, model, node);
  if (file === undefined || context === undefined) {
    return [];
  }
  lookups.left--;
  const base = resolvedFrom(directory, file.directory);
  const [path] = file.names.flatMap((name) => {
    return lastDelivery(copies, resolvedFrom(base, name), context)?.file.path ?? [];
  });
  if (path === undefined) {
    return [];
  }
  const query = queryOf(context);
  lookups.left -= Math.floor((query.text(path)?.length ?? 0) / TEXT_PER_LOOKUP);
  const texts = file.read(query, { path, directory: base.anchored ? base.path : '.' });
  return installsAmong(texts).map(({ install, work, hidden }) => ({
    node,
    part,
    install: { ...install, directory: changeDirectory(file.directory, work) },
    directory: resolvedFrom(base, work),
    // What leads to it is a file of the project itself.
    lastUser: () => node.index,
    isRunTo,
    hidden,
  }));
}

/** An install in one of these texts. */
interface Inside extends Pick<Candidate, 'install'> {
  /** Where it works: relative to where the texts run, or absolute. */
  readonly work: string;
  readonly hidden: HiddenInstall;
}

/** So many exported variables are heeded. */
const MAX_SETTINGS = 50;

/** A value that can stand in single quotes; what is not known has a `$`. */
const SETTING = /^[^'$\n]{0,200}$/;

function installsAmong({ shells, exported }: NamedTexts): readonly Inside[] {
  const settings = [...exported].filter(([, value]) => SETTING.test(value)).slice(0, MAX_SETTINGS);
  const exports = settings.map(([name, value]) => `export ${name}='${value}' && `).join('');
  return shells.flatMap(({ text, label }, index) => {
    const parts = mayInstall({ text }) ? textParts(exports + text) : [];
    return parts.flatMap((part, at): readonly Inside[] => {
      const { install, command, directory } = part;
      if (install === undefined || directory === undefined || command.conditional || command.join === '||') {
        return [];
      }
      const hidden = {
        command: commandWords(command),
        where: label,
        part,
        before: () => [
          ...shells.slice(0, index).flatMap((shell) => textParts(shell.text)),
          ...parts.slice(settings.length, at),
        ],
        settings,
      };
      return [{ install, work: changeDirectory(directory, install.directory), hidden }];
    });
  });
}
