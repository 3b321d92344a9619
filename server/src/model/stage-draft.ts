import type { ParsedInstruction } from '../syntax/types.ts';
import { evaluate, type Effect } from './evaluate.ts';
import { expand } from './expand.ts';
import { stageName, type Frame } from './frame.ts';
import { baseOf, imageOf } from './stage-base.ts';
import { copyOfState, imageState, inherit, scratchState, type StageState } from './stage-state.ts';
import type { Step } from './step.ts';
import type { Base, Detail, Source } from './types.ts';

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

/** Opens the stage of a FROM, and carries out what the stage below it triggers. */
export function openStage(
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

/** The same, which goes on by itself. */
export function copyOf(draft: StageDraft): StageDraft {
  const { reads, triggers, state } = draft;
  return { ...draft, reads: [...reads], triggers: [...triggers], state: copyOfState(state) };
}

/** Carries an instruction out in a stage: changes its state, counts its layers and notes what it reads of others. */
export function carryOut(step: Step, stage: StageDraft, frame: Frame): Effect {
  frame.observer.before?.(step);
  const effect = evaluate(step.keyword, step.parsed, step.state, frame);
  noteReads(effect.detail, stage);
  stage.layers += effect.layer ? 1 : 0;
  frame.observer.after?.(step, effect.detail, effect.layer);
  return effect;
}

function parsedTrigger(node: number, frame: Frame): ParsedInstruction['trigger'] {
  const instruction = frame.instructions[node];
  return instruction && frame.parsedOf(instruction).trigger;
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
