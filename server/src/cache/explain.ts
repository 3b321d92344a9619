import type { Model } from '../model/types.ts';
import { variableNames } from './copy-parts.ts';
import type { StepDefinition } from './definition.ts';
import { settingsOf } from './environment.ts';
import { fileChanges } from './file-changes.ts';
import { isBuilt } from './graph.ts';
import type { Graph, Vertex } from './graph.ts';
import { stepText } from './known-keys.ts';
import { likelySame } from './same-image.ts';
import type { Earlier } from './known-keys.ts';
import type { Builder, Cause } from './types.ts';

/** Both sides of a comparison. */
export interface Sides {
  readonly earlier: Earlier;
  readonly after: Graph;
  /** What `stepText` gives for the steps of the state after. */
  readonly stepsAfter: ReadonlySet<string>;
  readonly builder: Builder;
}

/**
 * Why a step that nothing above it makes run is not taken from the cache: what differs from the step that stood in its place
 * before. The place is what it stands on; where that did not exist before either, it is the same place of the same stage.
 */
export function explain(vertex: Vertex, sides: Sides): Cause {
  const { step } = vertex;
  if (vertex.stage !== undefined) {
    return doubtedBase(vertex.stage, sides);
  }
  if (!step || vertex.outcome === 'cached') {
    // A COPY --link whose copy is there already, put on other layers than before.
    return { kind: 'instruction', change: 'moved', before: undefined };
  }
  const neighbours = step.linked ? inPlace(vertex, sides) : sides.earlier.on(vertex.root);
  const same = neighbours.find((other) => other.step && stepText(other.step) === stepText(step));
  const difference = same && differenceOf(same, vertex, sides);
  if (difference) {
    return difference;
  }
  const { inputs } = sides.earlier.graph;
  if (neighbours.length === 0) {
    const base = baseCause(vertex, step, sides);
    if (base) {
      return base;
    }
  }
  const other = placeTaken(step, neighbours, sides);
  if (other?.step) {
    const variable = expansionCause(other.step, step, sides);
    if (variable) {
      return variable;
    }
  }
  if (sides.earlier.hasStep(step) && inputs.model.stages.length > 0) {
    return { kind: 'instruction', change: 'moved', before: other?.step?.text };
  }
  return other?.step
    ? { kind: 'instruction', change: 'edited', before: other.step.text }
    : { kind: 'instruction', change: 'added', before: undefined };
}

/** An image that may be what another name stood for. */
function doubtedBase(index: number, { earlier, after }: Sides): Cause {
  const before = earlier.graph.inputs.model;
  const stage = after.inputs.model.stages[index];
  const now = stage?.base.kind === 'image' ? stage.base.name : undefined;
  const old = now === undefined ? undefined : likelySame(before, after.inputs.model).get(now);
  return { kind: 'base', before: old, after: now, node: stage?.first ?? 0 };
}

/** The step at the same place of the stage with the same name, or else the same number. */
function inPlace({ step, rank }: Vertex, { earlier, after }: Sides): readonly Vertex[] {
  const stage = step && earlierStage(step.stage, earlier.graph.inputs.model, after.inputs.model);
  const steps = stage === undefined ? undefined : earlier.graph.stages[stage];
  const same = steps?.find((other) => other.step && step && stepText(other.step) === stepText(step));
  const found = same ?? steps?.[rank];
  return found ? [found] : [];
}

function earlierStage(stage: number, before: Model, after: Model): number | undefined {
  const name = after.stages[stage]?.name?.toLowerCase();
  const named =
    name === undefined ? -1 : before.stages.findIndex((other) => other.name?.toLowerCase() === name);
  if (named >= 0) {
    return named;
  }
  return before.stages[stage] ? stage : undefined;
}

/** The step whose place was taken: not one that is still there, further down. */
function placeTaken(
  step: StepDefinition,
  neighbours: readonly Vertex[],
  { stepsAfter }: Sides,
): Vertex | undefined {
  const gone = neighbours.filter((other) => other.step && !stepsAfter.has(stepText(other.step)));
  return gone.find((other) => other.step?.keyword === step.keyword) ?? gone[0];
}

/** Steps that say the same differ in what they take over from above, or in what they read. */
function differenceOf(before: Vertex, after: Vertex, sides: Sides): Cause | undefined {
  const was = before.step;
  const is = after.step;
  if (!was || !is) {
    return undefined;
  }
  if (was.inherited.environment !== is.inherited.environment) {
    return (
      changedVariable(undefined, was, is, sides) ?? {
        kind: 'setting',
        setting: 'order',
        node: is.variables?.setting.node,
      }
    );
  }
  for (const setting of ['workdir', 'user', 'shell', 'platform', 'epoch'] as const) {
    if (was.inherited[setting] !== is.inherited[setting]) {
      const setter = setting === 'platform' || setting === 'epoch' ? undefined : is.setters[setting];
      return { kind: 'setting', setting, node: setter };
    }
  }
  for (const [index, read] of after.reads.entries()) {
    const old = before.reads[index];
    if (old && old.key !== read.key) {
      const { from } = read.read;
      if (from.kind === 'context' || read.contents.length > 0) {
        const files = fileChanges(old, read);
        if (files) {
          return files;
        }
      } else {
        const stage = from.kind === 'stage' ? sides.after.inputs.model.stages[from.stage] : undefined;
        const name = stage ? (stage.name ?? String(stage.index)) : from.kind === 'named' ? from.name : '';
        return { kind: 'source', after: name };
      }
    }
  }
  return undefined;
}

/** A step that is written the same but means something else, since a variable in it has another value. */
function expansionCause(was: StepDefinition, is: StepDefinition, sides: Sides): Cause | undefined {
  if (was.text !== is.text) {
    return undefined;
  }
  const variable = changedVariable(variableNames(is.text), was, is, sides);
  if (variable) {
    return variable;
  }
  return was.setters.workdir === undefined && is.setters.workdir === undefined
    ? undefined
    : { kind: 'setting', setting: 'workdir', node: is.setters.workdir };
}

/** The first of the named variables, or of all, whose value differs. */
function changedVariable(
  names: readonly string[] | undefined,
  was: StepDefinition,
  is: StepDefinition,
  { earlier, after }: Sides,
): Cause | undefined {
  const before = settingsOf(was.variables);
  const now = settingsOf(is.variables);
  const asked = names ?? [...now.keys(), ...before.keys()];
  const name = asked.find((each) => before.get(each)?.value !== now.get(each)?.value);
  if (name === undefined) {
    return undefined;
  }
  const old = before.get(name);
  const found = now.get(name);
  const given = [earlier.graph, after].some(
    ({ inputs }) => inputs.model.options.buildArgs?.has(name) === true,
  );
  const buildArg = given && (found ?? old)?.kind === 'ARG';
  return { kind: 'variable', name, before: old?.value, after: found?.value, buildArg, node: found?.node };
}

/** The first step on a base that nothing stood on before: another image, or a stage that was not built. */
function baseCause(
  vertex: Vertex,
  step: StepDefinition,
  { earlier, after, builder }: Sides,
): Cause | undefined {
  if (vertex.previous?.step) {
    return undefined;
  }
  const before = earlier.graph.inputs.model;
  const stage = earlierStage(step.stage, before, after.inputs.model);
  const was = stage === undefined ? undefined : before.stages[stage];
  const is = after.inputs.model.stages[step.stage];
  if (!was || !is) {
    return undefined;
  }
  if (!isBuilt(before, was.index, builder)) {
    return { kind: 'unbuilt' };
  }
  const [old, now] = [was, is].map(({ base }) =>
    base.kind === 'image' ? base.name : base.kind === 'scratch' ? 'scratch' : undefined,
  );
  if (old !== now) {
    return { kind: 'base', before: old, after: now, node: is.first };
  }
  return was.platform === is.platform && before.options.platform === after.inputs.model.options.platform
    ? undefined
    : { kind: 'setting', setting: 'platform', node: is.first };
}
