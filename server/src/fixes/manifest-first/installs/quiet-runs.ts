import { runParts } from '../../../ecosystems/run-parts.ts';
import type { RunPart } from '../../../ecosystems/run-part.ts';
import type { Install, InstallInputs } from '../../../ecosystems/types.ts';
import type { Model, Node } from '../../../model/types.ts';
import { scriptOf } from '../../../syntax/shell.ts';
import { rememberedWith } from '../../../syntax/remembered-with.ts';

/**
 * The last node, up to the RUN of a command, that may run files of the sources: a RUN with a command that Strata does not know, or
 * with an install that runs scripts. -1 for none. The command itself is left out.
 */
export function lastUser(model: Model, node: Node, part: RunPart): number {
  return partsOf(model, node).some((one) => one !== part && mayUse(one))
    ? node.index
    : (usersIn(model)[node.index - 1] ?? -1);
}

/** Whether an install runs nothing of the sources but what its inputs name. */
export function runsNothing(
  { scripts, ecosystem }: Install,
  { download, hazards }: Pick<InstallInputs, 'download' | 'hazards'>,
): boolean {
  const hasNone =
    !scripts || (ecosystem.family === 'javascript' && hazards.every(({ script }) => script === undefined));
  return hasNone && download === undefined;
}

/** For each node the last one up to it, itself included. */
const usersIn = rememberedWith((model: Model): readonly number[] => {
  let last = -1;
  return model.nodes.map((node) => {
    last = partsOf(model, node).some(mayUse) ? node.index : last;
    return last;
  });
});

function mayUse({ role, install }: Pick<RunPart, 'role' | 'install'>): boolean {
  return role === 'unknown' || install?.scripts === true;
}

/** Those of a RUN that can't be read are not known: one that stands for them all may run anything. */
function partsOf(model: Model, { detail, instruction }: Node): readonly Pick<RunPart, 'role' | 'install'>[] {
  const script = detail.kind === 'run' ? scriptOf(model.file, instruction) : undefined;
  if (detail.kind !== 'run') {
    return [];
  }
  return script?.complete === true ? runParts(script) : [UNREAD];
}

const UNREAD = { role: 'unknown', install: undefined } as const;
