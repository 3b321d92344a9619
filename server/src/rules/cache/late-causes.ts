import { contextPath } from '../../context/facts.ts';
import { bringsPrunedSources } from '../../fixes/manifest-first/project/pruned-manifests.ts';
import type { CopyStep } from '../../fixes/moving/copy-step.ts';
import { bringsHistory } from '../../fixes/moving/git-folder.ts';
import { bringsPrograms } from '../../fixes/moving/program-files.ts';
import { listedBriefly, shown } from '../../fixes/moving/words.ts';
import { changesRarely } from '../rarely-changed.ts';
import type { Facts } from '../types.ts';

/** More lines than this are not named. */
const MAX_NAMED = 3;

/** What makes a RUN below these copies run again, as the beginning of a sentence. */
export function changeOf(facts: Facts, copies: readonly CopyStep[]): string {
  const { model, context } = facts;
  const [first] = copies;
  if (first !== undefined && context !== undefined && bringsHistory(first, context)) {
    return 'Every commit';
  }
  const isElsewhere = first !== undefined && first.copy.from.kind !== 'context';
  const areSources = copies.some((one) =>
    isElsewhere ? bringsPrunedSources(model, one) : bringsSources(facts, one),
  );
  if (first === undefined || areSources) {
    return 'Every source change';
  }
  const lines = copies.map(({ node }) => String(node.instruction.line));
  return lines.length === 1
    ? `Every change of what line ${lines.join('')} copies`
    : `Every change of what lines ${listedBriefly(lines, MAX_NAMED, '')} copy`;
}

/**
 * Whether what a copy brings is called sources: not where no program is among it, where it is laid over the root of the image beside
 * the sources, and where the commits say that it hardly ever changes.
 */
export function bringsSources(facts: Facts, step: CopyStep): boolean {
  return bringsPrograms(step, facts.context) && !isOverlay(step) && !changesRarely(facts, step);
}

function isOverlay({ copy, folder, anchored }: CopyStep): boolean {
  return anchored && folder === '/' && copy.sources.every(({ text }) => contextPath(text) !== '');
}

/** Where they stand, as the beginning of a clause. */
export function placeOf([first, ...more]: readonly CopyStep[]): string {
  if (first === undefined || more.length > 0) {
    return `${more.length === 1 ? 'both' : 'they'} come`;
  }
  return `${shown(first.node)} (line ${String(first.node.instruction.line)}) comes`;
}
