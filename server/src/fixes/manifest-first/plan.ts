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
  const hindrance = hindranceOf(model, context, early);
  if (context === undefined || hindrance !== undefined) {
    return refused(hindrance ?? '');
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
  const above = way.kind === 'route' ? way.above : way.kind === 'above' ? way.before : [];
  const below = way.kind === 'route' ? way.moving : way.kind === 'above' ? way.behind : [];
  const obstacle = obstacleOf(model, installs, way, form);
  if (obstacle !== undefined) {
    return refused(obstacle);
  }
  const staged = below.filter(({ copy }) => copy.from.kind !== 'context');
  const apart = outputObstacle(staged, installs, context);
  if (typeof apart === 'string') {
    return refused(apart);
  }
  const used =
    toldFile(model, context, { installs, below }) ??
    firstOf(installs, (install) => manifestsAround(install, below, context));
  if (used !== undefined) {
    return refused(used);
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
  const passed = [...way.review, ...apart.review, ...broughtReviews(model, context, { installs, below })];
  const review = reviewReasons(model, {
    ...{ context, form, installs, ignore },
    review: folder === undefined ? passed : [...passed, folder],
  });
  const common = { ...STAYING, kind: 'plan', form, sources, ignore, installs, review, from: at } as const;
  if (way.kind === 'route') {
    const { moving, followers, insertAt, last, split, directory } = way;
    return { ...common, moving, followers, insertAt, last, split, directory };
  }
  const isReplaced = way.kind === 'narrowed' && way.replaces;
  return {
    ...common,
    ...{ insertAt: at, last: at },
    inserted: isReplaced ? undefined : way.run,
    replaced: isReplaced ? way.run : undefined,
  };
}

/** Why nothing can be planned at all, as a clause: what is known is too little, or the stage is not one to rearrange. */
function hindranceOf(
  model: Model,
  context: ContextSnapshot | undefined,
  { step, form, installs }: EarlyCopy,
): string | undefined {
  const [hidden] = form === 'hidden' ? installs.flatMap((one) => one.hidden ?? []) : [];
  if (hidden !== undefined) {
    return `${hidden.where} runs it`;
  }
  if (context?.complete !== true) {
    return context === undefined
      ? 'the build context is not known'
      : 'the build context was not read to its end';
  }
  if (installs.length === 0 || installs.some(({ node }) => node.stage !== step.stage)) {
    return 'the COPY belongs to a stage that others are built from';
  }
  return (model.stages[step.stage]?.triggered.length ?? 0) > 0
    ? 'ONBUILD instructions of the base stage run first'
    : undefined;
}

/** What keeps the installs of a way from running before the sources, as a clause. */
function obstacleOf(
  model: Model,
  installs: readonly LateInstall[],
  way: Route | Above | Narrowed,
  form: Form,
): string | undefined {
  return (
    installObstacle(model, installs, { narrowed: way.kind === 'narrowed' || form === 'output' }) ??
    installs.flatMap(({ inputs }) => inputs?.hazards ?? []).find(({ effect }) => effect === 'none')?.reason
  );
}

/** What to review of that which the copies bring later: git's folder, and files to which settings above lead. */
function broughtReviews(
  model: Model,
  context: ContextSnapshot,
  { installs, below }: { readonly installs: readonly LateInstall[]; readonly below: readonly CopyStep[] },
): readonly string[] {
  const last = installs.at(-1);
  const setting = last && settingTold(model, last.node, { copies: below, context });
  return [
    ...(below.some((one) => bringsHistory(one, context)) ? [READS_GIT] : []),
    ...(setting === undefined ? [] : [setting]),
  ];
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
