import { unfinishedIn } from '../fixes/unfinished.ts';
import { buildModel } from '../model/build.ts';
import { buildModelAgain } from '../model/build-again.ts';
import type { Model, Node } from '../model/types.ts';
import type { Instruction } from '../syntax/types.ts';
import { withoutInstructions } from '../syntax/without-instructions.ts';
import { openEndOf } from './open-end.ts';
import type { Facts, Finding } from './types.ts';

/** What rules look at of a Dockerfile, and what that means for all of it. */
export interface Settled {
  readonly facts: Facts;
  /** A finding of theirs as one of the whole Dockerfile; undefined where it stands at what is left out. */
  readonly asOfWhole: (finding: Finding) => Finding | undefined;
  /** The model as it was built, which the next version's is built from. */
  readonly built: Model;
}

const known = new WeakMap<Facts, Settled>();

/**
 * A Dockerfile without the steps that somebody is still writing: what they will be is not known, so no rule reports at them or because
 * of them, nor at any other instruction that is not finished. The lines that an unfinished instruction has swallowed are read as they
 * were before, and a last stage to which another may be added is not yet the image. `before`: the facts of an earlier version.
 */
export function settledOf(facts: Facts, before?: Facts): Settled {
  let settled = known.get(facts);
  if (settled === undefined) {
    const open = unfinishedIn(facts.model);
    const below = openEndOf(facts) ?? [];
    settled =
      open.length === 0 && below.length === 0
        ? { facts, asOfWhole: (finding) => finding, built: facts.model }
        : settle(facts, { open, below }, before && settledOf(before).built);
    known.set(facts, settled);
  }
  return settled;
}

/** What is left out, and what comes below the rest. */
interface Unsettled {
  readonly open: readonly Node[];
  readonly below: readonly Instruction[];
}

function settle(facts: Facts, { open, below }: Unsettled, before: Model | undefined): Settled {
  const { nodes } = facts.model;
  const built = modelOf(facts.model, { open, below }, before);
  const isOpen = new Set(open.map(({ index }) => index));
  const wholes = new Map(nodes.map(({ instruction, index }) => [instruction.start, index]));
  const wholeOf = (node: number): number | undefined =>
    wholes.get(built.nodes[node]?.instruction.start ?? -1);
  const model = withLayers(built, (node) => nodes[wholeOf(node) ?? -1]?.layer);
  return {
    facts: { ...facts, model, frequency: frequencyOf(facts, wholeOf) },
    asOfWhole: (finding) => {
      const node = wholeOf(finding.node);
      return node === undefined || isOpen.has(node) ? undefined : { ...finding, node };
    },
    built,
  };
}

function modelOf(model: Model, { open, below }: Unsettled, before: Model | undefined): Model {
  const { file, options } = model;
  const left = open.filter(isStep).map(({ instruction }) => instruction);
  const released = open.flatMap(({ instruction }) => (instruction.swallowed.length > 0 ? [instruction] : []));
  if (left.length + released.length + below.length === 0) {
    return model;
  }
  const rest = withoutInstructions(file, { left, released });
  const whole = { ...rest, instructions: [...rest.instructions, ...below] };
  return before === undefined ? buildModel(whole, options) : buildModelAgain(whole, options, before);
}

/** What does something by being there. Without a `USER` that is typed anew, the steps below it would have none. */
function isStep({ kind }: Node): boolean {
  return kind === 'layer' || kind === 'unknown';
}

/** The model with the numbers that layers have in the whole, where people see them. */
function withLayers(model: Model, layerOf: (node: number) => number | undefined): Model {
  const isSame = ({ index, layer }: Node): boolean => layer === (layerOf(index) ?? layer);
  return model.nodes.every(isSame)
    ? model
    : {
        ...model,
        nodes: model.nodes.map((node) =>
          isSame(node) ? node : { ...node, layer: layerOf(node.index) ?? node.layer },
        ),
      };
}

/** How often the files of the same instructions changed; not known of those that are none in the whole. */
function frequencyOf(
  { frequency }: Facts,
  wholeOf: (node: number) => number | undefined,
): Facts['frequency'] {
  return (
    frequency &&
    (() => {
      const all = frequency();
      const of = <Found>(node: number, find: (whole: number) => Found): Found | undefined => {
        const whole = wholeOf(node);
        return whole === undefined ? undefined : find(whole);
      };
      return (
        all && {
          changedIn: (node) => of(node, all.changedIn),
          rerunIn: (node) => of(node, all.rerunIn),
          hottestIn: (node) => of(node, all.hottestIn) ?? [],
        }
      );
    })
  );
}
