import type { ContextSnapshot } from '../../context/types.ts';
import type { Input } from '../../ecosystems/types.ts';
import { chainAbove } from '../../fixes/manifest-first/chain-above.ts';
import type { EarlyCopy } from '../../fixes/manifest-first/early-copies.ts';
import { imagePathOf } from '../../fixes/manifest-first/image-paths.ts';
import { broughtBy } from '../../fixes/manifest-first/manifest-sources.ts';
import { contextCopy, type CopyStep } from '../../fixes/moving/copy-step.ts';
import { placesOf } from '../../fixes/moving/places.ts';
import type { Model } from '../../model/types.ts';

/** More copies than this above one install are not looked through. */
const MAX_COPIES = 500;

/** What the installs below an early copy read that only copies further down bring: a step in front of that copy lacks it. */
export function copiedBelow(
  model: Model,
  context: ContextSnapshot,
  { step, installs }: EarlyCopy,
): readonly Input[] {
  return installs.flatMap(({ node, inputs, folder, root }) => {
    const copies = copiesAbove(model, node.stage, node.index);
    const above = copies.filter((one) => one.node.index < step.node.index);
    const below = copies.filter((one) => one.node.index > step.node.index);
    if (below.length === 0) {
      return [];
    }
    return (inputs?.inputs ?? []).filter((input) => {
      const target = imagePathOf(input.path, folder ?? '', root);
      return (
        broughtBy(below, input, target, context) !== undefined &&
        broughtBy(above, input, target, context) === undefined
      );
    });
  });
}

/** Copies of the context above a place, in document order. */
function copiesAbove(model: Model, stage: number | undefined, end: number): readonly CopyStep[] {
  const places = placesOf(model);
  const copies: CopyStep[] = [];
  for (const node of chainAbove(model, stage, end)) {
    const place = places[node.index];
    copies.push(...(place === undefined ? [] : contextCopy(node, place)));
    if (copies.length >= MAX_COPIES) {
      break;
    }
  }
  return copies.reverse();
}
