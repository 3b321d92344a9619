import { placesOf } from '../fixes/moving/places.ts';
import type { Model, Node } from '../model/types.ts';
import { parsedOf } from '../syntax/instruction.ts';

/**
 * The directory that a WORKDIR sets, and whether it lies below that of the base image, which is not known; as it is written where the
 * base is of Windows, whose paths the model doesn't read. Empty for other instructions.
 */
export function workdirOf(model: Model, node: Node): { readonly path: string; readonly below: boolean } {
  if (node.detail.kind !== 'workdir') {
    return { path: '', below: false };
  }
  const { path, absolute } = node.detail;
  const written = parsedOf(model.file, node.instruction).args[0]?.text ?? '';
  if (written.charAt(1) === ':' || written.includes('\\')) {
    return { path: written, below: false };
  }
  const isKnown = absolute || written.includes('$') || placesOf(model)[node.index]?.anchored;
  return isKnown === true ? { path, below: false } : { path: path.slice(1), below: true };
}
