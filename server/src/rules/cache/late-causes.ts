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
  const { context } = facts;
  const [first] = copies;
  if (first !== undefined && context !== undefined && bringsHistory(first, context)) {
    return 'Every commit';
  }
  if (first === undefined || areSources(facts, copies)) {
    return 'Every source change';
  }
  return copies.length === 1
    ? `Every change of what ${linesOf(copies)} copies`
    : `Every change of what ${linesOf(copies)} copy`;
}

function areSources(facts: Facts, copies: readonly CopyStep[]): boolean {
  const isElsewhere = copies[0]?.copy.from.kind !== 'context';
  return copies.some((one) =>
    isElsewhere ? bringsPrunedSources(facts.model, one) : bringsSources(facts, one),
  );
}

function linesOf(copies: readonly CopyStep[]): string {
  const lines = copies.map(({ node }) => String(node.instruction.line));
  return `${lines.length === 1 ? 'line' : 'lines'} ${listedBriefly(lines, MAX_NAMED, '')}`;
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

/** Where they stand, as the beginning of a clause behind `changeOf`, which names the lines of several or not. */
export function placeOf(facts: Facts, copies: readonly CopyStep[]): string {
  const [first, ...more] = copies;
  if (first !== undefined && more.length === 0) {
    return `${shown(first.node)} (line ${String(first.node.instruction.line)}) comes`;
  }
  if (areSources(facts, copies)) {
    return `${linesOf(copies)} come`;
  }
  return `${more.length === 1 ? 'both' : 'they'} come`;
}
