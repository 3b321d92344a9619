import { parsedOf } from '../syntax/instruction.ts';
import type { Dockerfile, Instruction, ParsedInstruction } from '../syntax/types.ts';
import { evaluate, type Effect, type Surroundings } from './evaluate.ts';
import { expand } from './expand.ts';
import { predefinedArgs } from './global-args.ts';
import { configOf } from './image-config.ts';
import { imageState, inherit, scratchState, type StageState } from './stage-state.ts';
import { linksOf, rolesFor } from './stages.ts';
import type {
  Base,
  BuildOptions,
  Detail,
  ImageConfig,
  Kind,
  Model,
  Node,
  Role,
  Source,
  Stage,
} from './types.ts';

/** One instruction (or an ONBUILD trigger at the FROM it runs at) while a stage's state is worked out. */
export interface Step {
  /** Node index: the ONBUILD's own for a trigger. */
  readonly node: number;
  readonly stage: number;
  readonly keyword: string;
  readonly parsed: ParsedInstruction;
  /** Before the instruction when `before` gets it, after it when `after` does; later steps change it further. */
  readonly state: StageState;
}

/** Looks over the shoulder of the pass. */
export interface Observer {
  readonly before?: (step: Step) => void;
  readonly after?: (step: Step, detail: Detail, layer: boolean) => void;
  /** An ONBUILD, which only stores what it triggers. */
  readonly stored?: (step: Step) => void;
}

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
}

/** Builds the rest. */
export function carryOn(begun: Begun, file: Dockerfile, options: BuildOptions): Model {
  const { nodes, drafts, frame } = begun;
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
    nodes.push(
      stage
        ? stageNode(index, instruction, parsed, stage, frame)
        : globalNode(index, instruction, parsed, frame),
    );
  }
  return finish(file, options, begun);
}

/** What a model was made of, for the one of the next version. */
export function makingOf(model: Model): Pick<Begun, 'drafts' | 'frame'> | undefined {
  return makings.get(model);
}

const makings = new WeakMap<Model, Pick<Begun, 'drafts' | 'frame'>>();

/** What one pass over a file shares. */
export interface Frame extends Surroundings {
  readonly globalArgs: Map<string, string>;
  readonly parsedOf: (instruction: Instruction) => ParsedInstruction;
  readonly instructions: readonly Instruction[];
  /** Lower-cased stage names to the last stage that has it: what `--from=` and the target mean. */
  readonly names: ReadonlyMap<string, number>;
  readonly stageCount: number;
  /** The names of all stages, as they are written, on a line each: what `--from=` may mean, above and below. */
  readonly stageNames: string;
  readonly target: number | undefined;
  readonly unknownTarget: boolean;
  readonly contexts: BuildOptions['contexts'];
  /** Names of the stages opened so far: what FROM means. */
  readonly opened: Map<string, number>;
  readonly observer: Observer;
}

/** A stage that is being built. */
export interface StageDraft {
  readonly index: number;
  readonly name: string | undefined;
  readonly base: Base;
  readonly platform: string | undefined;
  readonly first: number;
  readonly layersBefore: number;
  layers: number;
  readonly reads: Source[];
  readonly triggered: readonly number[];
  readonly triggers: number[];
  readonly state: StageState;
}

/** What the pass begins with. */
export function frameOf(file: Dockerfile, options: BuildOptions, observer: Observer): Frame {
  const stageNames = file.instructions
    .filter(({ keyword }) => keyword === 'FROM')
    .map((instruction) => stageName(parsedOf(file, instruction)) ?? '');
  const names = new Map<string, number>();
  for (const [index, name] of stageNames.entries()) {
    if (name !== '') {
      names.set(name.toLowerCase(), index);
    }
  }
  const lastName = stageNames[stageNames.length - 1] ?? '';
  const stageCount = stageNames.length;
  const last = stageCount > 0 ? stageCount - 1 : undefined;
  const wanted = options.target === undefined ? last : names.get(options.target.toLowerCase());
  const { buildArgs = new Map<string, string>(), contexts } = options;
  return {
    escape: file.escape,
    buildArgs,
    globalArgs: predefinedArgs(options.platform ?? 'linux/amd64', options.target ?? lastName, buildArgs),
    source: (name) =>
      contexts?.has(name) === true ? { kind: 'image', name } : sourceNamed(name, names, stageCount),
    contexts,
    parsedOf: (instruction) => parsedOf(file, instruction),
    instructions: file.instructions,
    names,
    stageCount,
    stageNames: stageNames.join('\n'),
    target: wanted ?? last,
    unknownTarget: wanted === undefined && last !== undefined,
    opened: new Map(),
    observer,
  };
}

/** `--from=` takes a stage's index or name, else an image (toCommand in dockerfile2llb/convert.go). */
function sourceNamed(name: string, names: ReadonlyMap<string, number>, stageCount: number): Source {
  const index = /^\d+$/.test(name) ? Number(name) : undefined;
  if (index !== undefined && index < stageCount) {
    return { kind: 'stage', stage: index };
  }
  const stage = names.get(name.toLowerCase());
  return stage === undefined ? { kind: 'image', name } : { kind: 'stage', stage };
}

/** The name in `FROM image AS name`, or undefined. */
function stageName(parsed: ParsedInstruction): string | undefined {
  const [, as, name] = parsed.args;
  return as?.text.toLowerCase() === 'as' ? name?.text : undefined;
}

function openStage(
  first: number,
  parsed: ParsedInstruction,
  frame: Frame,
  drafts: readonly StageDraft[],
): StageDraft {
  const lookup = (name: string): string | undefined => frame.globalArgs.get(name);
  const base = baseOf(parsed.args[0]?.text ?? '', frame);
  const platform = parsed.flags.find((flag) => flag.name === 'platform')?.value;
  const parent = base.kind === 'stage' ? drafts[base.stage] : undefined;
  const name = stageName(parsed);
  const draft: StageDraft = {
    index: drafts.length,
    name,
    base,
    platform: platform === undefined ? undefined : expand(platform, frame.escape, lookup).text,
    first,
    layersBefore: parent ? parent.layersBefore + parent.layers : 0,
    layers: 0,
    reads: [],
    triggered: parent?.triggers ?? [],
    triggers: [],
    state: parent
      ? inherit(parent.state)
      : base.kind === 'scratch'
        ? scratchState()
        : imageState(imageOf(base, platform)),
  };
  if (name !== undefined) {
    frame.opened.set(name.toLowerCase(), draft.index);
  }
  for (const index of draft.triggered) {
    const trigger = parsedTrigger(index, frame);
    if (trigger) {
      carryOut({ ...trigger, node: index, stage: draft.index, state: draft.state }, draft, frame);
    }
  }
  return draft;
}

/** The image that a stage certainly starts from, unless it is one for Windows. */
function imageOf(base: Base, platform: string | undefined): string | undefined {
  const isWindows = platform?.toLowerCase().startsWith('windows') === true;
  const isKnown = base.kind === 'image' && base.maybe === undefined && !isWindows;
  return isKnown ? base.name : undefined;
}

/** A name in lower case may be an earlier stage; BuildKit looks names up as they are written (addState). */
function baseOf(word: string, { escape, globalArgs, opened, contexts }: Frame): Base {
  const name = expand(word, escape, (variable) => globalArgs.get(variable)).text;
  const stage = opened.get(name);
  if (stage !== undefined && contexts?.has(name) !== true) {
    return { kind: 'stage', stage };
  }
  if (name === 'scratch') {
    return { kind: 'scratch' };
  }
  if (name === '') {
    return { kind: 'image', name: undefined };
  }
  if (name === word || !isBrokenReference(name)) {
    return { kind: 'image', name };
  }
  const partly = (unset: (variable: string) => string): string =>
    expand(word, escape, (variable) => globalArgs.get(variable) ?? unset(variable)).text;
  const partlyNamed = partly((variable) => `\${${variable}}`);
  const maybe = stagesLike(partly(() => UNSET).split(UNSET), opened);
  return maybe.length === 0
    ? { kind: 'image', name: partlyNamed }
    : { kind: 'image', name: partlyNamed, maybe };
}

/** No name holds this character, so that what stands between variables is found again. */
const UNSET = '\u0000';

/** The stages whose names begin and end like what is known of a name. */
function stagesLike(parts: readonly string[], opened: ReadonlyMap<string, number>): readonly number[] {
  const [start = ''] = parts;
  const end = parts[parts.length - 1] ?? '';
  return [...opened].flatMap(([name, stage]) =>
    name.length >= start.length + end.length && name.startsWith(start) && name.endsWith(end) ? [stage] : [],
  );
}

/**
 * Whether what is left of a name without the values of its variables is no reference to an image: `node:-slim`, `registry//node`,
 * `base-`. It never is one in a build that works, so somebody gives a value (github.com/distribution/reference, regexp.go).
 */
function isBrokenReference(name: string): boolean {
  return /^[/:@._-]|[/:@._-]$|[/:@][/:@._-]|[._-][/:@]/.test(name);
}

function parsedTrigger(node: number, frame: Frame): ParsedInstruction['trigger'] {
  const instruction = frame.instructions[node];
  return instruction && frame.parsedOf(instruction).trigger;
}

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

function carryOut(step: Step, stage: StageDraft, frame: Frame): Effect {
  frame.observer.before?.(step);
  const effect = evaluate(step.keyword, step.parsed, step.state, frame);
  noteReads(effect.detail, stage);
  stage.layers += effect.layer ? 1 : 0;
  frame.observer.after?.(step, effect.detail, effect.layer);
  return effect;
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

function noteReads(detail: Detail, stage: StageDraft): void {
  if (detail.kind === 'copy' && detail.copy.from.kind !== 'context') {
    stage.reads.push(detail.copy.from);
  } else if (detail.kind === 'run') {
    for (const mount of detail.mounts) {
      if (mount.from.kind !== 'context') {
        stage.reads.push(mount.from);
      }
    }
  }
}

function finish(file: Dockerfile, options: BuildOptions, begun: Begun): Model {
  const { nodes, drafts, frame } = begun;
  const roles = rolesFor(linksOf(drafts), frame.target);
  const stages = drafts.map((draft, index): Stage => {
    const role = roles[index] ?? 'unused';
    const before = begun.stages[index];
    return before?.role === role ? before : stageOf(draft, role, drafts[index + 1]?.first ?? nodes.length);
  });
  const { target, unknownTarget } = frame;
  const model = { file, options, nodes, stages, target, unknownTarget };
  makings.set(model, { drafts, frame });
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
