import type { RunPart } from '../../ecosystems/run-parts.ts';
import type { Model, Node, Stage } from '../../model/types.ts';
import { rememberedWith } from '../../syntax/remembered-with.ts';
import { commandsIn, listsIn } from './lists.ts';

/** A RUN that only fetches lists of packages, and the RUN below that installs by them. */
export interface UpdateAlone {
  readonly node: Node;
  /** The command that fetches them. */
  readonly update: RunPart;
  /** True when the RUN does nothing else. */
  readonly only: boolean;
  readonly install: Node;
  /** The first command of that RUN that installs by the lists. */
  readonly installPart: RunPart;
  /** True when USER, SHELL or the like stands between the two, or a command that may install by the lists. */
  readonly apart: boolean;
}

/** Lists that are fetched in a step of their own, in document order. */
export const findUpdatesAlone = rememberedWith(find);

function find(model: Model): readonly UpdateAlone[] {
  return model.stages.filter(({ role }) => role !== 'unused').flatMap((stage) => inStage(model, stage));
}

interface Open {
  readonly node: Node;
  readonly update: RunPart;
  readonly only: boolean;
  apart: boolean;
}

function inStage(model: Model, { first, end }: Stage): readonly UpdateAlone[] {
  const found: UpdateAlone[] = [];
  let open: Open | undefined;
  for (const node of model.nodes.slice(first + 1, end)) {
    const { keyword } = node.instruction;
    if (keyword !== 'RUN') {
      if (open !== undefined) {
        open.apart ||= keyword === 'USER' || keyword === 'SHELL' || keyword === 'ONBUILD';
      }
      continue;
    }
    const lists = listsIn(model, node);
    if (lists === undefined) {
      continue;
    }
    const { goesBy, mayGoBy, update, isUsed } = lists;
    if (open !== undefined && goesBy !== undefined) {
      found.push({ ...open, install: node, installPart: goesBy });
    } else if (open !== undefined && mayGoBy) {
      open.apart = true;
    }
    if (update !== undefined) {
      const only = commandsIn(model, node).length === 1;
      open = isUsed || isKept(node) ? undefined : { node, update, only, apart: false };
    } else if (goesBy !== undefined) {
      open = undefined;
    }
  }
  return found;
}

/** True where a mount keeps the lists, or the same RUN removes them. */
function isKept({ detail, instruction }: Node): boolean {
  const isMounted = detail.kind === 'run' && detail.mounts.some(({ type }) => type === 'cache');
  return isMounted || instruction.text.includes('/var/lib/apt/lists');
}
