import { commandOf } from '../../../ecosystems/command.ts';
import type { RunPart } from '../../../ecosystems/run-part.ts';
import { nodesAbove } from '../../../model/nodes-above.ts';
import type { Model, Node } from '../../../model/types.ts';
import { contextCopy } from '../../moving/copy-step.ts';
import { leavesAlone } from '../../moving/leaves-alone.ts';
import { placesOf } from '../../moving/places.ts';
import { runTextOf } from '../../moving/redirections.ts';

/**
 * Whether a command of a RUN only removes what lies apart from all that is copied from the context above it, so that it belongs to an
 * install in front of it, wherever that goes: `rm -rf /usr/local/bundle/cache/*.gem`.
 */
export function removesApart(model: Model, node: Node, part: RunPart): boolean {
  if (part.role !== 'unknown' || commandOf(part.command)?.name !== 'rm') {
    return false;
  }
  const places = placesOf(model);
  const copies = [...nodesAbove(model, node)].flatMap((above) => {
    const place = places[above.index];
    return place === undefined ? [] : contextCopy(above, place);
  });
  return (
    copies.every(({ anchored }) => anchored) &&
    leavesAlone(
      part,
      runTextOf(node.instruction.text),
      copies.map(({ folder }) => folder),
    )
  );
}
