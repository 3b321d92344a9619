import type { Model, Node } from '../../model/types.ts';
import { CONFIGURATION } from '../moving/configuration.ts';
import type { Step } from './run-reading.ts';
import type { MovedRun } from './way.ts';

/**
 * Whether all that commands take from the system's package manager is newer versions of what is there. There is no list of packages
 * that somebody would ever add to, so nothing but what stands above makes it run again: who writes it below the sources may do so on
 * purpose, for each image to have the updates of its day.
 */
export function onlyUpgrades(steps: readonly Step[]): boolean {
  const system = steps.filter(({ kind }) => kind === 'system');
  return system.length > 0 && system.every(({ upgrades }) => upgrades);
}

/** What to review where such a RUN is among those that move above a node: when it still runs. Nodes and RUNs in any order. */
export function upgradeReview(
  model: Model,
  target: number,
  { moved, runs }: { readonly moved: readonly Node[]; readonly runs: readonly MovedRun[] },
): readonly string[] {
  const upgrades = runs.filter(({ steps }) => onlyUpgrades(steps)).map(({ node }) => node.index);
  const [node] = moved;
  const stage = node?.stage === undefined ? undefined : model.stages[node.stage];
  if (upgrades.length === 0 || stage === undefined) {
    return [];
  }
  const first = Math.min(...upgrades);
  const above = [
    ...model.nodes.slice(stage.first + 1, target),
    ...moved.filter(({ index }) => index < first),
  ];
  const base = `the base ${stage.base.kind === 'stage' ? 'stage' : 'image'}`;
  const what = above.some(mayChange) ? `${base} or a line above it` : base;
  return [`the upgrade then runs only when ${what} changes`];
}

/** True for what is written to be changed now and then, and makes what stands below run again. */
function mayChange({ instruction: { keyword } }: Node): boolean {
  return !CONFIGURATION.has(keyword) && keyword !== 'WORKDIR';
}
