import { commandsIn } from '../../../fixes/moving/commands-in.ts';
import { copyStepOf, type CopyStep } from '../../../fixes/moving/copy-step.ts';
import { placesOf } from '../../../fixes/moving/places.ts';
import type { Node } from '../../../model/types.ts';
import type { Facts } from '../../types.ts';
import { prunedSource } from './pruned-source.ts';
import { removedPackages, type SystemPackages } from './taken-packages.ts';
import { MAX_ABOVE, type Watch } from './watch.ts';
import { packagesPruned, packagesRemoved } from './words.ts';

/** Packages of the system that a RUN removes by name, and packages for development that it takes out of a `node_modules`. */
export function watchPackages(facts: Facts): Watch {
  const { model } = facts;
  const packages: SystemPackages = new Map();
  const copies: CopyStep[] = [];
  const runs: Node[] = [];
  return (node, removals) => {
    const place = placesOf(model)[node.index];
    const step = place && copyStepOf(node, place);
    if (step !== undefined) {
      copies.push(step);
    }
    if (removals === undefined) {
      return [];
    }
    const parts = commandsIn(model, node);
    const removed = [...removedPackages(node, parts, packages)];
    const above = { copies: copies.slice(-MAX_ABOVE), runs: runs.slice(-MAX_ABOVE) };
    const pruned = prunedSource(facts, node, parts, above);
    runs.push(node);
    return [
      ...removed.map(([source, names]) => packagesRemoved(node, source, names)),
      ...(pruned === undefined ? [] : [packagesPruned(node, pruned)]),
    ];
  };
}
