import { copyStepOf, type CopyStep } from '../../../fixes/moving/copy-step.ts';
import { placesOf } from '../../../fixes/moving/places.ts';
import type { Facts } from '../../types.ts';
import { landedIn, type LandedCopy, type Target } from '../landings.ts';
import { removedBehind, type Removal } from '../removals.ts';
import { SMALL } from '../shown-size.ts';
import { MAX_ABOVE, type Watch } from './watch.ts';
import { copiesRemoved } from './words.ts';

/** Files that a RUN removes, and copies above have brought. */
export function watchCopies(facts: Facts): Watch {
  const copies: CopyStep[] = [];
  let before: readonly Removal[] = [];
  return (node, removals) => {
    const place = placesOf(facts.model)[node.index];
    const step = place && copyStepOf(node, place);
    if (step !== undefined) {
      copies.push(step);
    }
    const removed = removals?.removed ?? [];
    if (removed.length === 0) {
      return [];
    }
    const [nearest, ...others] = copiedOf(facts, removed, copies.slice(-MAX_ABOVE), before);
    before = [...before, ...removed.map((target) => ({ node, target }))].slice(-MAX_ABOVE);
    return nearest === undefined ? [] : [copiesRemoved(node, nearest, others)];
  };
}

/**
 * The copies that bring something of what is removed, and was still there, unless that is small; the nearest first. A lock file is
 * removed so that nobody finds it in the image, which that does.
 */
function copiedOf(
  facts: Facts,
  removed: readonly Target[],
  copies: readonly CopyStep[],
  before: readonly Removal[],
): readonly LandedCopy[] {
  return copies.toReversed().flatMap((step) => {
    const landed = landedIn(step, removed, facts, removedBehind(before, step));
    const isTold = landed !== undefined && (landed.bytes ?? Infinity) - landed.manifests >= SMALL;
    return isTold ? [{ step, bytes: landed.bytes }] : [];
  });
}
