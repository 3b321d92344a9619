import type { ContextSnapshot } from '../../context/types.ts';
import type { Input } from '../../ecosystems/types.ts';
import { copiesAbove } from '../../fixes/moving/copies-above.ts';
import type { EarlyCopy } from '../../fixes/manifest-first/early/early-copy.ts';
import { imagePathOf } from '../../fixes/moving/image-paths.ts';
import { broughtBy } from '../../fixes/manifest-first/project/manifest-sources.ts';
import type { Model } from '../../model/types.ts';

/** What the installs below an early copy read that only copies further down bring: a step in front of that copy lacks it. */
export function copiedBelow(
  model: Model,
  context: ContextSnapshot,
  { step, installs }: EarlyCopy,
): readonly Input[] {
  return installs.flatMap(({ node, inputs, folder, root }) => {
    const copies = copiesAbove(model, node);
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
