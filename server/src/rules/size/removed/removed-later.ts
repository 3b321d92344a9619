import type { Facts } from '../../types.ts';
import { removedInALaterLayer } from '../removed-in-a-later-layer.ts';
import { COPY, LISTS_OF_APT } from './words.ts';

/**
 * Where instructions begin of which `size/removed-in-a-later-layer` tells: the files or lists that they bring are removed further
 * down. What a RUN downloads or installs besides says nothing about its lists.
 */
export function removedLater(facts: Facts): ReadonlySet<number> {
  const findings = removedInALaterLayer
    .check(facts)
    .filter(({ key }) => key === COPY || key === LISTS_OF_APT);
  return new Set(findings.flatMap(({ related }) => related.map(({ span }) => span.start)));
}
