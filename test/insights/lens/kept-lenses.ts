import { lensesByStage } from '../../../server/src/insights/lens/lens.ts';
import type { Analysis, Lens } from '../../../server/src/insights/types.ts';

const kept = new WeakMap<object, readonly Lens[]>();

/** All lenses, those of a stage as they were made first wherever its key promises that they hold. */
export function keptLenses(analysis: Analysis): readonly Lens[] {
  return lensesByStage(analysis).flatMap(({ key, make }) => {
    const lenses = kept.get(key) ?? make();
    kept.set(key, lenses);
    return lenses;
  });
}
