import type { ContextSnapshot } from '../../context/types.ts';
import { commandOf } from '../../ecosystems/command.ts';
import { queryOf } from '../../ecosystems/context-query.ts';
import { runParts, type RunPart } from '../../ecosystems/run-parts.ts';
import { removesLists } from '../../ecosystems/system/cache-removal.ts';
import { installsByName } from '../../ecosystems/system/installs-by-name.ts';
import type { Model, Node } from '../../model/types.ts';
import { holdsWord } from '../../syntax/plain-words.ts';
import { scriptOf } from '../../syntax/shell.ts';
import { cacheVariable } from '../cache-mounts/cache-folders.ts';
import { findUncachedRuns, type UncachedManager, type UncachedRun } from '../cache-mounts/uncached-runs.ts';
import { uncachedWords } from '../cache-mounts/uncached-words.ts';
import { valuesAt } from '../hoist/written-values.ts';
import { runsInAnyCase } from '../moving/commutes.ts';
import { rememberedWith } from '../../syntax/remembered-with.ts';
import { mountsLists, type Family } from '../update-alone/lists.ts';
import { findListsUsers, type ListsUser } from '../update-alone/users.ts';
import { reachedOf } from './reached.ts';
import { sudoOf } from './sudo.ts';

/** How a package manager is told to keep nothing. */
export type Remedy =
  /** A command for the end of the RUN. */
  | { readonly kind: 'command'; readonly command: string }
  /** A flag behind a word of its install. */
  | { readonly kind: 'flag'; readonly flag: string; readonly behind: string };

/** What a package manager leaves in the layer of a RUN besides the packages. */
export interface CacheLeft {
  readonly node: Node;
  /** The package manager's id. */
  readonly id: string;
  /** Its commands that fill the cache. */
  readonly parts: readonly RunPart[];
  /** `lists`: those of apt, which are gone with one `rm` and of no use to anybody. */
  readonly kind: 'lists' | 'cache';
  readonly remedy: Remedy;
  /** The first step further down that needs what the remedy takes away. */
  readonly user: ListsUser | undefined;
  /** What ends the RUN before its last line: a command behind it is never reached. */
  readonly end: RunPart | undefined;
  /** True where the caches of several users are filled, so that one command can't empty all. */
  readonly isShared: boolean;
}

/** What empties the caches that a RUN leaves (domain.md section 4, "Image clean-up knowledge"), by package manager. */
const REMEDIES: ReadonlyMap<string, Remedy> = new Map<string, Remedy>([
  ['pip', { kind: 'flag', flag: '--no-cache-dir', behind: 'install' }],
  ['apk', { kind: 'flag', flag: '--no-cache', behind: 'add' }],
  ['npm', { kind: 'command', command: 'npm cache clean --force' }],
  ['yarn', { kind: 'command', command: 'yarn cache clean' }],
  ['composer', { kind: 'command', command: 'composer clear-cache' }],
  ['conda', { kind: 'command', command: 'conda clean -afy' }],
  ['dnf', { kind: 'command', command: 'dnf clean all' }],
  ['zypper', { kind: 'command', command: 'zypper clean -a' }],
]);

const LISTS: Remedy = { kind: 'command', command: 'rm -rf /var/lib/apt/lists/*' };

/**
 * What RUNs of stages that are shipped keep of downloads: the lists of apt where the RUN installs by them, and caches that are
 * neither mounted, switched off nor emptied in the same RUN. In document order.
 */
export const findCachesLeft = rememberedWith(find);

function find(model: Model, context: ContextSnapshot | undefined): readonly CacheLeft[] {
  const uncached = new Map(findUncachedRuns(model, context).map((run) => [run.node, run]));
  return model.stages
    .filter(({ role }) => role === 'shipped')
    .flatMap(({ first, end }) => model.nodes.slice(first + 1, end))
    .flatMap((node) => {
      const run = uncached.get(node);
      // A RUN that mounts the packages of apt may still leave its lists.
      const lists = holdsWord(node.instruction.text, (word) => APT.has(word)) ? listsLeft(model, node) : [];
      return run === undefined ? lists : [...lists, ...cachesLeft(model, context, run)];
    });
}

/** First words of programs that fill the lists of apt. */
const APT = new Set(['apt', 'aptitude']);

function cachesLeft(
  model: Model,
  context: ContextSnapshot | undefined,
  { node, parts: all, managers }: UncachedRun,
): readonly CacheLeft[] {
  const { parts, end } = reachedOf(all);
  const { cleaned } = uncachedWords(node, parts, managers);
  const variables = [...valuesAt(model, node).keys()];
  if (parts.some(removesCaches)) {
    return [];
  }
  return managers.flatMap((manager): readonly CacheLeft[] => {
    const { id } = manager.ecosystem;
    const own = manager.parts.filter(
      (part) => runsInAnyCase(part) && keepsCache(part) && (end === undefined || parts.includes(part)),
    );
    const names = [
      ...variables,
      ...own.flatMap(({ command }) => command.assignments.map(({ name }) => name)),
    ];
    const remedy = REMEDIES.get(id);
    return remedy === undefined ||
      own.length === 0 ||
      cleaned.has(id) ||
      cacheVariable(manager.ecosystem, names) !== undefined ||
      (id === 'yarn' && !isClassicYarn(manager, context))
      ? []
      : [leftOf(model, { node, id, parts: own, kind: 'cache', remedy: remedyFor(remedy, parts, own), end })];
  });
}

/** With what the clean-up needs: the rights of the command that fills the cache, and nobody who goes by what it takes away. */
function leftOf(model: Model, left: Omit<CacheLeft, 'user' | 'isShared'>): CacheLeft {
  const { node, id, parts, remedy } = left;
  if (remedy.kind === 'flag') {
    return { ...left, user: undefined, isShared: false };
  }
  const family = FAMILIES.get(id);
  const sudos = new Set(parts.map((part) => sudoOf(node, part)));
  // What the system's package managers keep lies in one place, whoever calls them.
  const isShared = sudos.size > 1 && !SYSTEM.has(id);
  const sudo = isShared ? '' : ([...sudos].find((one) => one !== '') ?? '');
  return {
    ...left,
    remedy: { kind: 'command', command: `${sudo}${remedy.command}` },
    user: family && findListsUsers(model).get(node.index)?.get(family),
    isShared,
  };
}

/** Package managers that install by lists which an earlier step has fetched; dnf and zypper fetch them when they are missing. */
const FAMILIES: ReadonlyMap<string, Family> = new Map([
  ['apt', 'apt'],
  ['apk', 'apk'],
]);

const SYSTEM = new Set(['apt', 'apk', 'dnf', 'zypper']);

/** Without a flag of the install where something else has filled the cache before, and by the name of the program that ran. */
function remedyFor(remedy: Remedy, all: readonly RunPart[], own: readonly RunPart[]): Remedy {
  const words = own.flatMap(({ command }) => command.words.map(({ text }) => text));
  if (remedy.kind === 'flag') {
    const isFetched =
      remedy.behind === 'add' &&
      (words.some((word) => ['-U', '--update', '--update-cache'].includes(word)) ||
        all.some(({ command }) => command.words[0]?.text === 'apk' && command.words[1]?.text === 'update'));
    return isFetched ? { kind: 'command', command: 'rm -rf /var/cache/apk/*' } : remedy;
  }
  const [program = ''] = remedy.command.split(' ');
  const other = words.find((word) => PROGRAMS.has(word) && word !== program);
  const isSibling = other !== undefined && PROGRAMS.get(other) === program && !words.includes(program);
  return isSibling ? { kind: 'command', command: `${other}${remedy.command.slice(program.length)}` } : remedy;
}

/** Programs that take the commands of another one. */
const PROGRAMS: ReadonlyMap<string, string> = new Map([
  ['yum', 'dnf'],
  ['microdnf', 'dnf'],
  ['tdnf', 'dnf'],
  ['dnf5', 'dnf'],
  ['mamba', 'conda'],
  ['micromamba', 'conda'],
]);

/** Not uv, whose cache shares its files with what it installs, nor a command that is told where its cache is. */
function keepsCache({ command }: RunPart): boolean {
  return command.words.every(({ text }) => text !== 'uv' && !text.startsWith('--cache'));
}

/** An `rm` of something that is called a cache, whoever's it is. */
function removesCaches({ command }: RunPart): boolean {
  const read = commandOf(command);
  return (
    (read?.name === 'rm' || read?.name === 'find') &&
    read.args.some(({ text }) => isCache(text.toLowerCase()))
  );
}

function isCache(path: string): boolean {
  return (
    path.includes('cache') ||
    path.includes('.composer') ||
    ((path.includes('.npm') || path.includes('/pkgs')) && /\.npm\b|\/pkgs\b/.test(path))
  );
}

/** Later versions of yarn may run programs out of their cache. */
function isClassicYarn({ parts, mounts }: UncachedManager, context: ContextSnapshot | undefined): boolean {
  const words = parts.flatMap(({ command }) => command.words.map(({ text }) => text));
  const isPlain =
    words.includes('--frozen-lockfile') ||
    words.includes('global') ||
    (context !== undefined && queryOf(context).has('.yarnrc.yml') === 'no');
  return isPlain && !mounts.some(({ target }) => target.includes('berry'));
}

function listsLeft(model: Model, node: Node): readonly CacheLeft[] {
  const script = scriptOf(model.file, node.instruction);
  const all = script?.complete === true && script.form !== 'exec' ? runParts(script) : [];
  const { parts, end } = reachedOf(all);
  const system = parts.filter(({ role, ecosystem }) => role === 'system' && ecosystem === 'apt');
  const updates = system.filter((part) => runsInAnyCase(part) && words(part).includes('update'));
  const installs = system.some((part) => {
    const read = commandOf(part.command);
    return read !== undefined && runsInAnyCase(part) && installsByName(read)?.removes === false;
  });
  const isCleaned =
    mountsLists(node) ||
    parts.some((part) =>
      words(part).some(
        (word) =>
          word.includes('/var/lib/apt') ||
          (word.includes('/var') && /\/var\/lib\/?($|apt)|\/var\/?\*/.test(word)),
      ),
    ) ||
    parts.some(({ command }) => {
      const read = commandOf(command);
      return read !== undefined && removesLists(read);
    });
  return updates.length === 0 || !installs || isCleaned
    ? []
    : [leftOf(model, { node, id: 'apt', parts: updates, kind: 'lists', remedy: LISTS, end })];
}

function words({ command }: RunPart): readonly string[] {
  return command.words.map(({ text }) => text);
}
