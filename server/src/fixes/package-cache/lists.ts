import { commandOf } from '../../ecosystems/command.ts';
import type { RunPart } from '../../ecosystems/run-parts.ts';
import { removesLists } from '../../ecosystems/system/cache-removal.ts';
import type { Model, Node } from '../../model/types.ts';
import { pathsOf } from '../moving/command-paths.ts';
import { runsInAnyCase } from '../moving/commutes.ts';
import { runTextOf, type RunText } from '../moving/redirections.ts';
import { fetchesLists, mayFetch, mountsLists, namesProgram, usesLists } from '../update-alone/lists.ts';
import { setupScripts } from '../update-alone/setup-scripts.ts';
import { findListsUsers, lastListsUser } from '../update-alone/users.ts';
import { cleanUpsOf, hasBraces, removesFolder } from './clean-ups.ts';
import type { CacheLeft } from './left.ts';
import { reachedOf } from './reached.ts';
import { removeBehind } from './remedies.ts';

/** What a RUN leaves of the lists of apt. */
export interface ListsLeft {
  readonly left: readonly CacheLeft[];
  /** True where the image surely holds none behind it. */
  readonly hasNoLists: boolean;
}

const LISTS = '/var/lib/apt/lists';

/** What is known where a RUN begins. */
export interface ListsBefore {
  /** True where the image surely holds none. */
  readonly hasNoLists: boolean;
  /** True where the shell makes words of `{a,b}`: Bash does, and dash, the usual one where there is apt, does not. */
  readonly expandsBraces: boolean;
}

/** The lists of apt that a RUN leaves, in which something is installed by them. */
export function readLists(model: Model, node: Node, all: readonly RunPart[], before: ListsBefore): ListsLeft {
  if (mountsLists(node)) {
    return { left: [], hasNoLists: before.hasNoLists };
  }
  const { parts } = reachedOf(all);
  const run = runTextOf(node.instruction.text);
  const scripts = setupScripts(all);
  const { filling, isScript, hasNoLists, isUsed } = follow(run, parts, { ...before, scripts });
  const part = filling.find((one) => !scripts.has(one)) ?? filling[0];
  // Most RUNs end here; what asks for other instructions comes behind it.
  if (part === undefined || !isUsed) {
    return { left: [], hasNoLists };
  }
  const last = parts.findLast((one) => mayNeed(run, one));
  // Who goes by what a script has fetched is not followed up.
  if (last === undefined || (isScript && lastListsUser(model) > node.index)) {
    return { left: [], hasNoLists };
  }
  const user = findListsUsers(model).get(node.index);
  const remedy = removeBehind({ node, all }, last, filling, `rm -rf ${LISTS}/*`);
  return { left: [{ node, id: 'apt', part, kind: 'lists', remedy, user, shared: undefined }], hasNoLists };
}

interface Followed {
  /** The commands that have fetched what is left. */
  readonly filling: readonly RunPart[];
  /** True where that is a script. */
  readonly isScript: boolean;
  readonly hasNoLists: boolean;
  readonly isUsed: boolean;
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
      (removesFolder([LISTS], part, read) && (before.expandsBraces || !hasBraces(part) || isNested(part))) ||
      (read !== undefined && removesLists(read)),
  );
  let filling: RunPart[] = [];
  let script: RunPart | undefined;
  let isScript = false;
  let isUsed = false;
  let hasNone = before.hasNoLists && parts.length > 0;
  for (const part of parts) {
    const read = commandOf(part.command);
    const isSetup = before.scripts.get(part);
    if (isSetup !== undefined || fetchesLists(part)) {
      filling = (isSetup ?? runsInAnyCase(part)) ? [...(isScript ? [] : filling), part] : filling;
      isScript &&= filling[0] !== part;
      hasNone = false;
    } else if (usesLists(part)) {
      isUsed = true;
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
  return { filling: atEnd ? [] : filling, isScript, hasNoLists: hasNone && script === undefined, isUsed };
}

/** True inside of `bash -c "…"`, whose words have no place in the text. */
function isNested({ command: { words } }: RunPart): boolean {
  return words.every(({ span }) => span.start === span.end);
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
