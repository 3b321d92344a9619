import { otherImages } from '../../model/other-images.ts';
import type { Model, Node } from '../../model/types.ts';
import { isShipped, mayShip } from './stage-words.ts';

/** Where configuration does not end up in the final image, or may not, in a few words; the empty text where it does. */
export function lostTitle(model: Model, { stage }: Node): string {
  if (isShipped(model, stage)) {
    return '';
  }
  if (mayShip(model, stage)) {
    return 'may be part of the final image';
  }
  return isOfOther(model, stage) ? 'in another image' : 'not in the final image';
}

/** `lostTitle` as a sentence. */
export function lostSentence(model: Model, { stage }: Node): string {
  if (isShipped(model, stage)) {
    return '';
  }
  if (mayShip(model, stage)) {
    return 'Whether this stage is part of the final image depends on the values that a build gives the variables of `FROM`.';
  }
  return isOfOther(model, stage)
    ? 'This stage is part of another image than the one that is shown here.'
    : 'This stage is not part of the final image, so this has no effect there.';
}

function isOfOther(model: Model, stage: number | undefined): boolean {
  return stage !== undefined && otherImages(model).has(stage);
}
