import type { ContextSnapshot } from '../../context/types.ts';
import { isWithin } from '../../ecosystems/paths.ts';
import type { Model, Node } from '../../model/types.ts';
import { overwrites, type Passing } from '../moving/commutes.ts';
import { contextCopy, copyStepOf, delivery, type CopyStep } from '../moving/copy-step.ts';
import { imagePathOf } from '../moving/image-paths.ts';
import { eitherWay, landsApart, writesTo } from '../moving/landing.ts';
import type { Place } from '../moving/places.ts';
import { shown } from '../moving/words.ts';
import type { EarlyCopy } from './early/early-copy.ts';
import { delays } from './early/late-install.ts';
import { editedManifest } from './manifest-edits.ts';
import { isNamedBy, outputObstacle, repeatsManifests } from './output-obstacle.ts';

/** What is on its way down, and for which installs. */
interface Way {
  readonly early: EarlyCopy;
  readonly context: ContextSnapshot;
}

/** A node that is reached, and what moves below it. */
interface Reached {
  readonly moving: readonly CopyStep[];
  readonly node: Node;
  readonly place: Place;
}

/** What happens to a node for the sake of copies from other stages and images; undefined where none of them takes part. */
export function passingCopies(model: Model, reached: Reached, way: Way): Passing | undefined {
  return way.early.form === 'output' ? passingOutputs(model, reached, way) : passingStaged(reached, way);
}

/**
 * For copies of what other stages make: one of them moves along, and a change of a manifest that they don't bring stays with the
 * install.
 */
function passingOutputs(
  model: Model,
  { moving, node, place }: Reached,
  { early, context }: Way,
): Passing | undefined {
  const other = copyStepOf(node, place);
  if (other === undefined) {
    const edited = editedManifest(model, node, place);
    return edited !== undefined && !moving.some((one) => writesTo(one, edited))
      ? { kind: 'commutes', free: false }
      : undefined;
  }
  if (early.outputs.some((one) => one.node.index === node.index)) {
    return { kind: 'along', step: other };
  }
  const met = moving.find((one) => !landsApart(one, other, context));
  if (met !== undefined && mayFollow(other, met, early)) {
    return { kind: 'along', step: other };
  }
  if (met !== undefined) {
    return { kind: 'blocked', reason: overwrites(met.node, node) };
  }
  return needsFolderOf(other, moving)
    ? {
        kind: 'blocked',
        reason: `${shown(node)} (line ${node.instruction.line}) needs a folder that is made above it`,
      }
    : { kind: 'commutes', free: false };
}

/** Whether a copy of the context lies over pruned sources, and the installs need nothing of it: `COPY turbo.json ./`. */
function mayFollow(other: CopyStep, met: CopyStep, early: EarlyCopy): boolean {
  const later = early.installs.filter(({ node }) => node.index > other.node.index);
  return (
    other.copy.from.kind === 'context' &&
    later.every(
      (one) =>
        repeatsManifests(one, met) &&
        !isNamedBy(one, other) &&
        ![...(one.inputs?.inputs ?? []), ...(one.inputs?.written ?? [])].some(({ path }) =>
          writesTo(other, imagePathOf(path, one.folder ?? '', one.root)),
        ),
    )
  );
}

/**
 * For sources: a copy from elsewhere stays where none of their files can ever come to its place, and else moves along behind them, if
 * the installs need nothing of it.
 */
function passingStaged({ moving, node, place }: Reached, { early, context }: Way): Passing | undefined {
  const other = copyStepOf(node, place);
  if (other === undefined || other.copy.from.kind === 'context') {
    return undefined;
  }
  if (!needsFolderOf(other, moving) && moving.every((one) => landsApart(other, one, context))) {
    return { kind: 'commutes', free: false };
  }
  const later = early.installs.filter((one) => one.node.index > node.index);
  return typeof outputObstacle([other], later, context) === 'string'
    ? undefined
    : { kind: 'along', step: other };
}

/** A further copy, into another place, that brings sources above one of these installs. */
export function laterSources(node: Node, place: Place, { early, context }: Way): CopyStep | undefined {
  const [step] = contextCopy(node, place);
  const isLate =
    step !== undefined &&
    early.installs.some((one) => one.node.index > node.index && delays(step, one, context));
  return isLate ? step : undefined;
}

/**
 * Whether a copy of manifests into the folder that the others fill can stay above the install: it brings what is read there, no
 * sources, and none of its files can land where another one of theirs does.
 */
export function stays(step: CopyStep, moving: readonly CopyStep[], { early, context }: Way): boolean {
  const later = early.installs.filter(({ node }) => node.index > step.node.index);
  const brings = later.some(({ inputs, folder, root }) =>
    (inputs?.inputs ?? []).some(
      ({ path }) => delivery(step, imagePathOf(path, folder ?? '', root), context) !== undefined,
    ),
  );
  return (
    brings &&
    !needsFolderOf(step, moving) &&
    !later.some((one) => delays(step, one, context)) &&
    moving.every((one) => eitherWay(step, one, context))
  );
}

/**
 * Whether a copy lands in a folder only because one of these made that: without it, `COPY pom.xml /app` would make a file of that
 * name.
 */
function needsFolderOf({ copy, folder, place }: CopyStep, moving: readonly CopyStep[]): boolean {
  const isSure = copy.resolvedDest.endsWith('/') || (place.anchored && isWithin(place.directory, folder));
  return !isSure && moving.some((one) => isWithin(one.folder, folder));
}
