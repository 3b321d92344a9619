import { buildModelAgain } from '../../model/build-again.ts';
import type { Model } from '../../model/types.ts';
import { editedInstruction } from '../moving/edited-instruction.ts';
import type { Fix, TextEdit } from '../types.ts';
import { findUselessMounts, type UselessMount } from './useless-mounts.ts';

/**
 * Takes out what keeps a cache mount empty. Safe: what it kept out or removed is in the mount, which is no part of the image; for review
 * where that is a setting of the image. Undefined where it can't be taken out, or where the result does not prove to be what was meant.
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
  return isGone
    ? {
        title,
        safety: kind === 'cleaned' ? 'review' : 'safe',
        edits: [{ file: 'dockerfile', edits: edited.edits }],
      }
    : undefined;
}

/** Whether two of them overlap; they are in order. */
function doMeet(edits: readonly TextEdit[]): boolean {
  return edits.some(({ start }, index) => start < (edits[index - 1]?.end ?? 0));
}
