import type { ContextSnapshot } from '../../context/types.ts';
import { runParts } from '../../ecosystems/run-parts.ts';
import type { RunPart } from '../../ecosystems/run-part.ts';
import type { Model, Node } from '../../model/types.ts';
import { scriptOf } from '../../syntax/shell.ts';
import { passing, runsAlways } from '../moving/commutes.ts';
import { contextCopy, type CopyStep } from '../moving/copy-step.ts';
import { placesOf } from '../moving/places.ts';
import { downloadStep, type DownloadStep } from './split/download-step.ts';
import { passesSystemFront } from './split/system-front.ts';
import type { EarlyCopy } from './early/early-copy.ts';
import { isUvActivation, isUvSetup } from './split/along.ts';
import { isFollowUp, lastFollowUp } from './split/follow-ups.ts';
import { laterSources, passingCopies, stays } from './passing-copies.ts';
import { splitRun, type SplitRun } from './split/split-run.ts';
import type { LateInstall } from './types.ts';

/** The way of the copies down to below the installs. */
export interface Route {
  readonly kind: 'route';
  /** Copies of the context that stay where they are, above the last install. */
  readonly above: readonly CopyStep[];
  readonly moving: readonly CopyStep[];
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

/** Why nothing is offered, as a clause without a full stop. */
export interface Refusal {
  readonly kind: 'refused';
  readonly reason: string;
}

/** A refusal for a reason. */
export function refused(reason: string): Refusal {
  return { kind: 'refused', reason };
}

/** Walks down from the copy, past what commutes with it, to the last install that can be reached. */
export function findRoute(
  model: Model,
  context: ContextSnapshot,
  {
    early,
    unrelated,
  }: {
    readonly early: EarlyCopy;
    /** Other copies that move along, where they are reached above the installs. */
    readonly unrelated: ReadonlySet<number>;
  },
): Route | Refusal {
  const { step } = early;
  const places = placesOf(model);
  const moving: CopyStep[] = [step];
  const staying: CopyStep[] = [];
  const installs: LateInstall[] = [];
  const review: string[] = [];
  const end = model.stages[step.stage]?.end ?? 0;
  let insertAt = step.node.index;
  let canSlide = true;
  let slides = false;
  let directory = -1;
  let reached: Reached | undefined;
  for (let index = step.node.index + 1; index < end; index++) {
    const node = model.nodes[index];
    const place = places[index];
    if (node === undefined || place === undefined) {
      break;
    }
    const own = early.installs.filter((one) => one.node.index === index);
    if (own.length > 0) {
      const cut = cutAt(model, node, { early, own });
      if (typeof cut === 'string') {
        if (reached === undefined) {
          return refused(cut);
        }
        break;
      }
      if (reached === undefined && slides && canSlide) {
        insertAt = index;
      }
      installs.push(...own);
      reached = { last: index, split: cut.split, directory, review: [...review, ...cut.review] };
      if (cut.split !== undefined || installs.length === early.installs.length) {
        break;
      }
      continue;
    }
    const passed =
      passingCopies(model, { moving, node, place }, { early, context }) ??
      passing(model, moving, node, place);
    if (passed.kind === 'blocked') {
      if (reached === undefined) {
        return refused(passed.reason);
      }
      break;
    }
    const along =
      passed.kind === 'along'
        ? stays(passed.step, moving, { early, context })
          ? undefined
          : passed.step
        : (laterSources(node, place, { early, context }) ??
          (reached === undefined && unrelated.has(index) ? contextCopy(node, place)[0] : undefined));
    if (reached !== undefined && along !== undefined) {
      break;
    }
    if (along !== undefined) {
      moving.push(along);
    } else if (passed.kind === 'commutes' && passed.review !== undefined) {
      review.push(passed.review);
    } else if (passed.kind === 'directory') {
      directory = index;
    } else if (node.detail.kind === 'copy') {
      staying.push(...contextCopy(node, place));
    }
    if (reached === undefined && canSlide) {
      const free = passed.kind === 'commutes' && passed.free;
      if (!free) {
        canSlide = false;
        insertAt = slides ? index : insertAt;
      } else if (node.instruction.keyword === 'RUN') {
        slides = true;
      }
    }
  }
  return reached === undefined
    ? refused("the install can't be reached")
    : {
        kind: 'route',
        ...reached,
        split: splitAt(model, reached, { moving, insertAt }),
        last: reached.split === undefined ? lastFollowUp(model, installs, reached.last) : reached.last,
        moving,
        insertAt,
        installs,
        above: [...stepsAbove(model, step), ...staying],
      };
}

interface Reached extends Pick<Route, 'last' | 'directory' | 'review'> {
  readonly split: (SplitRun & Pick<DownloadStep, 'apart'>) | undefined;
}

/** What becomes of the last install: system packages in front of it go above the manifests, where nothing between stands against it. */
function splitAt(
  { nodes }: Model,
  { split, last }: Reached,
  { moving, insertAt }: Pick<Route, 'moving' | 'insertAt'>,
): SplitRun | undefined {
  const isFree = nodes
    .slice(insertAt, last)
    .every((node) => passesSystemFront(node) || moving.some((step) => step.node === node));
  return split?.apart !== undefined && isFree ? split.apart : split;
}

interface Found {
  readonly early: EarlyCopy;
  readonly own: readonly LateInstall[];
}

/** What becomes of a RUN of installs, and what has to be checked about it; a clause where nothing can. */
function cutAt(model: Model, node: Node, { early, own }: Found): Pick<Reached, 'split' | 'review'> | string {
  if (early.form === 'download') {
    const step = downloadStep(model, node, own);
    return typeof step === 'string' ? step : { split: step, review: step.cut ? [CUT] : [] };
  }
  if (isPureInstall(model, node, own)) {
    return { split: undefined, review: [] };
  }
  const split = splitRun(model, node, own);
  return typeof split === 'string' ? split : { split, review: [CUT] };
}

const CUT = 'the RUN is cut in two';

/** Copies of the context that stand above in the stage. */
export function stepsAbove(model: Model, { stage, node: { index } }: CopyStep): readonly CopyStep[] {
  const places = placesOf(model);
  return model.nodes.slice(model.stages[stage]?.first ?? 0, index).flatMap((node) => {
    const place = places[node.index];
    return place === undefined ? [] : contextCopy(node, place);
  });
}

/** Whether a RUN does nothing but these installs and what surely leaves the sources alone. */
export function isPureInstall(model: Model, node: Node, installs: readonly LateInstall[]): boolean {
  const script = scriptOf(model.file, node.instruction);
  return (
    script?.complete === true &&
    runParts(script).every(
      (part) =>
        runsAlways(part) &&
        (isHarmless(part) ||
          isFollowUp(part, installs) ||
          isUvSetup(part, installs) ||
          isUvActivation(model, node, { part, installs }) ||
          installs.some((install) => install.part === part)),
    )
  );
}

function isHarmless({ role }: RunPart): boolean {
  return role !== 'install' && role !== 'unknown';
}
