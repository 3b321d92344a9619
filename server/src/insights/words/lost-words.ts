import type { Model, Node } from '../../model/types.ts';
import { isShipped, mayShip } from './stage-words.ts';

/** Where configuration does not end up in the final image, or may not, in a few words; the empty text where it does. */
export function lostTitle(model: Model, { stage }: Node): string {
  if (isShipped(model, stage)) {
    return '';
  }
  return mayShip(model, stage) ? 'may be part of the final image' : 'not in the final image';
}

/** `lostTitle` as a sentence. */
export function lostSentence(model: Model, { stage }: Node): string {
  if (isShipped(model, stage)) {
    return '';
  }
  return mayShip(model, stage)
    ? 'Whether this stage is part of the final image depends on the values that a build gives the variables of `FROM`.'
    : 'This stage is not part of the final image, so this has no effect there.';
}
