import { runParts, type RunPart } from '../../ecosystems/run-parts.ts';
import { firstOf } from '../../fixes/first-of.ts';
import { commandsIn } from '../../fixes/moving/commands-in.ts';
import { CONFIGURATION } from '../../fixes/moving/configuration.ts';
import { copyStepOf, type CopyStep, type ImagePath } from '../../fixes/moving/copy-step.ts';
import { placesOf } from '../../fixes/moving/places.ts';
import { setupScripts } from '../../fixes/update-alone/setup-scripts.ts';
import { findListsBelow, type ListsUser } from '../../fixes/update-alone/users.ts';
import { targetChain } from '../../model/target-chain.ts';
import type { Model, Node } from '../../model/types.ts';
import { scriptOf } from '../../syntax/shell.ts';
import type { Facts, Finding, Rule } from '../types.ts';
import { downloadsIn } from './downloads.ts';
import { covers, landedIn, type Target } from './landings.ts';
import { prunedSource } from './pruned-packages.ts';
import { removalsIn, removedBehind, type Removal } from './removals.ts';
import { mayTakeOut, removedPackages, type SystemPackages } from './removed-packages.ts';
import {
  copiesRemoved,
  downloadRemoved,
  ID,
  listsRemoved,
  packagesPruned,
  packagesRemoved,
  type Fetching,
  type RemovedCopy,
} from './removed-words.ts';
import { SMALL } from './shown-size.ts';

/** Files that one layer brings and a later one hides: the image holds them all the same (domain.md 1.1: a step is a layer). */
export const removedInALaterLayer: Rule = {
  id: ID,
  summary:
    'files are removed in a later layer than the one that brings them, which makes the image no smaller',
  defaultSeverity: 'information',
  since: '0.1.0',
  needs: ['context'],
  overlooks: CONFIGURATION,
  check,
  fixes: () => [],
};

const LISTS = '/var/lib/apt/lists';

/** Copies, and downloads, above one RUN that are looked at, the nearest first, so that long stages don't take quadratic time. */
const MAX_BROUGHT = 100;

function check(facts: Facts): readonly Finding[] {
  const { model } = facts;
  const found: Finding[] = [];
  const copies: CopyStep[] = [];
  const packages: SystemPackages = new Map();
  const runs: Node[] = [];
  let downloads: readonly Download[] = [];
  let removals: readonly Removal[] = [];
  let fetching: Fetching | undefined;
  const steps = stepsOf(model);
  const takesOut = mayTakeOut(steps.map(({ instruction: { text } }) => text));
  for (const node of steps) {
    // Other stages may go by those that a stage below has fetched: that is a matter of the layer that keeps them.
    fetching = fetching?.node.stage === node.stage ? fetching : undefined;
    const place = placesOf(model)[node.index];
    const step = place && copyStepOf(node, place);
    if (step !== undefined) {
      copies.push(step);
    }
    if (node.instruction.keyword !== 'RUN') {
      continue;
    }
    const { removed, moved } = removalsIn(model, node);
    const update = updateIn(model, node);
    if (update !== undefined) {
      const isCleaned = node.instruction.text.includes(LISTS);
      fetching = isCleaned ? undefined : { node, part: update };
    } else if (fetching !== undefined && removed.some(({ at }) => at.path === LISTS)) {
      found.push(listsRemoved(node, fetching, userBetween(facts, fetching.node, node)));
      fetching = undefined;
    }
    const [nearest, ...others] =
      removed.length === 0 ? [] : copiedOf(facts, removed, copies.slice(-MAX_BROUGHT), removals);
    if (nearest !== undefined) {
      found.push(copiesRemoved(node, nearest, others));
    }
    removals = [...removals, ...removed.map((target) => ({ node, target }))].slice(-MAX_BROUGHT);
    const gone = downloads.find(({ file }) => removed.some((target) => covers(target, file)));
    if (gone !== undefined) {
      found.push(downloadRemoved(node, gone.node));
    }
    const taken = [...removed, ...moved.map((at) => ({ at }))];
    const kept =
      taken.length === 0
        ? downloads
        : downloads.filter(({ file }) => !taken.some((target) => covers(target, file)));
    const own = downloadsIn(model, node).map((file) => ({ node, file }));
    downloads = own.length === 0 ? kept : [...kept, ...own].slice(-MAX_BROUGHT);
    const parts = takesOut ? commandsIn(model, node) : [];
    for (const [source, names] of removedPackages(node, parts, packages)) {
      found.push(packagesRemoved(node, source, names));
    }
    const pruned = prunedSource(facts, node, parts, {
      copies: copies.slice(-MAX_BROUGHT),
      runs: runs.slice(-MAX_BROUGHT),
    });
    if (pruned !== undefined) {
      found.push(packagesPruned(node, pruned));
    }
    runs.push(node);
  }
  return found;
}

/** The first step that goes by the lists that one RUN fetches, or may do so, before another one removes them. */
function userBetween({ model, context }: Facts, fetching: Node, removing: Node): ListsUser | undefined {
  const { users, scripts } = findListsBelow(model, context);
  return firstOf([users, scripts], (below) => {
    const user = below.get(fetching.index);
    return user !== undefined && user.node.index <= removing.index ? user : undefined;
  });
}

/**
 * The copies that bring something of what is removed, and was still there, unless that is small; the nearest first. A lock file is
 * removed so that nobody finds it in the image, which that does.
 */
function copiedOf(
  facts: Facts,
  removed: readonly Target[],
  copies: readonly CopyStep[],
  before: readonly Removal[],
): readonly RemovedCopy[] {
  return copies.toReversed().flatMap((step) => {
    const landed = landedIn(step, removed, facts, removedBehind(before, step));
    const isTold = landed !== undefined && (landed.bytes ?? Infinity) - landed.manifests >= SMALL;
    return isTold ? [{ step, bytes: landed.bytes }] : [];
  });
}

/** What the final image is built by, in document order. */
function stepsOf(model: Model): readonly Node[] {
  return targetChain(model)
    .toReversed()
    .flatMap(({ first, end }) => model.nodes.slice(first + 1, end));
}

/** A file that a RUN has downloaded. */
interface Download {
  readonly node: Node;
  readonly file: ImagePath;
}

/** The command of a RUN that fetches lists of apt, or runs a vendor's script that does. */
function updateIn(model: Model, node: Node): RunPart | undefined {
  const script = scriptOf(model.file, node.instruction);
  const parts = script === undefined ? [] : runParts(script);
  const scripts = setupScripts(parts);
  return parts.find(
    (part) =>
      scripts.has(part) ||
      (part.role === 'system' &&
        part.ecosystem === 'apt' &&
        part.command.words.some(({ text }) => text === 'update')),
  );
}
