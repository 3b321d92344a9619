import { nodesAbove } from '../../model/nodes-above.ts';
import type { Model, Node } from '../../model/types.ts';
import { parsedOf } from '../../syntax/instruction.ts';

/** What becomes of a CMD: it runs, or it is for the ENTRYPOINT of a line, which takes it for arguments, or takes none. */
export type CommandUse =
  { readonly kind: 'runs' } | { readonly kind: 'arguments' | 'ignored'; readonly entrypoint: Node };

/**
 * What the image makes of a CMD, by the last ENTRYPOINT of its stage or of those that it is built from: one in shell form gets no
 * arguments (Dockerfile reference, "Understand how CMD and ENTRYPOINT interact"). What a base image sets is not known here.
 */
export function useOfCommand(model: Model, node: Node): CommandUse {
  const stage = node.stage === undefined ? undefined : model.stages[node.stage];
  const entrypoint = model.nodes.slice(stage?.first, stage?.end).findLast(isEntrypoint) ?? above(model, node);
  if (entrypoint === undefined) {
    return { kind: 'runs' };
  }
  switch (formOf(model, entrypoint)) {
    case 'none':
      return { kind: 'runs' };
    case 'exec':
      return { kind: 'arguments', entrypoint };
    case 'shell':
      return { kind: 'ignored', entrypoint };
  }
}

/** How an ENTRYPOINT is written; `none` for `[]`, which takes that of the base image away. */
export function formOf(model: Model, { instruction }: Node): 'none' | 'exec' | 'shell' {
  const { json, args } = parsedOf(model.file, instruction);
  return !json ? 'shell' : args.length === 0 ? 'none' : 'exec';
}

function above(model: Model, node: Node): Node | undefined {
  for (const one of nodesAbove(model, node)) {
    if (isEntrypoint(one)) {
      return one;
    }
  }
  return undefined;
}

function isEntrypoint({ instruction, kind }: Node): boolean {
  return instruction.keyword === 'ENTRYPOINT' && kind === 'metadata';
}
