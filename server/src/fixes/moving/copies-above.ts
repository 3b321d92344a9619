import { nodesAbove } from '../../model/nodes-above.ts';
import type { Model, Position } from '../../model/types.ts';
import { contextCopy, type CopyStep } from './copy-step.ts';
import { placesOf } from './places.ts';

/** More copies than this above one install are not looked through. */
const MAX_COPIES = 500;

/** Copies of the context above a place, in document order. */
export function copiesAbove(model: Model, position: Position): readonly CopyStep[] {
  const places = placesOf(model);
  const copies: CopyStep[] = [];
  for (const node of nodesAbove(model, position)) {
    const place = places[node.index];
    copies.push(...(place === undefined ? [] : contextCopy(node, place)));
    if (copies.length >= MAX_COPIES) {
      break;
    }
  }
  return copies.reverse();
}
