import type { ContextSnapshot } from '../../context/types.ts';
import type { Model, Node } from '../../model/types.ts';
import { cutRun, isMovable, type CutRun } from './cut-run.ts';
import type { LateStep } from './late-steps.ts';
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
  const obstacle = checkWay(way);
  return obstacle === undefined
    ? {
        kind: 'plan',
        target: cause.node.index,
        moved: way.moved.toReversed(),
        cut,
        review: [...new Set(way.review)],
      }
    : refused(obstacle);
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
      ...(steps.some(({ globs }) => globs) ? ['a wildcard may match copied files'] : []),
    ],
  };
}

function refused(reason: string): HoistRefusal {
  return { kind: 'refused', reason };
}
