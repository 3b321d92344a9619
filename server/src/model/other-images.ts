import { rememberedWith } from '../syntax/remembered-with.ts';
import { fromChain } from './from-chain.ts';
import type { Model, Stage } from './types.ts';

/**
 * The stages of images that are built beside the chosen one (`BuildOptions.others`), each with the stage that becomes the image: its
 * layers are handed on as those of the target are, whatever its role for the target is. What the target ships is not among them.
 */
export const otherImages: (model: Model) => ReadonlyMap<number, Stage> = rememberedWith((model) => {
  const { stages, options } = model;
  const found = new Map<number, Stage>();
  for (const name of options.others ?? []) {
    const image = name === undefined ? stages[stages.length - 1] : stageNamed(stages, name);
    for (const { index, role } of fromChain(model, image?.index)) {
      if (role !== 'shipped' && image !== undefined && !found.has(index)) {
        found.set(index, image);
      }
    }
  }
  return found;
});

/** Of several stages of a name BuildKit builds the last. */
function stageNamed(stages: readonly Stage[], name: string): Stage | undefined {
  const wanted = name.toLowerCase();
  return stages.findLast((stage) => stage.name?.toLowerCase() === wanted);
}
