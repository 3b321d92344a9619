import type { Model } from '../../model/types.ts';
import { rememberedWith } from '../../syntax/remembered-with.ts';
import { copyStepOf, type CopyStep } from './copy-step.ts';
import { placesOf } from './places.ts';

/** The copies of each stage that has any, in the order of the file. */
export const copiesByStage = rememberedWith((model: Model): ReadonlyMap<number, readonly CopyStep[]> => {
  const copies = new Map<number, CopyStep[]>();
  for (const [index, place] of placesOf(model).entries()) {
    const node = model.nodes[index];
    const step = node && copyStepOf(node, place);
    if (step !== undefined) {
      const known = copies.get(step.stage);
      if (known === undefined) {
        copies.set(step.stage, [step]);
      } else {
        known.push(step);
      }
    }
  }
  return copies;
});
