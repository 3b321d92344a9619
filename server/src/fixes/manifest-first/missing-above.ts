import type { ContextSnapshot } from '../../context/types.ts';
import type { Input } from '../../ecosystems/types.ts';
import type { Model } from '../../model/types.ts';
import { contextCopy, type CopyStep } from '../moving/copy-step.ts';
import { placesOf } from '../moving/places.ts';
import { chainAbove } from './chain-above.ts';
import { delays, type LateInstall } from './late-install.ts';
import { broughtBy } from './manifest-sources.ts';
import { imagePathOf } from './image-paths.ts';

/** More copies than this above one install are not looked through. */
const MAX_COPIES = 500;

/**
 * What an install reads and only copies with sources bring: what has to be copied on its own for it. Neither what is copied so
 * already, nor what no copy brings.
 */
export function missingAbove(model: Model, context: ContextSnapshot, install: LateInstall): readonly Input[] {
  const steps = copiesAbove(model, install);
  const alone = steps.filter((step) => !delays(step, install, context));
  return (install.inputs?.inputs ?? []).filter((input) => {
    const target = imagePathOf(input.path, install.folder ?? '', install.root);
    const brought = broughtBy(steps, input, target, context);
    return brought !== undefined && broughtBy(alone, input, target, context)?.file.path !== brought.file.path;
  });
}

/** Copies of the context above an install, in document order. */
function copiesAbove(model: Model, { node }: LateInstall): readonly CopyStep[] {
  const places = placesOf(model);
  const steps: CopyStep[] = [];
  for (const one of chainAbove(model, node.stage, node.index)) {
    const place = places[one.index];
    steps.push(...(place === undefined ? [] : contextCopy(one, place)));
    if (steps.length >= MAX_COPIES) {
      break;
    }
  }
  return steps.reverse();
}
