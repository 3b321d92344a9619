import type { ContextSnapshot } from '../../context/types.ts';
import type { Model, Node } from '../../model/types.ts';
import { climb } from './climb.ts';
import { cutRun, isMovable, type CutRun } from './cut-run.ts';
import { environmentMaker, type EnvironmentMaker } from './environments.ts';
import type { LateStep } from './late-steps.ts';
import { upgradeReview } from './upgrades.ts';
import { checkWay, passAbove, type Way } from './way.ts';

/** How a late RUN moves above the copy. */
export interface HoistPlan {
  readonly kind: 'plan';
  /** The node above which it goes. */
  readonly target: number;
  /** Nodes that move, in document order; the late RUN is the last. */
  readonly moved: readonly Node[];
  /** Where only the beginning of the late RUN moves. */
  readonly cut: CutRun | undefined;
  /** What a person has to check; empty for a safe fix. */
  readonly review: readonly string[];
}

/** Why nothing is offered, as a clause without a full stop. */
export interface HoistRefusal {
  readonly kind: 'refused';
  readonly reason: string;
  /** Where the packages can't be installed before the copy at all: what decides about their environment below it. */
  readonly maker?: EnvironmentMaker | undefined;
}

/** More instructions than this in between are not looked through: nobody writes as many. */
const MAX_PASSED = 200;

/** Plans how a late RUN moves above the first copy that reruns it, or says why not (domain.md 6.1, 6.2 "Other fixes"). */
export function planHoist(
  model: Model,
  context: ContextSnapshot | undefined,
  late: LateStep,
): HoistPlan | HoistRefusal {
  const { node, cause } = late;
  const stage = node.stage === undefined ? undefined : model.stages[node.stage];
  if (late.inherited || stage === undefined) {
    return refused('the copy belongs to a stage that this one is built from');
  }
  if (stage.triggered.length > 0) {
    return refused('ONBUILD instructions of the base stage run first');
  }
  if (node.detail.kind === 'run' && node.detail.mounts.some(({ type }) => type === 'bind')) {
    return refused('the RUN mounts files of the build context or of another stage');
  }
  if (node.index - cause.node.index > MAX_PASSED) {
    return refused('the copy is too far above');
  }
  const maker = makerBelow(model, late);
  if (maker !== undefined) {
    return { ...refused(maker.reason), maker };
  }
  const cut = late.run.steps.every(isMovable) ? undefined : cutRun(model, node, late.run);
  if (typeof cut === 'string') {
    return refused(cut);
  }
  const way = startAt(model, context, late, cut);
  for (let index = node.index - 1; index >= cause.node.index; index--) {
    const above = model.nodes[index];
    const obstacle = above && passAbove(way, above);
    if (obstacle !== undefined) {
      return refused(obstacle);
    }
  }
  const higher = climb(way, cause.node.index, stage.first);
  const obstacle = higher === undefined ? checkWay(way) : undefined;
  const { moved, review, runs } = higher?.way ?? way;
  const target = higher?.target ?? cause.node.index;
  return obstacle === undefined
    ? {
        kind: 'plan',
        target,
        moved: moved.toReversed(),
        cut,
        review: [...new Set(review), ...upgradeReview(model, target, { moved, runs })],
      }
    : refused(obstacle);
}

/** What decides about the environment of the packages, in the RUN itself or in one between it and the copy. */
function makerBelow(model: Model, { node, run, cause }: LateStep): EnvironmentMaker | undefined {
  const { text, line } = node.instruction;
  const own = run.steps.find(({ kind }) => kind === 'packages');
  const above = model.nodes
    .slice(cause.node.index + 1, node.index)
    .flatMap(({ instruction }) => (instruction.keyword === 'RUN' ? [instruction] : []))
    .toReversed();
  for (const one of own === undefined
    ? []
    : [{ text: text.slice(0, own.part.command.span.start), line }, ...above]) {
    const maker = environmentMaker(model, { node, steps: run.steps }, one);
    if (maker !== undefined) {
      return maker;
    }
  }
  return undefined;
}

function startAt(
  model: Model,
  context: ContextSnapshot | undefined,
  { node, kind, run, cause }: LateStep,
  cut: CutRun | undefined,
): Way {
  const steps = cut === undefined ? run.steps : run.steps.slice(0, cut.count);
  return {
    model,
    context,
    kind,
    cause,
    late: node,
    moved: [node],
    runs: [{ node, steps }],
    staying: [],
    copies: [],
    review: [
      ...(cut === undefined ? [] : ['the RUN is cut in two']),
      ...(steps.some((step) => step.kind === 'apart') ? ['it must not need the copied files'] : []),
      ...(steps.some(
        ({ local, environment, part }) =>
          local !== undefined && environment === undefined && part.install?.scripts !== false,
      )
        ? ['scripts of the packages must not need the copied files']
        : []),
      ...(steps.some(({ globs }) => globs) ? ['a wildcard may match copied files'] : []),
    ],
  };
}

function refused(reason: string): HoistRefusal {
  return { kind: 'refused', reason };
}
