import { runParts } from '../../../ecosystems/run-parts.ts';
import type { RunPart } from '../../../ecosystems/run-part.ts';
import { firstOf } from '../../../fixes/first-of.ts';
import { fetchesLists } from '../../../fixes/update-alone/lists.ts';
import { setupScripts } from '../../../fixes/update-alone/setup-scripts.ts';
import { findListsBelow, type ListsUser } from '../../../fixes/update-alone/users.ts';
import type { Model, Node } from '../../../model/types.ts';
import { scriptOf } from '../../../syntax/shell.ts';
import type { Facts } from '../../types.ts';
import type { Watch } from './watch.ts';
import { listsRemoved, type Fetching } from './words.ts';

const LISTS = '/var/lib/apt/lists';

/** Lists of apt that a RUN removes, and an earlier one of the same stage has fetched. */
export function watchLists(facts: Facts): Watch {
  let fetching: Fetching | undefined;
  return (node, removals) => {
    // Other stages may go by those that a stage below has fetched: that is a matter of the layer that keeps them.
    fetching = fetching?.node.stage === node.stage ? fetching : undefined;
    const update = removals && updateIn(facts.model, node);
    if (update !== undefined) {
      const isCleaned = node.instruction.text.includes(LISTS);
      fetching = isCleaned ? undefined : { node, part: update };
      return [];
    }
    if (fetching === undefined || removals?.removed.some(({ at }) => at.path === LISTS) !== true) {
      return [];
    }
    const finding = listsRemoved(node, fetching, userBetween(facts, fetching.node, node));
    fetching = undefined;
    return [finding];
  };
}

/** The first step that goes by the lists that one RUN fetches, or may do so, before another one removes them. */
function userBetween({ model, context }: Facts, fetching: Node, removing: Node): ListsUser | undefined {
  const { users, scripts } = findListsBelow(model, context);
  return firstOf([users, scripts], (below) => {
    const user = below.get(fetching.index);
    return user !== undefined && user.node.index <= removing.index ? user : undefined;
  });
}

/** The command of a RUN that fetches lists of apt, or runs a vendor's script that does. */
function updateIn(model: Model, node: Node): RunPart | undefined {
  const script = scriptOf(model.file, node.instruction);
  const parts = script === undefined ? [] : runParts(script);
  const scripts = setupScripts(parts);
  return parts.find(
    (part) => scripts.has(part) || (part.role === 'system' && part.ecosystem === 'apt' && fetchesLists(part)),
  );
}
