import { buildModelAgain } from '../../model/build-again.ts';
import type { Model } from '../../model/types.ts';
import { editedInstruction } from '../moving/edited-instruction.ts';
import type { Fix } from '../types.ts';
import { findUnwritableMounts, type UnwritableMount } from './unwritable-mounts.ts';

/**
 * Names the user's number in the mounts. Safe where USER says that number; for review where the image or a RUN does. Undefined where it is
 * not known, or where the result does not prove to be what was meant.
 */
export function unwritableMountFix(
  model: Model,
  { node, user, uid, edits }: UnwritableMount,
): Fix | undefined {
  if (edits === undefined || uid === undefined) {
    return undefined;
  }
  const edited = editedInstruction(model, node, edits);
  const isMended =
    edited !== undefined &&
    findUnwritableMounts(buildModelAgain(edited.result, model.options, model)).every(
      (one) => one.node.index !== node.index,
    );
  const isSaid = user.split(':')[0] === uid;
  return isMended
    ? {
        title: `Let the cache belong to the user${isSaid ? '' : ` (review: is ${uid} the number of ${user}?)`}`,
        safety: isSaid ? 'safe' : 'review',
        edits: [{ file: 'dockerfile', edits: edited.edits }],
      }
    : undefined;
}
