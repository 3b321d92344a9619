import { commandOf } from '../../ecosystems/command.ts';
import type { RunPart } from '../../ecosystems/run-part.ts';
import type { ContextSnapshot } from '../../context/types.ts';
import type { Model, Node } from '../../model/types.ts';
import { scriptOf } from '../../syntax/shell.ts';
import { isGitSetting } from '../manifest-first/split/preparing.ts';
import { commandsIn } from '../moving/commands-in.ts';
import { MAKES_NOTHING } from '../moving/makes-nothing.ts';
import { SPEAKING } from '../moving/speaking.ts';
import { goesThroughFresh } from './fresh-folders.ts';

/** A RUN for which somebody waits. */
export interface SlowRun {
  readonly node: Node;
  /**
   * The first command of it that installs or builds, or else that takes time; undefined where the RUN begins with one that does, or
   * can't be read.
   */
  readonly part: RunPart | undefined;
  /** Whether it installs or builds: what people wait for most. */
  readonly makes: boolean;
}

/** A RUN unless it is done at once: it makes folders, links, users and short files, sets modes and settings, or prunes a repository. */
export function slowRun(model: Model, context: ContextSnapshot | undefined, node: Node): SlowRun | undefined {
  if (node.instruction.keyword !== 'RUN') {
    return undefined;
  }
  const parts = commandsIn(model, node);
  const slow = parts.find(
    (one) =>
      !isQuickPart(one) && !(isThrough(one) && goesThroughFresh(model, context, node, { part: one, parts })),
  );
  if (slow === undefined && parts.length > 0) {
    return undefined;
  }
  const making = parts.find(makesSomething);
  const isHeredoc = scriptOf(model.file, node.instruction)?.form === 'heredoc';
  const isFirst = slow?.command.span.start === parts[0]?.command.span.start && !isHeredoc;
  return { node, part: isFirst ? undefined : (making ?? slow), makes: making !== undefined };
}

/** Programs that are done at once, whatever their words are, but for those that go through whole folders. */
const QUICK: ReadonlySet<string> = new Set([
  ...SPEAKING,
  ...MAKES_NOTHING,
  ...[
    'touch',
    'ln',
    'cp',
    'mv',
    'tee',
    'sed',
    'grep',
    'head',
    'tail',
    'cut',
    'tr',
    'cd',
    'set',
    'umask',
    '[[',
  ],
  // What a variable holds, and what is set of the shell, is done at once whatever words it has.
  ...['export', 'readonly', 'declare', 'typeset', 'local', 'unset', 'shopt', 'pushd', 'popd'],
  ...['groupmod', 'userdel', 'groupdel', 'deluser', 'delgroup', 'passwd', 'chpasswd'],
]);

/** Settings of a package manager, and of the shell. */
const SETTINGS: ReadonlySet<RunPart['role']> = new Set(['companion', 'directory', 'options', 'variables']);

/** Commands that put every file of a folder into the layer when they are told to. */
const THROUGH_FOLDERS: ReadonlySet<string> = new Set(['chown', 'chgrp', 'chmod', 'cp']);

function isQuickPart(part: RunPart): boolean {
  const { role, command } = part;
  if (command.words.length === 0 || SETTINGS.has(role) || isGitSetting(part) || isPruning(command)) {
    return true;
  }
  return QUICK.has(commandOf(command)?.name ?? '') && !isThrough(part);
}

/** `turbo prune web --docker`, by whatever runs it: it copies the packages of a repository that one of them needs. */
function isPruning({ words }: RunPart['command']): boolean {
  const at = words.findIndex(({ text }) => text === 'turbo' || text.startsWith('turbo@'));
  return at >= 0 && words[at + 1]?.text === 'prune';
}

/** Whether it is told to go through whole folders. */
function isThrough({ command }: RunPart): boolean {
  const { name, args } = commandOf(command) ?? { name: '', args: [] };
  return THROUGH_FOLDERS.has(name) && args.some(({ text }) => RECURSIVE.test(text));
}

/** `-R`, also among other letters, and what `cp` understands beside it. */
const RECURSIVE = /^-[a-zA-Z]*[rRa]|^--(recursive|archive)$/;

/** Whether a command installs or builds, which takes longer than what else a RUN does. */
function makesSomething(part: RunPart): boolean {
  const { role, command } = part;
  return (
    !isQuickPart(part) &&
    !isThrough(part) &&
    (MAKING.has(role) || command.words.some(({ text }) => MAKES.test(text)))
  );
}

const MAKING: ReadonlySet<RunPart['role']> = new Set(['install', 'packages', 'system', 'environment']);

const MAKES =
  /^(assemble|build|compile|dist|g?make|gradlew?|install|mvnw?|ninja|package|precompile|publish|test)$|\b(build|compile)\b/;
