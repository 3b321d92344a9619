import type { Model } from '../model/types.ts';
import type { ContextReader } from './context-content.ts';
import { buildGraph } from './graph.ts';
import { keyTable } from './key-table.ts';
import type { KeyTable } from './key-table.ts';
import { selectorText } from './selector.ts';
import type { Builder } from './types.ts';

/** A Dockerfile and what it is built with. */
export interface PlacedBuild {
  readonly model: Model;
  /** Equal texts mean the same folder with the same ignore rules. Undefined where that is not known, which equals nothing. */
  readonly context: string | undefined;
}

/** The same step in another Dockerfile. */
export interface SharedStep {
  /** Its position among the others. */
  readonly build: number;
  /** In the other's model. */
  readonly node: number;
}

/** Tells which steps of a Dockerfile others have too: by node, with the first such step of each other. Never throws. */
export type FindShared = (build: PlacedBuild) => ReadonlyMap<number, readonly SharedStep[]>;

/**
 * Learns the steps of many Dockerfiles, one between two yields, to tell again and again which of them another has too, all that they
 * stand on included. A builder takes these for one step, by its key (domain.md 2.1), and so runs and stores it once, as long as the
 * names of images and URLs stand for the same in both. What can't be known to be equal is left out: bases without a known name, files
 * of other folders, other frontends, a Dockerfile with an instruction that is none.
 */
export function* sharedSteps(
  others: readonly PlacedBuild[],
  { builder }: { readonly builder: Builder },
): Generator<undefined, FindShared> {
  const table = keyTable();
  const byFrontend = new Map<string, Map<number, SharedStep[]>>();
  for (const [build, other] of others.entries()) {
    const frontend = frontendOf(other);
    const known = byFrontend.get(frontend) ?? new Map<number, SharedStep[]>();
    byFrontend.set(frontend, known);
    for (const [key, [node = 0]] of nodesByKey(other, { builder, table, unknown: `there ${build}` })) {
      append(known, key, { build, node });
    }
    yield;
  }
  return (build) => {
    const known = byFrontend.get(frontendOf(build));
    const shared = new Map<number, readonly SharedStep[]>();
    if (known === undefined) {
      return shared;
    }
    // What is asked about is not kept.
    for (const [key, nodes] of nodesByKey(build, { builder, table: table.branch(), unknown: 'here' })) {
      const steps = known.get(key);
      if (steps !== undefined) {
        nodes.forEach((node) => shared.set(node, steps));
      }
    }
    return shared;
  };
}

/** The frontend that reads the Dockerfile: another one may make other steps of the same text. */
function frontendOf({ model }: PlacedBuild): string {
  const named = model.file.directives.find(({ name }) => name === 'syntax')?.value;
  return model.options.buildArgs?.get('BUILDKIT_SYNTAX') ?? named ?? '';
}

interface NodesOptions {
  readonly builder: Builder;
  readonly table: KeyTable;
  /** Stands for a context that is not known: another text for each build. */
  readonly unknown: string;
}

/** The nodes of the steps by the key of the file system after them. */
function nodesByKey(
  { model, context }: PlacedBuild,
  { builder, table, unknown }: NodesOptions,
): ReadonlyMap<number, readonly number[]> {
  const nodes = new Map<number, number[]>();
  if (model.nodes.some(({ kind }) => kind === 'unknown')) {
    return nodes;
  }
  const place = context === undefined ? table.key('unknown', unknown) : table.key('place', context);
  const inputs = { model, context: undefined, contents: () => undefined };
  const main = placeReader(place);
  const readerOf = (name: string | undefined): ContextReader | undefined =>
    name === undefined ? main : undefined;
  const graph = buildGraph(inputs, { builder, table, readerOf });
  for (const [stage, vertices] of graph.stages.entries()) {
    if (vertices !== undefined && hasKnownBase(model, stage)) {
      for (const { key, step } of vertices) {
        if (step !== undefined) {
          append(nodes, key, step.node);
        }
      }
    }
  }
  return nodes;
}

function append<Item>(lists: Map<number, Item[]>, key: number, item: Item): void {
  const list = lists.get(key);
  if (list === undefined) {
    lists.set(key, [item]);
  } else {
    list.push(item);
  }
}

/** Whether the FROM chain of a stage begins with something that has a name. */
function hasKnownBase({ stages }: Model, index: number): boolean {
  let stage = stages[index];
  // A base is always an earlier stage, so that this ends.
  while (stage?.base.kind === 'stage' && stage.base.stage < stage.index) {
    stage = stages[stage.base.stage];
  }
  return stage?.base.kind === 'scratch' || (stage?.base.kind === 'image' && stage.base.name !== undefined);
}

/**
 * Stands for what is selected by where it lies and how it is selected: equal texts are equal contents, and nobody has to read files.
 */
function placeReader(place: number): ContextReader {
  return {
    read: (selector) => ({
      text: JSON.stringify([place, selectorText(selector)]),
      entries: new Map(),
      complete: true,
      // There may be.
      hasLinks: true,
    }),
  };
}
