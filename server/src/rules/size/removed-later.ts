import type { Facts } from '../types.ts';
import { removedInALaterLayer } from './removed-in-a-later-layer.ts';

/** Where instructions begin of which `size/removed-in-a-later-layer` tells: what they bring is removed further down. */
export function removedLater(facts: Facts): ReadonlySet<number> {
  const related = removedInALaterLayer.check(facts).flatMap((finding) => finding.related);
  return new Set(related.map(({ span }) => span.start));
}
