import type { ContextSnapshot } from '../../context/types.ts';
import { commandOf } from '../../ecosystems/command.ts';
import { installsBrowserPackages } from '../../ecosystems/javascript/browser-download.ts';
import type { RunPart } from '../../ecosystems/run-part.ts';
import { removesLists } from '../../ecosystems/system/cache-removal.ts';
import type { Model, Node } from '../../model/types.ts';
import { pathsOf } from '../moving/command-paths.ts';
import { runsInAnyCase } from '../moving/commutes.ts';
import { runTextOf, type RunText } from '../moving/redirections.ts';
import { fetchesLists, mayFetch, mountsLists, namesProgram, usesLists } from '../update-alone/lists.ts';
import { setupScripts } from '../update-alone/setup-scripts.ts';
import { findListsBelow } from '../update-alone/users.ts';
import { addsSource, NO_UPDATE, sourceFill } from './added-sources.ts';
import { cleanUpsOf, removesFolder, withoutBraces } from './clean-ups.ts';
import type { CacheLeft, Remedy } from './left.ts';
import { isNested } from './nested.ts';
import { reachedOf } from './reached.ts';
import { removeBehind } from './remedies.ts';

/** What a RUN leaves of the lists of apt. */
export interface ListsLeft {
  readonly left: readonly CacheLeft[];
  /** True where the image surely holds none behind it. */
  readonly hasNoLists: boolean;
}

const LISTS = '/var/lib/apt/lists';

/** The Dockerfile, and its context where that is known. */
interface ListsAround {
  readonly model: Model;
  readonly context: ContextSnapshot | undefined;
}

/** What is known where a RUN begins. */
export interface ListsBefore {
  /** True where the image surely holds none. */
  readonly hasNoLists: boolean;
  /** True where the shell makes words of `{a,b}`. */
  readonly expandsBraces: boolean;
  /** True where adding a source of packages fetches the lists as well. */
  readonly sourcesFetch: boolean;
}

/** The lists of apt that a RUN leaves, in which something is installed by them. */
export function readLists(
  { model, context }: ListsAround,
  node: Node,
  all: readonly RunPart[],
  before: ListsBefore,
): ListsLeft {
  if (mountsLists(node)) {
    return { left: [], hasNoLists: before.hasNoLists };
  }
  const { parts } = reachedOf(all);
  const run = runTextOf(node.instruction.text);
  const scripts = setupScripts(all);
  const { filling, isScript, hasNoLists, isUsed, isUsedBehind } = follow(run, parts, { ...before, scripts });
  const isBySources = filling.length > 0 && filling.every(addsSource);
  const part = filling.find((one) => !scripts.has(one) && !addsSource(one)) ?? filling[0];
  // Most RUNs end here; what asks for other instructions comes behind it.
  if (part === undefined || !(isUsed || isBySources)) {
    return { left: [], hasNoLists };
  }
  const last = parts.findLast((one) => mayNeed(run, one));
  const { users, scripts: ran } = findListsBelow(model, context);
  const user = users.get(node.index);
  // Who goes by what a script or a new source has fetched does what its vendor says.
  if (last === undefined || ((isScript || isBySources) && user !== undefined)) {
    return { left: [], hasNoLists };
  }
  const remedy: Remedy =
    isBySources && !isUsedBehind
      ? { kind: 'flag', flag: NO_UPDATE, fills: filling.map(sourceFill) }
      : removeBehind({ node, all }, last, filling, `rm -rf ${LISTS}/*`);
  const script = ran.get(node.index);
  const fruitless = parts.findLast((one) => isFruitless(one, before));
  const left = { node, id: 'apt', part, kind: 'lists', remedy, fruitless, user, script } as const;
  return { left: [{ ...left, shared: undefined }], hasNoLists };
}

interface Followed {
  /** The commands that have fetched what is left. */
  readonly filling: readonly RunPart[];
  /** True where that is a script. */
  readonly isScript: boolean;
  readonly hasNoLists: boolean;
  readonly isUsed: boolean;
  /** True where that is behind the first of those commands. */
  readonly isUsedBehind: boolean;
}

/** With the scripts of vendors that surely fetch lists, and whether they run in any case. */
interface FollowedWith extends ListsBefore {
  readonly scripts: ReadonlyMap<RunPart, boolean>;
}

function follow(run: RunText, parts: readonly RunPart[], before: FollowedWith): Followed {
  const { empties, atEnd } = cleanUpsOf(
    parts,
    run.text,
    (part, read) =>
      (removesFolder([LISTS], part, read) && !isFruitless(part, before)) ||
      (read !== undefined && removesLists(read)),
  );
  let filling: RunPart[] = [];
  let script: RunPart | undefined;
  let isScript = false;
  let isUsed = false;
  let isUsedBehind = false;
  let hasNone = before.hasNoLists && parts.length > 0;
  for (const part of parts) {
    const read = commandOf(part.command);
    const isSetup = before.scripts.get(part);
    const isSource = before.sourcesFetch && addsSource(part);
    const isForBrowsers = installsBrowserPackages(part.command);
    if (isSetup !== undefined || isSource || isForBrowsers || fetchesLists(part)) {
      isUsedBehind &&= filling.length > 0;
      isUsed ||= isForBrowsers || usesLists(part);
      filling = (isSetup ?? runsInAnyCase(part)) ? [...(isScript ? [] : filling), part] : filling;
      isScript &&= filling[0] !== part;
      hasNone = false;
    } else if (usesLists(part)) {
      isUsed = true;
      isUsedBehind = true;
      // Without lists, it can only work by what the script has fetched.
      if (hasNone && script !== undefined && runsInAnyCase(part)) {
        filling = [script];
        isScript = true;
      }
      hasNone = false;
    } else if (empties(part, read)) {
      filling = [];
      isScript = false;
      script = undefined;
      hasNone = runsInAnyCase(part) && removesAll(part);
    } else if (mayFetch(part)) {
      script = part.command.conditional ? script : part;
    } else if (mayNeed(run, part)) {
      hasNone = false;
    }
  }
  return {
    filling: atEnd ? [] : filling,
    isScript,
    hasNoLists: hasNone && script === undefined,
    isUsed,
    isUsedBehind,
  };
}

/** Whether a command would remove lists if its shell made words of `{a,b}`. */
function isFruitless(part: RunPart, { expandsBraces }: ListsBefore): boolean {
  const read = expandsBraces || isNested(part) ? undefined : commandOf(part.command);
  return (
    read !== undefined &&
    removesFolder([LISTS], part, read) &&
    !removesFolder([LISTS], part, withoutBraces(read))
  );
}

/** `rm -rf /var/lib/apt/lists/*`, and not some of them. */
function removesAll({ command: { words } }: RunPart): boolean {
  return words.some(({ text }) => ALL.has(text));
}

/** Paths of all lists, and what apt is told to remove them. */
const ALL = new Set([
  ...['/var/lib/apt', LISTS].flatMap((folder) => [folder, `${folder}/`, `${folder}/*`]),
  'distclean',
  'dist-clean',
]);

/** Commands of apt, and programs of which nobody knows what they do: a script may install something, too. */
function mayNeed(run: RunText, part: RunPart): boolean {
  const isKnown =
    part.role !== 'unknown' ||
    part.command.words.length === 0 ||
    (pathsOf(part, run) !== undefined && !mayFetch(part));
  return !isKnown || namesProgram(part);
}
