import type { Model, Node } from '../model/types.ts';
import type { StepState, Vertex } from './types.ts';

/** What a build says of one step, which several vertexes may have made: one a platform. */
export interface BuiltStep {
  readonly node: number;
  readonly state: StepState;
  readonly seconds: number | undefined;
  /** When what runs was begun, in milliseconds since 1970; undefined unless it runs. */
  readonly since: number | undefined;
  readonly output: readonly string[];
  readonly error: string | undefined;
}

/**
 * Which of a build's vertexes are which steps of the Dockerfile that it builds. BuildKit names them `[linux/arm64 build 2/5] RUN …`
 * (prefixCommand in dockerfile2llb/convert.go): the stage's name where there is more than one stage (`stage-1` for one without),
 * then a number that counts FROM with an image (unless `--build-context` gives it) and each RUN, COPY, ADD and WORKDIR, those of ONBUILD
 * first. Podman names them in its own way. What fits no step is left out, and steps of which nothing was said are not there.
 */
export function builtSteps(model: Model, vertexes: readonly Vertex[]): ReadonlyMap<number, BuiltStep> {
  const named = vertexes.flatMap((vertex) => stepName(vertex) ?? []);
  const triggers = new Map<string, number>();
  for (const { stage, number, isTrigger } of named) {
    if (isTrigger) {
      triggers.set(stage, Math.max(triggers.get(stage) ?? 0, number));
    }
  }
  const stages = stepsByStage(model, namedContexts(vertexes));
  const built = new Map<number, BuiltStep>();
  for (const { stage, number, isTrigger, keyword, vertex } of named) {
    const found = stages.get(stage);
    if (found === undefined || isTrigger) {
      continue;
    }
    const before = triggers.get(stage) ?? found.before;
    const node = found.steps[number - before - 1];
    if (node?.instruction.keyword === keyword) {
      const { state, seconds, since, output, error } = vertex;
      const step: BuiltStep = { node: node.index, state, seconds, since, output, error };
      built.set(node.index, together(built.get(node.index), step));
    }
  }
  for (const vertex of vertexes) {
    const node = podmanStep(model, vertex.name);
    if (node !== undefined) {
      const { state, seconds, since, output, error } = vertex;
      built.set(node.index, { node: node.index, state, seconds, since, output, error });
    }
  }
  return built;
}

/** `[2/3] STEP 4/6: RUN`, without the stage where only one is looked at. */
const PODMAN_STEP = /^(?:\[(\d+)\/\d+\] )?STEP (\d+)\/(\d+): ([A-Za-z]+)(?: |$)/;

/**
 * The step that Podman names: it counts the stages of the file up to the target, and in each of them every instruction from its FROM
 * on. Undefined for what is no step, and where the stage has another number of instructions.
 */
function podmanStep({ stages, nodes }: Model, name: string): Node | undefined {
  const [, stage = '1', number, total, keyword] = PODMAN_STEP.exec(name) ?? [];
  const { first = 0, end = 0 } = stages[Number(stage) - 1] ?? {};
  const node = number === undefined ? undefined : nodes[first + Number(number) - 1];
  return node?.kind === 'layer' &&
    node.index < end &&
    end - first === Number(total) &&
    node.instruction.keyword === keyword?.toUpperCase()
    ? node
    : undefined;
}

interface StepName {
  readonly stage: string;
  readonly number: number;
  readonly isTrigger: boolean;
  readonly keyword: string;
  readonly vertex: Vertex;
}

/** `[stage 2/5] RUN`; a platform or two may stand before the stage: `[linux/amd64->arm64 build 2/5]`. */
const STEP = /^\[(?:(\S+) )?(?:(\S+) )? *(\d+)\/\d+\] (ONBUILD )?(?:LINK )?([A-Za-z]+)(?: |$)/;

function stepName(vertex: Vertex): StepName | undefined {
  const [, first, second, number, trigger, keyword = ''] = STEP.exec(vertex.name) ?? [];
  if (number === undefined) {
    return undefined;
  }
  const stage = second ?? (first?.includes('/') === true ? '' : (first ?? ''));
  return {
    stage: stage.toLowerCase(),
    number: Number(number),
    isTrigger: trigger !== undefined,
    keyword: keyword.toUpperCase(),
    vertex,
  };
}

interface StageSteps {
  readonly steps: readonly Node[];
  /** 1 where FROM is counted. */
  readonly before: number;
}

/**
 * Images that `--build-context` gives, as `[context node:22] load metadata …` names them: a FROM with one has no number.
 */
function namedContexts(vertexes: readonly Vertex[]): ReadonlySet<string> {
  return new Set(
    vertexes.flatMap(({ name }) => {
      const [, context] = /^\[context (\S+)\] /.exec(name) ?? [];
      return context === undefined ? [] : [familiar(context)];
    }),
  );
}

/** `node` for `docker.io/library/node:latest`. */
function familiar(image: string): string {
  return image.replace(/^(docker\.io\/)?(library\/)?/, '').replace(/:latest$/, '');
}

function stepsByStage(model: Model, contexts: ReadonlySet<string>): ReadonlyMap<string, StageSteps> {
  const stages = new Map<string, StageSteps>();
  for (const { index, name, base, first, end } of model.stages) {
    const steps = model.nodes.slice(first, end).filter(({ kind }) => kind === 'layer');
    const isCounted = base.kind === 'image' && !contexts.has(familiar(base.name ?? ''));
    const found = { steps, before: isCounted ? 1 : 0 };
    stages.set(name?.toLowerCase() ?? `stage-${index}`, found);
    if (model.stages.length === 1) {
      // An image that a COPY reads counts as a second stage, and then the only one has its name.
      stages.set('', found);
    }
  }
  return stages;
}

/** Of two states the one that says more of what is going on. */
const WEIGHT: Readonly<Record<StepState, number>> = {
  waiting: 0,
  cached: 1,
  done: 2,
  cancelled: 3,
  running: 4,
  failed: 5,
};

function together(one: BuiltStep | undefined, other: BuiltStep): BuiltStep {
  if (one === undefined) {
    return other;
  }
  const more = WEIGHT[other.state] > WEIGHT[one.state] ? other : one;
  // What is finished for one platform and not begun for the other is still going on.
  const state = one.state === 'waiting' || other.state === 'waiting' ? waitingFor(more.state) : more.state;
  const seconds =
    one.seconds === undefined || other.seconds === undefined
      ? (one.seconds ?? other.seconds)
      : Math.max(one.seconds, other.seconds);
  return { ...more, state, seconds };
}

function waitingFor(state: StepState): StepState {
  return state === 'done' || state === 'cached' ? 'waiting' : state;
}
