import type { CopyStep } from '../../fixes/moving/copy-step.ts';
import { isWithin } from '../../ecosystems/paths.ts';
import type { Facts } from '../types.ts';
import { landedIn, type LandedCopy } from './landings.ts';
import { modeChanges } from './mode-changes.ts';
import { ownerBefore } from './owner-before.ts';
import { changeKey, type OwnershipChange } from './ownership-change.ts';
import { removedBehind, type Removal } from './removals.ts';
import { SMALL_TWICE } from './shown-size.ts';

/** A copy of which a change puts files into its layer. */
export interface AlteredCopy extends LandedCopy {
  /**
   * True where they have that owner already. The kernel's overlay file system writes the file once more all the same, and Docker's
   * overlay2 storage takes all that is written for the layer; containerd's storage and BuildKit's own leave out what is equal.
   */
  readonly same: boolean;
}

/** What RUNs have given to what copies have brought. */
export interface GivenToCopies {
  /** To all files of a copy: the keys of these changes. */
  readonly whole: Map<CopyStep, Set<string>>;
  /** Copies of which some file has another mode since. */
  readonly modes: Set<CopyStep>;
}

/** Notes what a RUN has given to what copies above it have brought. */
export function noteGivenToCopies(
  changes: readonly OwnershipChange[],
  copies: readonly CopyStep[],
  { whole, modes }: GivenToCopies,
): void {
  for (const change of changes) {
    for (const step of copies.filter((one) => coversAll(change, one))) {
      whole.set(step, (whole.get(step) ?? new Set()).add(changeKey(change)));
    }
    for (const step of change.kind === 'mode' ? copies.filter((one) => mayTouch(change, one)) : []) {
      modes.add(step);
    }
  }
}

function mayTouch({ targets }: OwnershipChange, { folder, anchored }: CopyStep): boolean {
  return targets.some(
    ({ at }) => at.anchored === anchored && (isWithin(folder, at.path) || isWithin(at.path, folder)),
  );
}

function coversAll({ targets }: OwnershipChange, { folder, anchored }: CopyStep): boolean {
  return targets.some(
    ({ at, alone, flat, without }) =>
      alone !== true &&
      flat !== true &&
      without === undefined &&
      !('fits' in at) &&
      at.anchored === anchored &&
      isWithin(folder, at.path),
  );
}

/** The copies above a RUN of which a change puts files into its layer, without what has been removed since; the largest first. */
export function alteredCopies(
  facts: Facts,
  change: OwnershipChange,
  {
    copies,
    removals,
    given,
  }: {
    readonly copies: readonly CopyStep[];
    readonly removals: readonly Removal[];
    readonly given: GivenToCopies;
  },
): readonly AlteredCopy[] {
  const { kind, targets } = change;
  const wholes = targets.filter(({ alone, flat }) => alone !== true && flat !== true);
  const deep = targets.some(({ flat }) => flat) ? targets.map((one) => ({ ...one, flat: false })) : targets;
  return copies
    .flatMap((step): readonly AlteredCopy[] => {
      const earlier = given.whole.get(step);
      const before =
        kind === 'owner' ? ownerBefore(change, step) : step.copy.chmod === undefined ? 'other' : 'unknown';
      const isSame = before === 'same';
      if (
        before === 'unknown' ||
        earlier?.has(changeKey(change)) === true ||
        (isSame && earlier !== undefined)
      ) {
        return [];
      }
      const gone = removedBehind(removals, step);
      const { model, context } = facts;
      const counts = given.modes.has(step) ? undefined : modeChanges(change, step, context);
      const looked = { model, context, counts };
      const all = landedIn(step, targets, looked, gone);
      // What is named alone is a file for certain where its size is known, and what lies deeper is not named.
      const isSure =
        all?.bytes !== undefined &&
        (deep === targets || landedIn(step, deep, looked, gone)?.bytes === all.bytes);
      const landed =
        all === undefined || isSure || wholes.length === targets.length
          ? all
          : landedIn(step, wholes, looked, gone);
      return landed === undefined ? [] : [{ step, bytes: landed.bytes, same: isSame }];
    })
    .sort((a, b) => weightOf(b) - weightOf(a));
}

/** What is of unknown size comes behind what is known to be large. */
function weightOf({ bytes = SMALL_TWICE }: LandedCopy): number {
  return bytes;
}
