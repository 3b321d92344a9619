import { parsedOf } from '../syntax/instruction.ts';
import type { Dockerfile, Instruction, ParsedInstruction } from '../syntax/types.ts';
import { expand } from './expand.ts';
import { frameOf, type Frame } from './frame.ts';
import { configOf } from './image-config.ts';
import { carryOut, copyOf, openStage, type StageDraft } from './stage-draft.ts';
import { linksOf, rolesFor } from './stages.ts';
import type { Observer } from './step.ts';
import type { BuildOptions, ImageConfig, Kind, Model, Node, Role, Stage } from './types.ts';

/** Stages, steps and layers of a parsed Dockerfile, in one forward pass. Never throws. */
export function buildModel(file: Dockerfile, options: BuildOptions = {}, observer: Observer = {}): Model {
  return carryOn(
    { nodes: [], drafts: [], stages: [], frame: frameOf(file, options, observer) },
    file,
    options,
  );
}

/** A model as far as it is built: whole stages. */
export interface Begun {
  readonly nodes: Node[];
  readonly drafts: StageDraft[];
  /** Of a model before, those that the drafts were made into. */
  readonly stages: readonly Stage[];
  readonly frame: Frame;
  /** The instruction that is written anew: what its stage has come to above it is kept for the next version. */
  readonly changed?: number | undefined;
  /** What was kept of the model before, and still holds. */
  readonly halfway?: Halfway | undefined;
}

/** A stage as far as the instruction of an index, which it has not carried out yet. */
export interface Halfway {
  readonly index: number;
  readonly draft: StageDraft;
}

/** What a model was made of. */
export interface Making extends Pick<Begun, 'drafts' | 'frame'> {
  /** The stage of the instruction that was written anew, if it is one of a stage. */
  readonly halfway: Halfway | undefined;
}

/** Builds the rest. */
export function carryOn(begun: Begun, file: Dockerfile, options: BuildOptions): Model {
  const { nodes, drafts, frame, changed } = begun;
  let { halfway } = begun;
  for (let index = nodes.length; index < file.instructions.length; index++) {
    const instruction = file.instructions[index];
    if (instruction === undefined) {
      break;
    }
    const parsed = parsedOf(file, instruction);
    if (instruction.keyword === 'FROM') {
      const draft = openStage(index, parsed, frame, drafts);
      drafts.push(draft);
      nodes.push(plainNode(index, instruction, draft.index, 'base'));
      continue;
    }
    const stage = drafts[drafts.length - 1];
    if (index === changed && stage !== undefined) {
      halfway = { index, draft: copyOf(stage) };
    }
    nodes.push(
      stage
        ? stageNode(index, instruction, parsed, stage, frame)
        : globalNode(index, instruction, parsed, frame),
    );
  }
  return finish(file, options, { begun, halfway });
}

/** What a model was made of, for the one of the next version. */
export function makingOf(model: Model): Making | undefined {
  return makings.get(model);
}

const makings = new WeakMap<Model, Making>();

function stageNode(
  index: number,
  instruction: Instruction,
  parsed: ParsedInstruction,
  stage: StageDraft,
  frame: Frame,
): Node {
  if (!instruction.known) {
    return plainNode(index, instruction, stage.index, 'unknown');
  }
  if (instruction.keyword === 'ONBUILD') {
    stage.triggers.push(index);
    const { keyword } = instruction;
    frame.observer.stored?.({ node: index, stage: stage.index, keyword, parsed, state: stage.state });
    return plainNode(index, instruction, stage.index, 'trigger');
  }
  const step = { node: index, stage: stage.index, keyword: instruction.keyword, parsed, state: stage.state };
  const { detail, layer } = carryOut(step, stage, frame);
  const kind: Kind = layer ? 'layer' : instruction.keyword === 'ARG' ? 'argument' : 'metadata';
  return {
    index,
    instruction,
    stage: stage.index,
    kind,
    layer: layer ? stage.layersBefore + stage.layers : undefined,
    detail,
  };
}

/** Before the first FROM only ARG is allowed; its default is expanded with the global ARGs above it (buildMetaArgs). */
function globalNode(index: number, instruction: Instruction, parsed: ParsedInstruction, frame: Frame): Node {
  if (instruction.keyword !== 'ARG') {
    return plainNode(index, instruction, undefined, 'unknown');
  }
  const pairs = parsed.pairs.map(({ name, value }) => {
    const given =
      frame.buildArgs.get(name) ??
      (value === undefined
        ? undefined
        : expand(value, frame.escape, (key) => frame.globalArgs.get(key)).text);
    if (given !== undefined) {
      frame.globalArgs.set(name, given);
    }
    return { name, value: given };
  });
  return {
    index,
    instruction,
    stage: undefined,
    kind: 'argument',
    layer: undefined,
    detail: { kind: 'pairs', pairs },
  };
}

function plainNode(index: number, instruction: Instruction, stage: number | undefined, kind: Kind): Node {
  return { index, instruction, stage, kind, layer: undefined, detail: { kind: 'none' } };
}

function finish(
  file: Dockerfile,
  options: BuildOptions,
  { begun, halfway }: { readonly begun: Begun; readonly halfway: Halfway | undefined },
): Model {
  const { nodes, drafts, frame } = begun;
  const roles = rolesFor(linksOf(drafts), frame.target);
  const stages = drafts.map((draft, index): Stage => {
    const role = roles[index] ?? 'unused';
    const before = begun.stages[index];
    return before?.role === role ? before : stageOf(draft, role, drafts[index + 1]?.first ?? nodes.length);
  });
  const { target, unknownTarget } = frame;
  const model = { file, options, nodes, stages, target, unknownTarget };
  makings.set(model, { drafts, frame, halfway });
  return model;
}

function stageOf(draft: StageDraft, role: Role, end: number): Stage {
  let config: ImageConfig | undefined;
  return {
    index: draft.index,
    name: draft.name,
    base: draft.base,
    platform: draft.platform,
    role,
    first: draft.first,
    end,
    layersBefore: draft.layersBefore,
    layers: draft.layers,
    reads: draft.reads,
    triggered: draft.triggered,
    get config() {
      return (config ??= configOf(draft.state));
    },
  };
}
