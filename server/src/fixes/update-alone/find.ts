import type { RunPart } from '../../ecosystems/run-parts.ts';
import type { Model, Node, Stage } from '../../model/types.ts';
import { rememberedWith } from '../../syntax/remembered-with.ts';
import { commandsIn, listsIn, type Family } from './lists.ts';

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
  const open = new Map<Family, Open>();
  for (const node of model.nodes.slice(first + 1, end)) {
    const { keyword } = node.instruction;
    if (keyword !== 'RUN') {
      for (const one of open.values()) {
        one.apart ||= keyword === 'USER' || keyword === 'SHELL' || keyword === 'ONBUILD';
      }
      continue;
    }
    for (const [family, { goesBy, mayGoBy, update, isUsed }] of listsIn(model, node)) {
      const alone = open.get(family);
      if (alone !== undefined && goesBy !== undefined) {
        const { node: updating, update: fetching, only, apart } = alone;
        found.push({ node: updating, update: fetching, only, apart, install: node, installPart: goesBy });
      } else if (alone !== undefined && mayGoBy) {
        alone.apart = true;
      }
      if (goesBy !== undefined || update !== undefined) {
        open.delete(family);
      }
      if (update !== undefined && !isUsed && !isKept(node)) {
        open.set(family, { node, update, only: commandsIn(model, node).length === 1, apart: false });
      }
    }
  }
  return found.sort((a, b) => a.node.index - b.node.index);
}

/** True where a mount keeps the lists, or the same RUN removes them. */
function isKept({ detail, instruction }: Node): boolean {
  const isMounted = detail.kind === 'run' && detail.mounts.some(({ type }) => type === 'cache');
  return isMounted || instruction.text.includes('/var/lib/apt/lists');
}
