import type { Model, Node } from '../model/types.ts';
import { fileReadersOf, type FileReaders } from './file-readers.ts';
import { isBuilt } from './graph.ts';
import { isLinkedCopy } from './linked.ts';
import type { Builder } from './types.ts';
import { valueReach, variableReader } from './value-reach.ts';
import type { ValueReach } from './value-reach.ts';

/** What a change at one place makes the builder run again, counted without knowing any file (domain.md 2.1 and 2.2). */
export interface Reach extends FileReaders {
  /** Steps that run again after this step does: those below it in its stage and in the stages built FROM it. */
  readonly below: (node: number) => number;
  /** The first of those, at most so many, in document order. */
  readonly firstBelow: (node: number, most: number) => readonly number[];
  /** What runs again when this ENV, USER or SHELL sets another value, or `--build-arg` gives this ARG another. */
  readonly withValue: (node: number) => ValueReach;
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

  const variables = variableReader(model);
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
    ...fileReadersOf(model),
  };
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
