import { rememberedWith } from '../syntax/remembered-with.ts';
import { otherImages } from './other-images.ts';
import { linksOf, rolesFor } from './stages.ts';
import type { Model, Stage } from './types.ts';

/**
 * Whether a build that is known of looks at a stage: that of the target, or that of an image beside it (`BuildOptions.others`). Compose
 * may build the stage to develop in, and something else the last one.
 */
export function isBuiltAtAll(model: Model, stage: Stage | undefined): boolean {
  return stage !== undefined && (stage.role !== 'unused' || builtBeside(model).has(stage.index));
}

/** The image beside the target for which alone a stage is built; undefined where the target needs it, and where nothing does. */
export function builtOnlyFor(model: Model, stage: Stage | undefined): Stage | undefined {
  return stage?.role === 'unused' ? builtBeside(model).get(stage.index) : undefined;
}

/** The stages that the images beside the target need, each with the first of these. */
const builtBeside = rememberedWith((model: Model): ReadonlyMap<number, Stage> => {
  const found = new Map<number, Stage>();
  const images = new Set(otherImages(model).values());
  if (images.size === 0) {
    return found;
  }
  const links = linksOf(model.stages);
  for (const image of images) {
    for (const [index, role] of rolesFor(links, image.index).entries()) {
      if (role !== 'unused' && !found.has(index)) {
        found.set(index, image);
      }
    }
  }
  return found;
});
