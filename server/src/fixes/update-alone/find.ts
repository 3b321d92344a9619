import type { RunPart } from '../../ecosystems/run-part.ts';
import { isBuiltAtAll } from '../../model/built-stages.ts';
import type { Model, Node, Stage } from '../../model/types.ts';
import { rememberedWith } from '../../syntax/remembered-with.ts';
import { commandsIn } from '../moving/commands-in.ts';
import { installsPackages, listsIn, mayFetchLists } from './lists.ts';
import { setupScripts } from './setup-scripts.ts';

/** A RUN that fetches lists of packages for others, and the RUNs below that install by them. */
export interface UpdateAlone {
  readonly node: Node;
  /** The command that fetches them. */
  readonly update: RunPart;
  /** True when the RUN does nothing else. */
  readonly only: boolean;
  /** In document order, up to the next RUN that fetches lists, or may do so. */
  readonly installs: readonly [ByLists, ...ByLists[]];
  /** True when USER, SHELL or the like stands above one of them, or a command that may install by the lists among them. */
  readonly apart: boolean;
}

/** A RUN that installs by lists from before it. */
export interface ByLists {
  readonly node: Node;
  /** The first command that does. */
  readonly part: RunPart;
  /** True where it only brings up to date what is there: nobody ever adds a package to that. */
  readonly isUpgrade: boolean;
}

/** Lists that are fetched in a step of their own, in document order. */
export const findUpdatesAlone = rememberedWith(find);

function find(model: Model): readonly UpdateAlone[] {
  return model.stages
    .filter((stage) => isBuiltAtAll(model, stage))
    .flatMap((stage) => inStage(model, stage).flatMap(alone));
}

interface Open {
  readonly node: Node;
  readonly update: RunPart;
  readonly only: boolean;
  readonly installs: ByLists[];
  apart: boolean;
  /** True where the next install is apart. */
  isBarred: boolean;
}

function alone({ node, update, only, installs, apart }: Open): readonly UpdateAlone[] {
  const [first, ...rest] = installs;
  return first === undefined ? [] : [{ node, update, only, installs: [first, ...rest], apart }];
}

function inStage(model: Model, { first, end }: Stage): readonly Open[] {
  const found: Open[] = [];
  let open: Open | undefined;
  for (const node of model.nodes.slice(first + 1, end)) {
    const { keyword } = node.instruction;
    if (keyword !== 'RUN') {
      if (open !== undefined) {
        open.isBarred ||= keyword === 'USER' || keyword === 'SHELL' || keyword === 'ONBUILD';
      }
      continue;
    }
    const lists = listsIn(model, node);
    if (open !== undefined && lists?.goesBy !== undefined) {
      open.installs.push({ node, part: lists.goesBy, isUpgrade: !installsAnew(model, node) });
      open.apart ||= open.isBarred;
    } else if (open !== undefined && lists?.mayGoBy === true) {
      open.apart = true;
    }
    if (lists?.update !== undefined && setupScripts(commandsIn(model, node)).has(lists.update)) {
      // Who installs by what a vendor's script has fetched does what the vendor says.
      open = undefined;
    } else if (lists?.update !== undefined) {
      open =
        lists.isUsed || isKept(node)
          ? undefined
          : {
              node,
              update: lists.update,
              only: commandsIn(model, node).length === 1,
              installs: [],
              apart: false,
              isBarred: false,
            };
      found.push(...(open === undefined ? [] : [open]));
    } else if (open !== undefined && mayFetchLists(model, node, undefined)) {
      // What stands below may go by the lists of a script; the script itself may install by those above.
      open.isBarred = true;
      open = open.installs.length === 0 ? open : undefined;
    }
  }
  return found;
}

function installsAnew(model: Model, node: Node): boolean {
  return commandsIn(model, node).some(installsPackages);
}

/** True where a mount keeps the lists, or the same RUN removes them. */
function isKept({ detail, instruction }: Node): boolean {
  const isMounted = detail.kind === 'run' && detail.mounts.some(({ type }) => type === 'cache');
  return isMounted || instruction.text.includes('/var/lib/apt/lists');
}
