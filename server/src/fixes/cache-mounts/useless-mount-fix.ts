import { buildModelAgain } from '../../model/build-again.ts';
import { chainStart } from '../../model/chain-start.ts';
import { isOfficialImage } from '../../model/official-image.ts';
import type { Model } from '../../model/types.ts';
import { editedInstruction } from '../moving/edited-instruction.ts';
import type { Fix, TextEdit } from '../types.ts';
import { findUselessMounts, type UselessMount } from './useless-mounts.ts';

/**
 * Takes out what keeps a cache mount empty. Safe where what an option kept out is in the mount, which is no part of the image, for
 * certain: in Docker's own images root's caches are where they always are. For review where a command empties a cache that may lie
 * beside the mount, and where a setting of the image does. Undefined where it can't be taken out, or where the result does not prove to
 * be what was meant.
 */
export function uselessMountFix(
  model: Model,
  { node, id, kind, by, edits }: UselessMount,
  title: string,
): Fix | undefined {
  if (edits === undefined || doMeet(edits)) {
    return undefined;
  }
  const edited = editedInstruction(model, node, edits);
  const isGone =
    edited !== undefined &&
    !findUselessMounts(buildModelAgain(edited.result, model.options, model)).some(
      (one) => one.node.index === node.index && one.id === id && one.by === by,
    );
  const base = chainStart(model, node.stage)?.base;
  const isKnown = base?.kind === 'image' && isOfficialImage(base.name ?? '$');
  const isElsewhere = kind === 'emptied' ? WANDERING.test(by) : kind === 'unused' && !isKnown;
  const review = isElsewhere ? ' (review: the cache must lie in the mount)' : '';
  return isGone
    ? {
        title: title + review,
        safety: kind === 'cleaned' || review !== '' ? 'review' : 'safe',
        edits: [{ file: 'dockerfile', edits: edited.edits }],
      }
    : undefined;
}

/** Clean-ups of caches that have had several places: of dnf (three), of Yarn since version 2, and of Go outside of its own images. */
const WANDERING = /\b(dnf5?|microdnf|tdnf|yum|yarn|go) /;

/** Whether two of them overlap; they are in order. */
function doMeet(edits: readonly TextEdit[]): boolean {
  return edits.some(({ start }, index) => start < (edits[index - 1]?.end ?? 0));
}
