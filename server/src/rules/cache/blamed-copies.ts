import type { ContextSnapshot } from '../../context/types.ts';
import { bringsPrunedSources } from '../../fixes/manifest-first/project/pruned-manifests.ts';
import type { LateStep } from '../../fixes/hoist/late-steps.ts';
import { isFolderByName, selectionOf, type CopyStep } from '../../fixes/moving/copy-step.ts';
import type { Facts } from '../types.ts';

/**
 * Of the copies above a late RUN those that it is told about: the one that changes most often or, where git does not tell, brings
 * most of the sources. How often what other stages make changes nobody knows: all of these, where there is no other copy and none of
 * them brings pruned sources.
 */
export function blamedCopies(
  facts: Facts,
  { cause, causes }: Pick<LateStep, 'cause' | 'causes'>,
): readonly CopyStep[] {
  const own = causes.filter(({ copy }) => copy.from.kind === 'context');
  const [first, ...more] = own;
  if (first === undefined) {
    const sources = causes.filter((step) => bringsPrunedSources(facts.model, step));
    return causes.length === 0 ? [cause] : sources.length > 0 ? sources : causes;
  }
  if (more.length === 0) {
    return [first];
  }
  const frequency = facts.frequency?.();
  const weights = own.map((step) => ({
    step,
    changed: frequency?.changedIn(step.node.index)?.changed ?? 0,
    files: filesOf(step, facts.context),
  }));
  return [
    weights.reduce((most, one) =>
      one.changed > most.changed || (one.changed === most.changed && one.files > most.files) ? one : most,
    ).step,
  ];
}

/** How many files a copy brings; without a context, whether it is a folder. */
function filesOf(step: CopyStep, context: ContextSnapshot | undefined): number {
  if (context === undefined) {
    return isFolderByName(step) ? 1 : 0;
  }
  return step.copy.sources.reduce(
    (sum, source) => sum + (selectionOf(step, source, context)?.files.length ?? 0),
    0,
  );
}
