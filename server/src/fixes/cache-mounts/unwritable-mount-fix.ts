import { buildModelAgain } from '../../model/build-again.ts';
import type { Model } from '../../model/types.ts';
import { parse } from '../../syntax/parse.ts';
import { applyEdits } from '../apply-edits.ts';
import { holdsInstructions } from '../moving/proof.ts';
import type { Fix } from '../types.ts';
import { findUnwritableMounts, type UnwritableMount } from './unwritable-mounts.ts';

/**
 * Names the user's number in the mounts. Safe where USER says that number; for review where the image or a RUN does. Undefined where it is not
 * known, or where the result does not prove to be what was meant.
 */
export function unwritableMountFix(
  model: Model,
  { node, user, uid, edits }: UnwritableMount,
): Fix | undefined {
  if (edits === undefined || uid === undefined) {
    return undefined;
  }
  const { file, nodes } = model;
  const { start, end, text: before } = node.instruction;
  const text = applyEdits(before, edits);
  const result = parse(file.text.slice(0, start) + text + file.text.slice(end), file);
  const texts = nodes.map((one) => (one === node ? text : one.instruction.text));
  const left = findUnwritableMounts(buildModelAgain(result, model.options, model));
  const isSaid = user.split(':')[0] === uid;
  return left.every((one) => one.node.index !== node.index) && holdsInstructions(file, result, texts)
    ? {
        title: `Let the cache belong to the user${isSaid ? '' : ` (review: is ${uid} the number of ${user}?)`}`,
        safety: isSaid ? 'safe' : 'review',
        edits: [
          {
            file: 'dockerfile',
            edits: edits.map((edit) => ({ ...edit, start: start + edit.start, end: start + edit.end })),
          },
        ],
      }
    : undefined;
}
