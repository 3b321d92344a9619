import { otherImages } from '../model/other-images.ts';
import type { Model, Node, Stage } from '../model/types.ts';

/** `layer 3 of the image`; of an image that is built beside the target, with the stage that becomes it. */
export function layerWords(model: Model, { layer, stage }: Node): string {
  const image = `the image${imageOf(model, stage ?? -1)}`;
  return layer === undefined ? image : `layer ${layer} of ${image}`;
}

function imageOf(model: Model, stage: number): string {
  const image = otherImages(model).get(stage);
  return image === undefined ? '' : ` of ${imageTitle(image)}`;
}

/** An image that is built beside the target, by the stage that becomes it. */
export function imageTitle({ name }: Stage): string {
  return name === undefined ? 'the last stage' : `stage ${name}`;
}
