import type { Model, Node, Source, Stage } from '../model/types.ts';
import { countWhile } from '../syntax/ascending.ts';
import { parsedOf } from '../syntax/instruction.ts';
import type { ParsedInstruction } from '../syntax/types.ts';
import { isBuilt } from './graph.ts';
import { isLinkedCopy } from './linked.ts';
import type { Builder } from './types.ts';
import { valueReach, variableReader } from './value-reach.ts';
import type { ValueReach } from './value-reach.ts';

/** What a change at one place makes the builder run again, counted without knowing any file (domain.md 2.1 and 2.2). */
export interface Reach {
  /** Steps that run again after this step does: those below it in its stage and in the stages built FROM it. */
  readonly below: (node: number) => number;
  /** The first of those, at most so many, in document order. */
  readonly firstBelow: (node: number, most: number) => readonly number[];
  /** What runs again when this ENV, USER or SHELL sets another value, or `--build-arg` gives this ARG another. */
  readonly withValue: (node: number) => ValueReach;
  /** Nodes at or above which a changed file of the build context rebuilds this node, in document order along its chain. */
  readonly fileReaders: (node: number) => readonly number[];
  /** Nodes at or above which this node's chain reads a stage that reads files of the build context, in document order along it. */
  readonly outputReaders: (node: number) => readonly number[];
}

/**
 * Works out the reach of every instruction in time linear in the file. Stages that the target does not build are left out
 * of other stages' counts; inside such a stage its own steps count, as if it were built. For the classic builder every
 * instruction but FROM is a step, which stands on the one above (domain.md 1.3); `--link` means nothing to it.
 */
export function reachOf(model: Model, builder: Builder = 'buildkit'): Reach {
  const classic = builder === 'classic';
  const isStep = (node: Node): boolean =>
    classic ? node.kind !== 'base' && node.kind !== 'unknown' : node.kind === 'layer';
  const runsWithOthers = (node: Node): boolean => classic || !isLinked(node);
  const children = childrenOf(model);
  const below = new Array<number>(model.nodes.length).fill(0);
  const fromRun = new Array<number>(model.nodes.length).fill(0);
  const total = new Array<number>(model.stages.length).fill(0);
  const totalFromRun = new Array<number>(model.stages.length).fill(0);

  // A stage comes after the stage it is built FROM, so walking backwards meets every child before its parent.
  for (let index = model.stages.length - 1; index >= 0; index--) {
    const stage = model.stages[index];
    if (!stage) {
      continue;
    }
    const built = (children.get(index) ?? []).filter((child) => isBuilt(model, child, builder));
    let steps = sum(built, total);
    // An ARG of the classic builder is forgotten at the end of its stage.
    let afterRun = classic ? 0 : sum(built, totalFromRun);
    let ownLayers = 0;
    for (let at = stage.end - 1; at > stage.first; at--) {
      below[at] = steps;
      fromRun[at] = afterRun;
      const node = model.nodes[at];
      if (node && isStep(node)) {
        ownLayers += node.kind === 'layer' ? 1 : 0;
        steps += runsWithOthers(node) ? 1 : 0;
        afterRun = node.detail.kind === 'run' ? steps : afterRun;
      }
    }
    below[stage.first] = steps;
    fromRun[stage.first] = afterRun;
    total[index] = steps + (classic ? stage.triggered.length : stage.layers - ownLayers);
    totalFromRun[index] = afterRun;
  }

  const readers: (readonly number[])[] = [];
  const readersIn = (stage: Stage): readonly number[] =>
    (readers[stage.index] ??= fileReadersIn(stage, model));
  const outputs: (readonly number[])[] = [];
  const readsFiles: boolean[] = [];
  let areOutputsRead: boolean | undefined;
  const outputsIn = (stage: Stage): readonly number[] => {
    // A stage reads stages above it alone, so each one finds those that it reads worked out.
    for (let index = readsFiles.length; index < stage.index; index++) {
      const above = model.stages[index];
      readsFiles.push(above !== undefined && makesOfFiles(above, readersIn(above), readsFiles));
    }
    return (outputs[stage.index] ??= outputReadersIn(stage, model, readsFiles));
  };
  const variables = variableReader();
  return {
    below: (node) => below[node] ?? 0,
    firstBelow: (node, most) => {
      const found: number[] = [];
      const again = new Set([model.nodes[node]?.stage]);
      for (const other of model.nodes.slice(node + 1)) {
        if (found.length >= most) {
          break;
        }
        const own = other.stage === undefined ? undefined : model.stages[other.stage];
        if (own?.first !== other.index) {
          if (own && again.has(own.index) && isStep(other) && runsWithOthers(other)) {
            found.push(other.index);
          }
        } else if (
          own.base.kind === 'stage' &&
          again.has(own.base.stage) &&
          isBuilt(model, own.index, builder)
        ) {
          // A stage that is built FROM one whose steps run again runs again itself; it comes after that one.
          again.add(own.index);
          // What ONBUILD triggers runs at the FROM.
          if (own.triggered.length > 0) {
            found.push(other.index);
          }
        }
      }
      return found;
    },
    withValue: (node) => {
      const found = model.nodes[node];
      return found
        ? valueReach(model, found, {
            classic,
            isStep,
            below: (at) => below[at] ?? 0,
            fromNextRun: (at) => fromRun[at] ?? 0,
            variables,
          })
        : { steps: 0, first: undefined };
    },
    fileReaders: (node) => {
      const stage = model.nodes[node]?.stage;
      return stage === undefined ? [] : readersAbove(model, readersIn, stage, node);
    },
    outputReaders: (node) => {
      const stage = model.nodes[node]?.stage;
      areOutputsRead ??= model.stages.some(({ reads }) => reads.some(({ kind }) => kind === 'stage'));
      return stage === undefined || !areOutputsRead ? [] : readersAbove(model, outputsIn, stage, node);
    },
  };
}

/** Whether a step reads files of the build context: COPY or ADD of a path, or a RUN that mounts the context. */
export function readsContext(node: Node): boolean {
  const { detail } = node;
  return detail.kind === 'run'
    ? detail.mounts.some((mount) => mount.type === 'bind' && mount.from.kind === 'context')
    : detail.kind === 'copy' &&
        detail.copy.from.kind === 'context' &&
        detail.copy.sources.some(({ kind }) => kind === 'path');
}

/** A COPY --link is not rebuilt by what is above it, unless --chmod makes BuildKit copy plainly (domain.md, correction 6). */
export function isLinked(node: Node): boolean {
  return node.detail.kind === 'copy' && isLinkedCopy(node.detail.copy);
}

function childrenOf(model: Model): Map<number, number[]> {
  const children = new Map<number, number[]>();
  for (const stage of model.stages) {
    if (stage.base.kind === 'stage') {
      const list = children.get(stage.base.stage) ?? [];
      list.push(stage.index);
      children.set(stage.base.stage, list);
    }
  }
  return children;
}

function sum(stages: readonly number[], values: readonly number[]): number {
  return stages.reduce((all, stage) => all + (values[stage] ?? 0), 0);
}

/** Triggers of the base run at the FROM, and read there. */
function fileReadersIn({ first, end, triggered }: Stage, { file, nodes }: Model): readonly number[] {
  const found = triggered.some((index) => {
    const node = nodes[index];
    return node !== undefined && triggersCopy(parsedOf(file, node.instruction));
  })
    ? [first]
    : [];
  for (const node of nodes.slice(first, end)) {
    if (readsContext(node)) {
      found.push(node.index);
    }
  }
  return found;
}

/** Whether an ONBUILD copies from the build context. */
function triggersCopy({ trigger }: ParsedInstruction): boolean {
  return (
    (trigger?.keyword === 'COPY' || trigger?.keyword === 'ADD') &&
    !trigger.parsed.flags.some(({ name }) => name === 'from')
  );
}

/** Whether what a stage makes depends on files of the context, itself or by what it is built FROM or reads. */
function makesOfFiles({ base, reads }: Stage, own: readonly number[], above: readonly boolean[]): boolean {
  return (
    own.length > 0 ||
    (base.kind === 'stage' && above[base.stage] === true) ||
    reads.some((source) => source.kind === 'stage' && above[source.stage] === true)
  );
}

/** Instructions that read what such a stage makes. */
function outputReadersIn(
  { first, end, reads }: Stage,
  { nodes }: Model,
  readsFiles: readonly boolean[],
): readonly number[] {
  const isOutput = (source: Source): boolean => source.kind === 'stage' && readsFiles[source.stage] === true;
  return reads.some(isOutput)
    ? nodes
        .slice(first, end)
        .filter(
          ({ detail }) =>
            (detail.kind === 'copy' && isOutput(detail.copy.from)) ||
            (detail.kind === 'run' && detail.mounts.some(({ from }) => isOutput(from))),
        )
        .map(({ index }) => index)
    : [];
}

/** At most this many readers are looked up: nobody reads a longer list, and long chains stay cheap. */
const MAX_READERS = 12;

function readersAbove(
  model: Model,
  readersIn: (stage: Stage) => readonly number[],
  stage: number,
  node: number,
): readonly number[] {
  const found: number[] = [];
  let at: Stage | undefined = model.stages[stage];
  for (let hops = 0; at && found.length < MAX_READERS && hops < MAX_READERS * 8; hops++) {
    const own = readersIn(at);
    for (let i = countWhile(own, (reader) => reader <= node) - 1; i >= 0 && found.length < MAX_READERS; i--) {
      found.push(own[i] ?? 0);
    }
    at = at.base.kind === 'stage' ? model.stages[at.base.stage] : undefined;
  }
  return found.reverse();
}
