import type { CopyStep } from '../../fixes/moving/copy-step.ts';
import type { Facts } from '../types.ts';
import { landedIn, type LandedCopy } from './landings.ts';
import type { OwnershipChange } from './ownership-change.ts';
import { removedBehind, type Removal } from './removals.ts';
import { SMALL_TWICE } from './shown-size.ts';

/** The copies above a RUN of which a change puts files into its layer, without what has been removed since; the largest first. */
export function alteredCopies(
  facts: Facts,
  { kind, targets }: OwnershipChange,
  copies: readonly CopyStep[],
  removals: readonly Removal[],
): readonly LandedCopy[] {
  const wholes = targets.filter(({ alone, flat }) => alone !== true && flat !== true);
  const deep = targets.some(({ flat }) => flat) ? targets.map((one) => ({ ...one, flat: false })) : targets;
  return copies
    .flatMap((step): readonly LandedCopy[] => {
      if ((kind === 'owner' ? step.copy.chown : step.copy.chmod) !== undefined) {
        return [];
      }
      const gone = removedBehind(removals, step);
      const all = landedIn(step, targets, facts, gone);
      // What is named alone is a file for certain where its size is known, and what lies deeper is not named.
      const isSure =
        all?.bytes !== undefined &&
        (deep === targets || landedIn(step, deep, facts, gone)?.bytes === all.bytes);
      const landed =
        all === undefined || isSure || wholes.length === targets.length
          ? all
          : landedIn(step, wholes, facts, gone);
      return landed === undefined ? [] : [{ step, bytes: landed.bytes }];
    })
    .sort((a, b) => weightOf(b) - weightOf(a));
}

/** What is of unknown size comes behind what is known to be large. */
function weightOf({ bytes = SMALL_TWICE }: LandedCopy): number {
  return bytes;
}
