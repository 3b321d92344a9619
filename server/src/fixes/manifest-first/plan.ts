import type { ContextSnapshot } from '../../context/types.ts';
import type { Model } from '../../model/types.ts';
import { firstOf } from '../first-of.ts';
import type { CopyStep } from '../moving/copy-step.ts';
import { bringsHistory } from '../moving/git-folder.ts';
import { settingTold } from '../moving/settings-told.ts';
import { ignoreWritten, type IgnoreChange } from './dockerignore-edit.ts';
import { downloadAbove, type Above } from './download-above.ts';
import type { EarlyCopy, Form } from './early/early-copy.ts';
import { changedFolder } from './folder-makers.ts';
import type { Follower } from './followers.ts';
import { downloadInPlace, type InPlace } from './in-place.ts';
import { findSources, type ManifestSource } from './project/manifest-sources.ts';
import { installObstacle, routeObstacle, symlinkAbove } from './obstacles.ts';
import { narrowMounts, type Narrowed } from './narrow-mounts.ts';
import { outputObstacle } from './output-obstacle.ts';
import { manifestsAround } from './project/project.ts';
import { reviewReasons } from './review-reasons.ts';
import { toldFile } from './told-files.ts';
import { refused, type Refusal } from './refusal.ts';
import { findRoute, type Route } from './route.ts';
import type { SplitRun } from './split/split-run.ts';
import type { LateInstall } from './types.ts';
import { unrelatedCopies } from './unrelated-copies.ts';

/** How the instructions of a stage are rearranged. */
export interface Plan {
  readonly kind: 'plan';
  readonly form: Form;
  /** The first node that may change. */
  readonly from: number;
  /** The copies that move below the installs, in document order. */
  readonly moving: readonly CopyStep[];
  /** RUNs that go along with them, as they are. */
  readonly followers: readonly Follower[];
  readonly sources: readonly ManifestSource[];
  /**
   * The node above which the manifests of the first moving copy are copied, which is that copy where it is its place; those of
   * the others take their places, since what they need may come just above them.
   */
  readonly insertAt: number;
  /** A RUN that comes directly below the manifests, where no copy moves. */
  readonly inserted: string | undefined;
  /** The last node that may change. Where copies move, they go below it. */
  readonly last: number;
  /** What comes above and below the copies in place of `last`, where that changes. */
  readonly split: SplitRun | undefined;
  /** The text of `last` where it changes and is not cut. */
  readonly replaced: string | undefined;
  /** The last WORKDIR that is passed: relative destinations of copies above it are written as absolute ones. -1 for none. */
  readonly directory: number;
  readonly ignore: IgnoreChange | undefined;
  /** The installs that are mended. */
  readonly installs: readonly LateInstall[];
  /** What a person has to check; empty for a safe fix. */
  readonly review: readonly string[];
}

/**
 * Plans how to copy manifests first, or says why not: domain.md 6.2, steps 2 to 5, with hazards H1 to H13. Copies that a download does
 * not need go below it, too, unless something keeps them.
 */
export function planManifestFirst(
  model: Model,
  context: ContextSnapshot | undefined,
  early: EarlyCopy,
): Plan | Refusal {
  const unrelated = unrelatedCopies(model, context, early);
  const whole = unrelated.size === 0 ? undefined : planWith(model, context, { early, unrelated });
  return whole?.kind === 'plan' ? whole : planWith(model, context, { early, unrelated: new Set() });
}

/** What is mended, and which other copies go below it. */
interface Aim {
  readonly early: EarlyCopy;
  readonly unrelated: ReadonlySet<number>;
}

function planWith(model: Model, context: ContextSnapshot | undefined, aim: Aim): Plan | Refusal {
  const { early } = aim;
  const { step, form } = early;
  const [hidden] = form === 'hidden' ? early.installs.flatMap((one) => one.hidden ?? []) : [];
  if (hidden !== undefined) {
    return refused(`${hidden.where} runs it`);
  }
  if (context === undefined) {
    return refused('the build context is not known');
  }
  if (!context.complete) {
    return refused('the build context was not read to its end');
  }
  const [first] = early.installs;
  if (first === undefined || early.installs.some(({ node }) => node.stage !== step.stage)) {
    return refused('the COPY belongs to a stage that others are built from');
  }
  if ((model.stages[step.stage]?.triggered.length ?? 0) > 0) {
    return refused('ONBUILD instructions of the base stage run first');
  }
  const inPlace = firstOf(early.installs, (one) =>
    one.fruitless === undefined ? undefined : downloadInPlace(model, context, one, one.fruitless),
  );
  if (inPlace !== undefined) {
    return inPlace.kind === 'refused' ? inPlace : planInPlace(early, inPlace);
  }
  const way = findWay(model, context, aim);
  if (way.kind === 'refused') {
    return way;
  }
  const { installs } = way;
  const obstacle = installObstacle(model, installs, {
    narrowed: way.kind === 'narrowed' || form === 'output',
  });
  const blocking = installs
    .flatMap(({ inputs }) => inputs?.hazards ?? [])
    .find(({ effect }) => effect === 'none');
  if (obstacle !== undefined || blocking !== undefined) {
    return refused(obstacle ?? blocking?.reason ?? '');
  }
  const above = way.kind === 'route' ? way.above : way.kind === 'above' ? way.before : [];
  const below = way.kind === 'route' ? way.moving : way.kind === 'above' ? way.behind : [];
  const staged = below.filter(({ copy }) => copy.from.kind !== 'context');
  const apart = outputObstacle(staged, installs, context);
  if (typeof apart === 'string') {
    return refused(apart);
  }
  const told = toldFile(model, context, { installs, below });
  if (told !== undefined) {
    return refused(told);
  }
  const around = firstOf(installs, (install) => manifestsAround(install, below, context));
  if (around !== undefined) {
    return refused(around);
  }
  const sources = findSources(context, { installs, above, below });
  if (typeof sources === 'string') {
    return refused(sources);
  }
  const elsewhere = way.kind === 'above' ? sources.find((source) => source.step !== step) : undefined;
  if (elsewhere !== undefined) {
    return refused(`${elsewhere.path} is copied further down`);
  }
  const ignore = ignoreWritten(model, context, { moving: below, installs, sources });
  if (typeof ignore === 'string') {
    return refused(ignore);
  }
  const at = step.node.index;
  const folder = way.kind === 'route' ? changedFolder(model, { ...way, from: at, sources }) : undefined;
  const [lowest] = installs.slice(-1);
  const setting = lowest && settingTold(model, lowest.node, { copies: below, context });
  const history = below.some((one) => bringsHistory(one, context)) ? [READS_GIT] : [];
  const passed = [
    ...way.review,
    ...apart.review,
    ...history,
    ...[folder, setting].filter((one) => one !== undefined),
  ];
  const review = reviewReasons(model, { context, form, installs, review: passed, ignore });
  const common = { kind: 'plan', form, sources, ignore, installs, review } as const;
  if (way.kind === 'route') {
    const { moving, followers, insertAt, last, split, directory } = way;
    return { ...common, ...STAYING, from: at, moving, followers, insertAt, last, split, directory };
  }
  const isReplaced = way.kind === 'narrowed' && way.replaces;
  return {
    ...common,
    ...STAYING,
    from: at,
    insertAt: at,
    last: at,
    inserted: isReplaced ? undefined : way.run,
    replaced: isReplaced ? way.run : undefined,
  };
}

/** Scripts of packages set up hooks of git where they find its folder. */
const READS_GIT = 'packages must not need .git where they are installed';

function planInPlace({ form, installs }: EarlyCopy, { node: { index }, text, review }: InPlace): Plan {
  const at = { from: index, insertAt: index, last: index };
  return {
    ...STAYING,
    ...at,
    kind: 'plan',
    form,
    sources: [],
    replaced: text,
    ignore: undefined,
    installs,
    review: [review],
  };
}

/** What a plan says where nothing moves, and nothing is inserted or changed. */
const STAYING = {
  moving: [],
  followers: [],
  inserted: undefined,
  split: undefined,
  replaced: undefined,
  directory: -1,
} as const;

/** The copies' way down, or, for a step that only downloads, its own place above them. */
function findWay(
  model: Model,
  context: ContextSnapshot,
  { early, unrelated }: Aim,
): Route | Above | Narrowed | Refusal {
  if (early.step.node.detail.kind === 'run') {
    return narrowMounts(model, context, early);
  }
  const route = findRoute(model, context, { early, unrelated });
  const obstacle = route.kind === 'refused' ? route.reason : routeObstacle(model, context, route);
  if (obstacle === undefined) {
    return route;
  }
  if (early.form !== 'download') {
    return refused(obstacle);
  }
  const link = symlinkAbove(model, [early.step]);
  const above = link === undefined ? downloadAbove(model, context, early) : refused(link);
  return above.kind === 'refused' ? refused(obstacle) : above;
}
