import type { Model } from '../../model/types.ts';
import { contextCopy, type CopyStep } from '../moving/copy-step.ts';
import { placesOf } from '../moving/places.ts';

/** Copies of the context that stand above in the stage. */
export function stepsAbove(model: Model, { stage, node: { index } }: CopyStep): readonly CopyStep[] {
  const places = placesOf(model);
  return model.nodes.slice(model.stages[stage]?.first ?? 0, index).flatMap((node) => {
    const place = places[node.index];
    return place === undefined ? [] : contextCopy(node, place);
  });
}
