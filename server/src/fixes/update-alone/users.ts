import type { ContextSnapshot } from '../../context/types.ts';
import { textParts } from '../../ecosystems/run-parts.ts';
import type { RunPart } from '../../ecosystems/run-part.ts';
import type { Model, Node } from '../../model/types.ts';
import { rememberedWith } from '../../syntax/remembered-with.ts';
import { commandsIn } from '../moving/commands-in.ts';
import { runsInAnyCase } from '../moving/commutes.ts';
import { scriptFinder, type ScriptFinder } from './context-scripts.ts';
import { listsIn, listsOf, mayFetch, mayFetchLists, mountsLists, type ListsInRun } from './lists.ts';

/** A step that goes by the lists of packages which a RUN above has left, and so needs them in the image. */
export interface ListsUser {
  readonly node: Node;
  /** The command that goes by them; undefined where only the text of the step speaks of one. */
  readonly part: RunPart | undefined;
  /** False where it may fetch lists of its own, or where only its text speaks of them. */
  readonly isSure: boolean;
}

/** Who goes by the lists that RUNs leave, by the indexes of these. */
export interface ListsBelow {
  /** The first step that does, or whose words say that it may. */
  readonly users: ReadonlyMap<number, ListsUser>;
  /** The first one that runs a script of the context of which nobody knows whether it installs by them. */
  readonly scripts: ReadonlyMap<number, ListsUser>;
}

/**
 * Looks below each RUN in its stage, and in those that are built from it, over any number of stages, also where these are not built for
 * this target. A command that fetches the lists in any case takes the place of what did so before.
 */
export const findListsBelow = rememberedWith(find);

/** RUNs whose lists may be the ones in the image at some point, the nearest first. */
interface Left {
  readonly node: number;
  readonly before: Left | undefined;
}

/** What is in the image at some point. */
interface Standing {
  left: Left | undefined;
  /** True where a script may have fetched lists anew since. */
  isDoubted: boolean;
}

/** What one search goes by, and what it has found. */
interface Search {
  readonly model: Model;
  readonly findScript: ScriptFinder;
  readonly users: Map<number, ListsUser>;
  readonly scripts: Map<number, ListsUser>;
}

function find(model: Model, context: ContextSnapshot | undefined): ListsBelow {
  const findScript = scriptFinder(model, context);
  const search: Search = { model, findScript, users: new Map(), scripts: new Map() };
  const ends: Standing[] = [];
  for (const { base, first, end } of model.stages) {
    const below = base.kind === 'stage' ? ends[base.stage] : undefined;
    const standing: Standing = { left: below?.left, isDoubted: below?.isDoubted === true };
    for (let index = first + 1; index < end; index++) {
      const node = model.nodes[index];
      if (node !== undefined) {
        readNode(search, node, standing);
      }
    }
    ends.push(standing);
  }
  return search;
}

function readNode(search: Search, node: Node, standing: Standing): void {
  const { model, users } = search;
  const lists = listsIn(model, node);
  if (!mountsLists(node)) {
    readScripts(search, node, lists, standing);
  }
  if (lists !== undefined && !mountsLists(node)) {
    const { goesBy, mayFetch, mayGoBy, update, isCertain } = lists;
    if (goesBy !== undefined || mayGoBy) {
      const isSure = goesBy !== undefined && !mayFetch && !standing.isDoubted;
      record(standing.left, users, { node, part: goesBy, isSure });
    }
    if (update !== undefined) {
      standing.left = { node: node.index, before: isCertain ? undefined : standing.left };
      standing.isDoubted &&= !isCertain;
    }
  }
  // What a script fetches may be what those below go by, and so may what was there before.
  const isOpen = standing.left !== undefined && !standing.isDoubted;
  if ((isOpen || lists !== undefined) && mayFetchLists(model, node, lists?.update)) {
    if (lists !== undefined && standing.left?.node !== node.index) {
      standing.left = { node: node.index, before: standing.left };
    }
    standing.isDoubted = true;
  }
}

/** The scripts of the context that a RUN runs before it surely fetches lists itself. */
function readScripts(
  { model, findScript, users, scripts }: Search,
  node: Node,
  lists: ListsInRun | undefined,
  standing: Standing,
): void {
  if (standing.left === undefined) {
    return;
  }
  for (const part of commandsIn(model, node)) {
    if (part === lists?.update && lists.isCertain) {
      return;
    }
    const script = findScript(node, part);
    const parts = textParts(script?.text ?? '');
    const inside = listsOf(parts);
    if (inside.goesBy !== undefined) {
      record(standing.left, users, { node, part, isSure: !inside.mayFetch && !standing.isDoubted });
    } else if (inside.update !== undefined && inside.isCertain && runsInAnyCase(part)) {
      standing.left = { node: node.index, before: undefined };
    } else if (script !== undefined && (parts.length === 0 || inside.mayGoBy || parts.some(mayFetch))) {
      record(standing.left, scripts, { node, part, isSure: false });
    }
  }
}

/** Where one RUN has a user, those before it have been given theirs as well, so that no RUN is passed twice. */
function record(from: Left | undefined, users: Map<number, ListsUser>, user: ListsUser): void {
  for (let left = from; left !== undefined && !users.has(left.node); left = left.before) {
    users.set(left.node, user);
  }
}
