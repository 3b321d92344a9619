import { CONFIGURATION } from '../../fixes/moving/configuration.ts';
import { isHandedOn } from '../../model/handed-on.ts';
import { targetChain } from '../../model/target-chain.ts';
import type { Model, Node } from '../../model/types.ts';
import type { Facts, Finding, Rule } from '../types.ts';
import { removalsIn } from './removals.ts';
import { watchCopies } from './removed/copies.ts';
import { watchDownloads } from './removed/downloads.ts';
import { watchLists } from './removed/lists.ts';
import { watchPackages } from './removed/packages.ts';
import { mayTakeOut } from './removed/taken-packages.ts';
import { ID } from './removed/words.ts';

/** Files that one layer brings and a later one hides: the image holds them all the same (domain.md 1.1: a step is a layer). */
export const removedInALaterLayer: Rule = {
  id: ID,
  summary:
    'files are removed in a later layer than the one that brings them, which makes the image no smaller',
  defaultSeverity: 'information',
  since: '0.1.0',
  unversioned: true,
  needs: ['context'],
  overlooks: CONFIGURATION,
  check,
  fixes: () => [],
};

function check(facts: Facts): readonly Finding[] {
  const { model } = facts;
  const steps = stepsOf(model);
  const takesOut = mayTakeOut(steps.map(({ instruction: { text } }) => text));
  const watches = [
    watchLists(facts),
    watchCopies(facts),
    watchDownloads(model),
    ...(takesOut ? [watchPackages(facts)] : []),
  ];
  return steps.flatMap((node) => {
    const removals = node.instruction.keyword === 'RUN' ? removalsIn(model, node) : undefined;
    return watches.flatMap((watch) => watch(node, removals));
  });
}

/** What the image that is handed on is built by, in document order. */
function stepsOf(model: Model): readonly Node[] {
  return targetChain(model)
    .toReversed()
    .filter((stage) => isHandedOn(model, stage))
    .flatMap(({ first, end }) => model.nodes.slice(first + 1, end));
}
