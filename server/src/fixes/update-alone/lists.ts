import { commandOf } from '../../ecosystems/command.ts';
import { runParts, type RunPart } from '../../ecosystems/run-parts.ts';
import type { Model, Node } from '../../model/types.ts';
import { parsedOf } from '../../syntax/instruction.ts';
import { scriptOf } from '../../syntax/shell.ts';
import { isShell } from '../../syntax/shell-names.ts';
import { runsInAnyCase } from '../moving/commutes.ts';
import { placesOf } from '../moving/places.ts';

/** Programs that share their lists of packages, and install by those that an earlier step has fetched. */
export type Family = 'apt';

/** What the commands of one RUN do with the lists of one family. */
export interface ListsInRun {
  /** The first command that goes by lists from before the RUN. */
  readonly goesBy: RunPart | undefined;
  /** True where a command in front of it may fetch them after all: a script, or a program that Strata does not know. */
  readonly mayFetch: boolean;
  /** True where a command may go by them: what fetches them may not run, or only a text speaks of one, `xargs apt-get install`. */
  readonly mayGoBy: boolean;
  /** The last command that fetches lists and leaves them there. */
  readonly update: RunPart | undefined;
  /** True when a command behind that one goes by its lists. */
  readonly isUsed: boolean;
}

/** What the commands of a RUN, or the text of an ONBUILD, do with lists of packages, by family; empty for other instructions. */
export function listsIn(model: Model, node: Node): ReadonlyMap<Family, ListsInRun> {
  const { keyword, text } = node.instruction;
  const isRun = keyword === 'RUN';
  if (!(isRun || keyword === 'ONBUILD') || !SPELLINGS.some((spelling) => text.includes(spelling))) {
    return NONE;
  }
  const parts = isRun ? commandsIn(model, node) : [];
  const lists = new Map<Family, Changing>();
  for (const part of parts) {
    readPart(part, lists);
  }
  if (parts.length === 0 || parsedOf(model.file, node.instruction).heredocs.length > 0) {
    readText(text, lists);
  }
  return lists;
}

/** The commands of a RUN; none where its shell can't be read. */
export function commandsIn(model: Model, node: Node): readonly RunPart[] {
  const script = scriptOf(model.file, node.instruction);
  const isRead = placesOf(model)[node.index]?.readableShell === true || script?.form === 'exec';
  return script?.complete === true && isRead ? runParts(script) : [];
}

/** True where a RUN runs, behind one of its commands, what may fetch lists of packages as scripts of vendors do: `curl … | bash`. */
export function mayFetchLists(model: Model, node: Node, behind: RunPart | undefined): boolean {
  const parts = node.instruction.keyword === 'RUN' ? commandsIn(model, node) : [];
  const from = behind === undefined ? 0 : parts.indexOf(behind) + 1;
  return parts.slice(from).some(mayFetch);
}

/** True for a command that may fetch lists of packages along with what it is for: a script, or a source that is added. */
export function mayFetch({ role, command }: RunPart): boolean {
  return role === 'unknown' && command.words.length > 0 && isOpaque(commandOf(command)?.name);
}

/** True for a command that fetches lists, whatever else its words are. */
export function fetchesLists(part: RunPart): boolean {
  const called = calledIn(part);
  return called !== undefined && called.isOwn && called.program.update.has(called.verb);
}

/** True for a command that installs by lists, whatever it installs, also where another program starts it: `xargs apt-get install`. */
export function usesLists(part: RunPart): boolean {
  const called = calledIn(part);
  return called?.program.install.has(called.verb) === true;
}

/** True for a command that names such a program anywhere. */
export function namesProgram({ command: { words } }: RunPart): boolean {
  return words.some(({ text }) => SPELLINGS.some((spelling) => text.includes(spelling)));
}

/** The families whose lists a script may have fetched before it installs by them. */
export const FETCHED_BY_SCRIPTS: readonly Family[] = ['apt'];

/** True when a RUN mounts the folder in which apt keeps its lists, so that those of the image are not seen by it. */
export function mountsLists({ detail }: Node): boolean {
  const mounts = detail.kind === 'run' ? detail.mounts : [];
  return mounts.some(({ target }) => /^\/var(\/lib(\/apt(\/lists)?)?)?\/?$/.test(target));
}

type Changing = { -readonly [Key in keyof ListsInRun]: ListsInRun[Key] };

const NONE: ReadonlyMap<Family, ListsInRun> = new Map();

/** One of them is a part of the name of every program: most texts have none. */
const SPELLINGS = ['apt'];

/** What the first word tells that a program knows. */
interface Program {
  readonly family: Family;
  readonly update: ReadonlySet<string>;
  readonly install: ReadonlySet<string>;
}

/** What fetches the lists of apt, and what installs by them. */
export const APT: Program = {
  family: 'apt',
  update: new Set(['update']),
  install: new Set([
    'install',
    'reinstall',
    'satisfy',
    'build-dep',
    'upgrade',
    'dist-upgrade',
    'full-upgrade',
  ]),
};

/** The programs that do. */
export const APT_PROGRAMS: readonly string[] = ['apt-get', 'apt', 'aptitude'];

/**
 * Which programs share their lists, and what fetches and uses them. Only those that never fetch lists by themselves: apk does so where
 * its index is missing or older than four hours (apk-tools since 2.10, src/database.c `is_index_stale` and src/context.c
 * `cache_max_age`; only --simulate, --no-network and `apk del` do without), dnf and yum where their metadata are older than
 * `metadata_expire` (dnf.conf(5)), and zypper for repositories with autorefresh (zypper(8)).
 */
const PROGRAMS: ReadonlyMap<string, Program> = new Map(APT_PROGRAMS.map((program) => [program, APT]));

/** Programs that fetch the lists of apt along with what they are for. */
const ADDS_SOURCES = new Set(['add-apt-repository', 'apt-add-repository']);

function readPart(part: RunPart, lists: Map<Family, Changing>): void {
  const read = commandOf(part.command);
  const program = read && PROGRAMS.get(read.name);
  if (read === undefined || program === undefined) {
    readUnknown(part, read?.name, lists);
    return;
  }
  const words = read.args.map(({ text }) => text);
  const verb = words.find((word) => program.update.has(word) || program.install.has(word));
  if (verb === undefined) {
    return;
  }
  const found = listsOf(lists, program.family);
  if (program.update.has(verb)) {
    found.update = part;
    found.isUsed = false;
  } else if (found.update === undefined) {
    found.goesBy ??= part;
  } else {
    found.isUsed = true;
    // In the branch of a condition, both run or none of them.
    found.mayGoBy ||= found.goesBy === undefined && runsInAnyCase(part) && !runsInAnyCase(found.update);
  }
}

/** The program that a command names, and the first word behind that it knows; `isOwn`: no other program starts it. */
function calledIn({
  command,
}: RunPart): { readonly program: Program; readonly verb: string; readonly isOwn: boolean } | undefined {
  const words = command.words.map(({ text }) => text);
  const at = words.findIndex((word) => PROGRAMS.has(word.slice(word.lastIndexOf('/') + 1)));
  const name = words[at] ?? '';
  const program = PROGRAMS.get(name.slice(name.lastIndexOf('/') + 1));
  const verb = words
    .slice(at + 1)
    .find((word) => program !== undefined && (program.update.has(word) || program.install.has(word)));
  const read = commandOf(command);
  const isOwn = read !== undefined && PROGRAMS.has(read.name);
  return program === undefined || verb === undefined ? undefined : { program, verb, isOwn };
}

function listsOf(lists: Map<Family, Changing>, family: Family): Changing {
  let found = lists.get(family);
  if (found === undefined) {
    found = { goesBy: undefined, mayFetch: false, mayGoBy: false, update: undefined, isUsed: false };
    lists.set(family, found);
  }
  return found;
}

/** A command of which only the words tell: what it runs may be one of the programs. */
function readUnknown(
  { role, command }: RunPart,
  name: string | undefined,
  lists: Map<Family, Changing>,
): void {
  if (role !== 'unknown' || command.words.length === 0) {
    return;
  }
  readText(command.words.map(({ text }) => text).join(' '), lists);
  if (isOpaque(name)) {
    for (const family of FETCHED_BY_SCRIPTS) {
      const found = listsOf(lists, family);
      found.mayFetch ||= found.goesBy === undefined;
    }
  }
}

/** A script, a program that is only known when it runs, or one that fetches lists along with what it is for. */
function isOpaque(name: string | undefined): boolean {
  return name === undefined || isShell(name) || name === '.' || name === 'source' || ADDS_SOURCES.has(name);
}

/** What a text says by its words alone, from left to right. */
function readText(text: string, lists: Map<Family, Changing>): void {
  let program: Program | undefined;
  for (const word of text.split(/[\s;&|()'"`\\]+/)) {
    const next = PROGRAMS.get(word.startsWith('/') ? word.slice(word.lastIndexOf('/') + 1) : word);
    if (next !== undefined) {
      program = next;
    } else if (program !== undefined && (program.update.has(word) || program.install.has(word))) {
      const found = listsOf(lists, program.family);
      if (program.update.has(word)) {
        found.mayFetch ||= found.goesBy === undefined;
      } else {
        found.mayGoBy ||= found.goesBy === undefined && found.update === undefined && !found.mayFetch;
      }
      program = undefined;
    }
  }
}
