import type { RunPart } from '../../ecosystems/run-parts.ts';
import type { Model, Node } from '../../model/types.ts';
import { rememberedWith } from '../../syntax/remembered-with.ts';
import { listsIn, mayFetchLists, mountsLists } from './lists.ts';

/** A step that goes by the lists of packages which a RUN above has left, and so needs them in the image. */
export interface ListsUser {
  readonly node: Node;
  /** The command that goes by them; undefined where only the text of the step speaks of one. */
  readonly part: RunPart | undefined;
  /** False where it may fetch lists of its own, or where only its text speaks of them. */
  readonly isSure: boolean;
}

/**
 * The first step that goes by the lists that a RUN leaves, by the index of that RUN: below it in its stage, or in one that is built
 * from it, over any number of stages, also where it is not built for this target. A command that fetches the
 * lists in any case takes the place of what did so before.
 */
export const findListsUsers = rememberedWith(find);

/** The index of the last node of a model that goes by lists from before it, or may do so; -1 where none does. */
export const lastListsUser = rememberedWith((model: Model): number => {
  const last = model.nodes.findLast((node) => {
    const lists = listsIn(model, node);
    return lists?.goesBy !== undefined || lists?.mayGoBy === true;
  });
  return last?.index ?? -1;
});

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

function find(model: Model): ReadonlyMap<number, ListsUser> {
  const users = new Map<number, ListsUser>();
  const ends: Standing[] = [];
  for (const { base, first, end } of model.stages) {
    const below = base.kind === 'stage' ? ends[base.stage] : undefined;
    const standing: Standing = { left: below?.left, isDoubted: below?.isDoubted === true };
    for (let index = first + 1; index < end; index++) {
      const node = model.nodes[index];
      if (node !== undefined) {
        readNode(model, node, standing, users);
      }
    }
    ends.push(standing);
  }
  return users;
}

function readNode(model: Model, node: Node, standing: Standing, users: Map<number, ListsUser>): void {
  const lists = listsIn(model, node);
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
  const isOpen = standing.left !== undefined && !standing.isDoubted;
  if (isOpen && mayFetchLists(model, node, lists?.update)) {
    standing.isDoubted = true;
  }
}

/** Where one RUN has a user, those before it have been given theirs as well, so that no RUN is passed twice. */
function record(from: Left | undefined, users: Map<number, ListsUser>, user: ListsUser): void {
  for (let left = from; left !== undefined && !users.has(left.node); left = left.before) {
    users.set(left.node, user);
  }
}
