import type { StepDefinition } from './definition.ts';
import type { Graph, KnownKeys, ResolvedRead, Vertex } from './graph.ts';
import type { KeyTable } from './key-table.ts';

/** An earlier state's graph, to be looked up. */
export interface Earlier extends KnownKeys {
  readonly graph: Graph;
  /** The steps that stood on a key, in order. */
  on(root: number): readonly Vertex[];
  /** Whether a step with this keyword and text of its own was anywhere in it. */
  hasStep(step: StepDefinition): boolean;
}

/** As many steps that differ only in what they read are looked at; nobody writes more of them. */
const MAX_ALIKE = 64;

/** Indexes a graph, so that every question of a comparison takes the same time however large it is. */
export function earlierState(graph: Graph, table: KeyTable): Earlier {
  const keys = new Set<number>();
  const children = new Map<number, Vertex[]>();
  const alike = new Map<number, Vertex[]>();
  const steps = new Set<string>();
  for (const vertex of graph.stages.flatMap((stage) => stage ?? [])) {
    const { step, root, own, key } = vertex;
    if (step && !keys.has(own)) {
      add(children, root, vertex);
      add(alike, table.key('alike', step.operation, root, vertex.reads.length), vertex);
      steps.add(stepText(step));
    }
    keys.add(own);
    keys.add(key);
  }
  return {
    graph,
    has: (key) => keys.has(key),
    on: (root) => children.get(root) ?? [],
    hasStep: (step) => steps.has(stepText(step)),
    alike: (step, root, reads) => {
      const candidates = alike.get(table.key('alike', step.operation, root, reads.length)) ?? [];
      const fitting = candidates.filter((candidate) => mayBeEqual(reads, candidate.reads));
      const best = mostAlike(step, fitting);
      return best ?? (candidates.length >= MAX_ALIKE && reads.some(isUnknown) ? candidates[0] : undefined);
    },
  };
}

function add(lists: Map<number, Vertex[]>, key: number, vertex: Vertex): void {
  const list = lists.get(key);
  if (list === undefined) {
    lists.set(key, [vertex]);
  } else if (list.length < MAX_ALIKE) {
    list.push(vertex);
  }
}

/** A keyword and what the instruction itself says: equal for steps that people would call the same. */
export function stepText({ keyword, own }: StepDefinition): string {
  return `${keyword} ${own}`;
}

/** What is built on a step shows which one it was, so the one that is written the same in the same stage goes first. */
function mostAlike(step: StepDefinition, candidates: readonly Vertex[]): Vertex | undefined {
  const written = candidates.filter((candidate) => candidate.step?.text === step.text);
  return written.find((candidate) => candidate.step?.stage === step.stage) ?? written[0] ?? candidates[0];
}

/**
 * What is read of a context is known and must be equal; anything else may turn out equal. That a stage held the very
 * bytes that are now read of the context is not looked for.
 */
function mayBeEqual(some: readonly ResolvedRead[], others: readonly ResolvedRead[]): boolean {
  return some.every((one, index) => {
    const other = others[index];
    return other !== undefined && (one.key === other.key || isUnknown(one));
  });
}

function isUnknown({ contents }: ResolvedRead): boolean {
  return contents.length === 0;
}
