import { baseName } from '../../context/path-parts.ts';
import { commandOf } from '../../ecosystems/command.ts';
import type { RunPart } from '../../ecosystems/run-part.ts';
import type { Model, Node } from '../../model/types.ts';
import { parsedOf } from '../../syntax/instruction.ts';
import { isShell } from '../../syntax/shell-names.ts';
import { commandWords } from '../moving/command-text.ts';
import { commandsIn } from '../moving/commands-in.ts';
import { runsInAnyCase } from '../moving/commutes.ts';
import { firstOf } from '../first-of.ts';
import { ADDS_SOURCES, APT_PROGRAMS, APT_UPGRADES, BY_LISTS, updatesFirst, type Does } from './apt-words.ts';
import { setupScripts } from './setup-scripts.ts';

/** What the commands of one RUN do with apt's lists of packages. */
export interface ListsInRun {
  /** The first command that goes by lists from before the RUN. */
  readonly goesBy: RunPart | undefined;
  /** True where a command in front of it may fetch them after all: a script, or a program that Strata does not know. */
  readonly mayFetch: boolean;
  /** True where a command may go by them: what fetches them may not run, or only a text speaks of one, `xargs apt-get install`. */
  readonly mayGoBy: boolean;
  /** The last command that fetches lists and leaves them there. */
  readonly update: RunPart | undefined;
  /** True where that one runs in any case. */
  readonly isCertain: boolean;
  /** True when a command behind that one goes by its lists. */
  readonly isUsed: boolean;
}

/** What the commands of a RUN, or the text of an ONBUILD, do with apt's lists; undefined where they leave them alone. */
export function listsIn(model: Model, node: Node): ListsInRun | undefined {
  const { keyword, text } = node.instruction;
  if (!(keyword === 'RUN' || keyword === 'ONBUILD') || !isSpelt(text)) {
    return undefined;
  }
  const parts = commandsIn(model, node);
  const lists = readParts(parts);
  if (parts.length === 0 || parsedOf(model.file, node.instruction).heredocs.length > 0) {
    readText(text, lists);
  }
  return lists;
}

/** What the commands of a script do with apt's lists. */
export function listsOf(parts: readonly RunPart[]): ListsInRun {
  return readParts(parts);
}

function readParts(parts: readonly RunPart[]): Changing {
  const lists: Changing = {
    goesBy: undefined,
    mayFetch: false,
    mayGoBy: false,
    update: undefined,
    isCertain: false,
    isUsed: false,
  };
  const scripts = setupScripts(parts);
  for (const part of parts) {
    const isCertain = scripts.get(part);
    if (isCertain === undefined) {
      readPart(part, lists);
    } else {
      fetched(part, isCertain, lists);
    }
  }
  return lists;
}

/** True where a RUN runs, behind one of its commands, what may fetch lists of packages as scripts of vendors do: `curl … | bash`. */
export function mayFetchLists(model: Model, node: Node, behind: RunPart | undefined): boolean {
  const parts = commandsIn(model, node);
  const from = behind === undefined ? 0 : parts.indexOf(behind) + 1;
  return parts.slice(from).some(mayFetch);
}

/** True for a command that may fetch lists of packages along with what it is for: a script, or a source that is added. */
export function mayFetch({ role, command }: RunPart): boolean {
  return role === 'unknown' && command.words.length > 0 && isOpaque(commandOf(command)?.name);
}

/** True for a command that fetches lists, whatever else it does then: `apt-get update`, `apt-get install --update`. */
export function fetchesLists(part: RunPart): boolean {
  const called = calledIn(part);
  return called?.isOwn === true && (called.does === 'fetches' || fetchesFirst(part));
}

/** True for an install that fetches the lists for itself. */
function fetchesFirst({ command }: RunPart): boolean {
  const read = commandOf(command);
  return (
    read !== undefined && APT_PROGRAMS.has(read.name) && read.args.some(({ text }) => updatesFirst(text))
  );
}

/** True for a command that installs by lists, whatever it installs, also where another program starts it: `xargs apt-get install`. */
export function usesLists(part: RunPart): boolean {
  const called = calledIn(part);
  return called?.does === 'uses';
}

/** True for one that installs packages, and does not only bring up to date those that are there. */
export function installsPackages(part: RunPart): boolean {
  const called = calledIn(part);
  return called?.does === 'uses' && !APT_UPGRADES.has(called.verb);
}

/**
 * True for a command whose program is one of apt's, `apt-cache` among them, or that installs and names one anywhere. What only works on
 * files needs no lists, whatever they are called: `rm -f /etc/apt/apt.conf.d/proxy`.
 */
export function namesProgram({ role, command }: RunPart): boolean {
  return role === 'unknown'
    ? isSpelt(commandOf(command)?.name ?? '')
    : command.words.some(({ text }) => isSpelt(text));
}

/** True when a RUN mounts the folder in which apt keeps its lists, so that those of the image are not seen by it. */
export function mountsLists({ detail }: Node): boolean {
  const mounts = detail.kind === 'run' ? detail.mounts : [];
  return mounts.some(({ target }) => /^\/var(\/lib(\/apt(\/lists)?)?)?\/?$/.test(target));
}

type Changing = { -readonly [Key in keyof ListsInRun]: ListsInRun[Key] };

/** Most texts have no part of the name of such a program, nor of an address whose script calls one. */
function isSpelt(text: string): boolean {
  return SPELLINGS.some((part) => text.includes(part));
}

const SPELLINGS = ['apt', 'rosdep', 'mk-build-deps', 'nodesource', 'script.deb.sh'];

function readPart(part: RunPart, lists: Changing): void {
  const read = commandOf(part.command);
  const doesBy = read && BY_LISTS.get(read.name);
  if (read === undefined || doesBy === undefined) {
    readUnknown(part, read?.name, lists);
    return;
  }
  const does = firstOf(read.args, ({ text }) => doesBy(text));
  if (does === 'fetches') {
    fetched(part, runsInAnyCase(part), lists);
  } else if (does === 'uses' && fetchesFirst(part)) {
    fetched(part, runsInAnyCase(part), lists);
    lists.isUsed = true;
  } else if (does === 'uses' && lists.update === undefined) {
    lists.goesBy ??= part;
  } else if (does === 'uses') {
    lists.isUsed = true;
    // In the branch of a condition, both run or none of them.
    lists.mayGoBy ||= lists.goesBy === undefined && runsInAnyCase(part) && !lists.isCertain;
  }
}

function fetched(part: RunPart, isCertain: boolean, lists: Changing): void {
  lists.update = part;
  lists.isCertain = isCertain;
  lists.isUsed = false;
}

/** What a command that names such a program does with lists, and the first word for that; `isOwn`: no other program starts it. */
function calledIn({
  command,
}: RunPart): { readonly does: Does; readonly verb: string; readonly isOwn: boolean } | undefined {
  const words = command.words.map(({ text }) => text);
  const at = words.findIndex((word) => BY_LISTS.has(baseName(word)));
  const doesBy = BY_LISTS.get(baseName(words[at] ?? ''));
  const verb = doesBy && words.slice(at + 1).find((word) => doesBy(word) !== undefined);
  if (verb === undefined) {
    return undefined;
  }
  const read = commandOf(command);
  return { does: doesBy?.(verb), verb, isOwn: read !== undefined && BY_LISTS.has(read.name) };
}

/** A command of which only the words tell: what it runs may be one of the programs. */
function readUnknown({ role, command }: RunPart, name: string | undefined, lists: Changing): void {
  if (role !== 'unknown' || command.words.length === 0) {
    return;
  }
  readText(commandWords(command), lists);
  if (isOpaque(name)) {
    lists.mayFetch ||= lists.goesBy === undefined;
  }
}

/** A script, a program that is only known when it runs, or one that fetches lists along with what it is for. */
function isOpaque(name: string | undefined): boolean {
  return (
    name === undefined ||
    isShell(name) ||
    name === '.' ||
    name === 'source' ||
    name.endsWith('.sh') ||
    ADDS_SOURCES.has(name)
  );
}

/** What a text says by its words alone, from left to right. */
function readText(text: string, lists: Changing): void {
  let doesBy: ((word: string) => Does) | undefined;
  for (const word of text.split(/[\s;&|()'"`\\]+/)) {
    const does = doesBy?.(word);
    doesBy =
      BY_LISTS.get(word.startsWith('/') ? baseName(word) : word) ?? (does === undefined ? doesBy : undefined);
    if (does === 'fetches') {
      lists.mayFetch ||= lists.goesBy === undefined;
    } else if (does === 'uses') {
      lists.mayGoBy ||= lists.goesBy === undefined && lists.update === undefined && !lists.mayFetch;
    }
  }
}
