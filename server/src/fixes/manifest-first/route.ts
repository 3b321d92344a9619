import type { ContextSnapshot } from '../../context/types.ts';
import type { Model, Node } from '../../model/types.ts';
import { passing, type Passing } from '../moving/commutes.ts';
import { contextCopy, type CopyStep } from '../moving/copy-step.ts';
import { placesOf, type Place } from '../moving/places.ts';
import type { EarlyCopy } from './early/early-copy.ts';
import { laterSources, passingCopies, stays } from './passing-copies.ts';
import { followerAt, heldBack, type Follower } from './followers.ts';
import { refused, type Refusal } from './refusal.ts';
import { cutAt, type Cut } from './split/cut-at.ts';
import { lastFollowUp } from './split/follow-ups.ts';
import type { SplitRun } from './split/split-run.ts';
import { passesSystemFront } from './split/system-front.ts';
import { stepsAbove } from './steps-above.ts';
import type { LateInstall } from './types.ts';

/** The way of the copies down to below the installs. */
export interface Route {
  readonly kind: 'route';
  /** Copies of the context that stay where they are, above the last install. */
  readonly above: readonly CopyStep[];
  readonly moving: readonly CopyStep[];
  /** RUNs that go along, each behind the copies that stand above it. */
  readonly followers: readonly Follower[];
  /** The node above which the manifests of the first copy are copied; those of the others are in their places. */
  readonly insertAt: number;
  /** The install below which the copies go. */
  readonly last: number;
  /** What becomes of `last`, where it does not stay as it is above the copies. */
  readonly split: SplitRun | undefined;
  /** The last WORKDIR that is passed: relative destinations of copies above it are written as absolute ones. -1 for none. */
  readonly directory: number;
  readonly installs: readonly LateInstall[];
  /** What a person has to check about the instructions that are passed, and about a RUN that changes. */
  readonly review: readonly string[];
}

/** Walks down from the copy, past what commutes with it, to the last install that can be reached. */
export function findRoute(model: Model, context: ContextSnapshot, way: Way): Route | Refusal {
  const { step } = way.early;
  const places = placesOf(model);
  const walk = beginAt(step);
  const end = model.stages[step.stage]?.end ?? 0;
  for (let index = step.node.index + 1; index < end; index++) {
    const node = model.nodes[index];
    const place = places[index];
    if (node === undefined || place === undefined) {
      break;
    }
    const own = way.early.installs.filter((one) => one.node.index === index);
    const met =
      own.length > 0
        ? meetInstalls(model, walk, { node, own, way })
        : meetOther(model, walk, { node, place, way, context });
    if (met === 'end') {
      break;
    }
    if (met !== 'on') {
      if (walk.reached === undefined) {
        return refused(met.blocked);
      }
      break;
    }
  }
  return walk.reached === undefined
    ? refused("the install can't be reached")
    : routeOf(model, walk, { step, reached: walk.reached });
}

/** What walks down, and where it may go. */
interface Way {
  readonly early: EarlyCopy;
  /** Other copies that move along, where they are reached above the installs. */
  readonly unrelated: ReadonlySet<number>;
}

/** What was met on the way so far. */
interface Walk {
  readonly moving: CopyStep[];
  readonly followers: Follower[];
  readonly staying: CopyStep[];
  readonly installs: LateInstall[];
  readonly review: string[];
  insertAt: number;
  /** Whether all that was passed may run before the manifests are there. */
  canSlide: boolean;
  /** Whether a RUN is among it, so that it is worth having above the manifests. */
  slides: boolean;
  directory: number;
  /** Up to the last install that was reached; undefined until then. */
  reached: Reached | undefined;
}

function beginAt(step: CopyStep): Walk {
  return {
    moving: [step],
    followers: [],
    staying: [],
    installs: [],
    review: [],
    insertAt: step.node.index,
    canSlide: true,
    slides: false,
    directory: -1,
    reached: undefined,
  };
}

/** Whether the walk goes on below a node, ends there with what it has, or can't pass it. */
type Met = 'on' | 'end' | { readonly blocked: string };

function meetInstalls(
  model: Model,
  walk: Walk,
  {
    node,
    own,
    way: { early },
  }: { readonly node: Node; readonly own: readonly LateInstall[]; readonly way: Way },
): Met {
  const cut = cutAt(model, node, { early, own, moving: walk.moving });
  if (typeof cut === 'string') {
    return { blocked: cut };
  }
  if (walk.reached === undefined && walk.slides && walk.canSlide) {
    walk.insertAt = node.index;
  }
  walk.installs.push(...own);
  walk.reached = {
    last: node.index,
    split: cut.split,
    directory: walk.directory,
    review: [...walk.review, ...cut.review],
  };
  return cut.split !== undefined || walk.installs.length === early.installs.length ? 'end' : 'on';
}

interface Other {
  readonly node: Node;
  readonly place: Place;
  readonly way: Way;
  readonly context: ContextSnapshot;
}

function meetOther(model: Model, walk: Walk, other: Other): Met {
  const { node, place, way, context } = other;
  const { moving, followers } = walk;
  const passed =
    passingCopies(model, { moving, node, place }, { early: way.early, context }) ??
    passing(model, moving, node, place);
  if (passed.kind === 'blocked') {
    return meetFollower(model, walk, other) ?? { blocked: passed.reason };
  }
  const along = movingAlong(walk, passed, other);
  if (along !== undefined && walk.reached !== undefined) {
    return 'end';
  }
  const held = along === undefined ? heldBack(followers, node, place) : undefined;
  if (held !== undefined) {
    return { blocked: held };
  }
  if (along !== undefined) {
    moving.push(along);
  } else if (passed.kind === 'commutes' && passed.review !== undefined) {
    walk.review.push(passed.review);
  } else if (passed.kind === 'directory') {
    walk.directory = node.index;
  } else if (node.detail.kind === 'copy') {
    walk.staying.push(...contextCopy(node, place));
  }
  if (walk.reached === undefined && walk.canSlide) {
    slidePast(walk, node, passed.kind === 'commutes' && passed.free);
  }
  return 'on';
}

/** A RUN that works on what moves goes along, down to the first install; undefined for others. */
function meetFollower(model: Model, walk: Walk, { node, place, way, context }: Other): Met | undefined {
  const installs = way.early.installs.filter((one) => one.node.index > node.index);
  const follower = followerAt(model, node, place, { context, moving: walk.moving, installs });
  if (follower === undefined || walk.reached !== undefined) {
    return follower && 'end';
  }
  walk.followers.push(follower);
  walk.review.push(...(follower.review === undefined ? [] : [follower.review]));
  if (walk.canSlide) {
    slidePast(walk, node, false);
  }
  return 'on';
}

/** The copy at a node that is passed, where it has to move along, or may. */
function movingAlong(
  { moving, reached }: Walk,
  passed: Exclude<Passing, { readonly kind: 'blocked' }>,
  { node, place, way: { early, unrelated }, context }: Other,
): CopyStep | undefined {
  if (passed.kind === 'along') {
    return stays(passed.step, moving, { early, context }) ? undefined : passed.step;
  }
  return (
    laterSources(node, place, { early, context }) ??
    (reached === undefined && unrelated.has(node.index) ? contextCopy(node, place)[0] : undefined)
  );
}

/** The manifests go below what does not need them, as far as that goes. */
function slidePast(walk: Walk, { index, instruction }: Node, isFree: boolean): void {
  if (!isFree) {
    walk.canSlide = false;
    walk.insertAt = walk.slides ? index : walk.insertAt;
  } else if (instruction.keyword === 'RUN') {
    walk.slides = true;
  }
}

function routeOf(
  model: Model,
  { moving, followers, staying, installs, insertAt }: Walk,
  { step, reached }: { readonly step: CopyStep; readonly reached: Reached },
): Route {
  return {
    kind: 'route',
    ...reached,
    split: splitAt(model, reached, { moving, followers, insertAt }),
    last: reached.split === undefined ? lastFollowUp(model, installs, reached.last) : reached.last,
    moving,
    followers,
    insertAt,
    installs,
    above: [...stepsAbove(model, step), ...staying],
  };
}

interface Reached extends Cut {
  readonly last: number;
  readonly directory: number;
}

/** What becomes of the last install: system packages in front of it go above the manifests, where nothing between stands against it. */
function splitAt(
  { nodes }: Model,
  { split, last }: Reached,
  { moving, followers, insertAt }: Pick<Route, 'moving' | 'followers' | 'insertAt'>,
): SplitRun | undefined {
  const isFree = nodes
    .slice(insertAt, last)
    .every((node) => passesSystemFront(node) || [...moving, ...followers].some((one) => one.node === node));
  return split?.apart !== undefined && isFree ? split.apart : split;
}
