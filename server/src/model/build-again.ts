import { countWhile } from '../syntax/ascending.ts';
import type { Dockerfile, Instruction } from '../syntax/types.ts';
import { carryOn, makingOf, type Begun, type Making } from './build.ts';
import { frameOf, type Frame } from './frame.ts';
import { copyOf } from './stage-draft.ts';
import type { BuildOptions, Model, Stage } from './types.ts';

/**
 * The same for a text of which an earlier version has a model: stages above the first change are taken from there, and are the
 * same objects where their roles are the same, too. While somebody goes on writing in one instruction, its stage is taken as far as
 * that: it is another object, with the same nodes.
 */
export function buildModelAgain(file: Dockerfile, options: BuildOptions, before: Model): Model {
  const frame = frameOf(file, options, {});
  return carryOn(begunAbove(file, { options, before, frame }), file, options);
}

/** What stands above the first instruction that has changed, and nothing where the others could change what it means. */
function begunAbove(
  file: Dockerfile,
  {
    options,
    before,
    frame,
  }: { readonly options: BuildOptions; readonly before: Model; readonly frame: Frame },
): Begun {
  const made = makingOf(before);
  const changed = firstDifference(file.instructions, before.file.instructions);
  const none = { nodes: [], drafts: [], stages: [], frame, changed };
  if (
    made === undefined ||
    file.escape !== before.file.escape ||
    frame.stageNames !== made.frame.stageNames
  ) {
    return none;
  }
  const isAsked = sameOptions(options, before.options);
  const endsAbove = ({ end }: Stage): boolean =>
    end < changed || (end === changed && file.instructions[end]?.keyword === 'FROM');
  const kept = isAsked ? countWhile(before.stages, endsAbove) : 0;
  const last = before.stages[kept - 1];
  const halfway = isAsked ? halfwayTo(changed, kept, made) : undefined;
  if (last === undefined && halfway === undefined) {
    return none;
  }
  const drafts = [...made.drafts.slice(0, kept), ...(halfway === undefined ? [] : [copyOf(halfway.draft)])];
  for (const { name, index } of drafts) {
    if (name !== undefined) {
      frame.opened.set(name.toLowerCase(), index);
    }
  }
  return {
    nodes: before.nodes.slice(0, halfway?.index ?? last?.end),
    drafts,
    stages: before.stages.slice(0, kept),
    frame: { ...frame, globalArgs: made.frame.globalArgs },
    changed,
    halfway,
  };
}

/** The stage of an index that stands above an instruction which has changed, as far as it was kept. */
function halfwayTo(changed: number, stage: number, { halfway }: Making): Making['halfway'] {
  return halfway?.draft.index === stage && halfway.index <= changed ? halfway : undefined;
}

/** Whether a build is told the same. */
export function sameOptions(one: BuildOptions, other: BuildOptions): boolean {
  return (
    one === other ||
    (one.target === other.target &&
      one.platform === other.platform &&
      sameNames(one.others ?? [], other.others ?? []) &&
      sameEntries(one.buildArgs ?? new Map(), other.buildArgs ?? new Map()) &&
      sameEntries(one.contexts ?? new Map(), other.contexts ?? new Map()))
  );
}

function sameNames(one: readonly (string | undefined)[], other: readonly (string | undefined)[]): boolean {
  return one.length === other.length && one.every((name, index) => other[index] === name);
}

function sameEntries(one: ReadonlyMap<string, unknown>, other: ReadonlyMap<string, unknown>): boolean {
  return one.size === other.size && [...one].every(([key, value]) => other.get(key) === value);
}

function firstDifference(now: readonly Instruction[], then: readonly Instruction[]): number {
  const most = Math.min(now.length, then.length);
  let index = 0;
  while (index < most && now[index] === then[index]) {
    index++;
  }
  return index;
}
