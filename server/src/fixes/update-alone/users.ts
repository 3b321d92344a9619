import type { RunPart } from '../../ecosystems/run-parts.ts';
import type { Model, Node } from '../../model/types.ts';
import { rememberedWith } from '../../syntax/remembered-with.ts';
import { runsInAnyCase } from '../moving/commutes.ts';
import { FETCHED_BY_SCRIPTS, listsIn, mayFetchLists, mountsLists, type Family } from './lists.ts';

/** A step that goes by the lists of packages which a RUN above has left, and so needs them in the image. */
export interface ListsUser {
  readonly node: Node;
  /** The command that goes by them; undefined where only the text of the step speaks of one. */
  readonly part: RunPart | undefined;
  /** False where it may fetch lists of its own, or where only its text speaks of them. */
  readonly isSure: boolean;
}

/**
 * The first step that goes by the lists that a RUN leaves, by the index of that RUN and by family: below it in its stage, or in
 * one that is built from it, over any number of stages, also where it is not built for this target. A command that fetches the
 * lists in any case takes the place of what did so before.
 */
export const findListsUsers = rememberedWith(find);

/** The index of the last node of a model that goes by lists from before it, or may do so; -1 where none does. */
export const lastListsUser = rememberedWith((model: Model): number => {
  const last = model.nodes.findLast((node) =>
    [...listsIn(model, node).values()].some(({ goesBy, mayGoBy }) => goesBy !== undefined || mayGoBy),
  );
  return last?.index ?? -1;
});

/** RUNs whose lists may be the ones in the image at some point, the nearest first. */
interface Left {
  readonly node: number;
  readonly before: Left | undefined;
}

/** What is in the image at some point. */
interface Standing {
  readonly left: Map<Family, Left>;
  /** Families whose lists a script may have fetched anew since. */
  readonly doubted: Set<Family>;
}

type Users = Map<number, Map<Family, ListsUser>>;

function find(model: Model): ReadonlyMap<number, ReadonlyMap<Family, ListsUser>> {
  const users: Users = new Map();
  const ends: Standing[] = [];
  for (const { base, first, end } of model.stages) {
    const below = base.kind === 'stage' ? ends[base.stage] : undefined;
    const standing = { left: new Map(below?.left), doubted: new Set(below?.doubted) };
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

function readNode(model: Model, node: Node, { left, doubted }: Standing, users: Users): void {
  const lists = listsIn(model, node);
  for (const [family, { goesBy, mayFetch, mayGoBy, update }] of lists) {
    if (mountsLists(node)) {
      continue;
    }
    if (goesBy !== undefined || mayGoBy) {
      const isSure = goesBy !== undefined && !mayFetch && !doubted.has(family);
      record(left.get(family), family, users, { node, part: goesBy, isSure });
    }
    if (update !== undefined) {
      const isCertain = runsInAnyCase(update);
      left.set(family, { node: node.index, before: isCertain ? undefined : left.get(family) });
      if (isCertain) {
        doubted.delete(family);
      }
    }
  }
  for (const family of FETCHED_BY_SCRIPTS) {
    const isOpen = left.has(family) && !doubted.has(family);
    if (isOpen && mayFetchLists(model, node, lists.get(family)?.update)) {
      doubted.add(family);
    }
  }
}

/** Where one RUN has a user, those before it have been given theirs as well, so that no RUN is passed twice. */
function record(from: Left | undefined, family: Family, users: Users, user: ListsUser): void {
  for (let left = from; left !== undefined && !hasUser(users, left, family); left = left.before) {
    const own = users.get(left.node) ?? new Map<Family, ListsUser>();
    own.set(family, user);
    users.set(left.node, own);
  }
}

function hasUser(
  users: ReadonlyMap<number, ReadonlyMap<Family, ListsUser>>,
  { node }: Left,
  family: Family,
): boolean {
  return users.get(node)?.has(family) === true;
}
