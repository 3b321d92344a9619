import { explain } from './explain.ts';
import type { Sides } from './explain.ts';
import { buildGraph, isBuilt } from './graph.ts';
import type { Vertex } from './graph.ts';
import { keyTable } from './key-table.ts';
import { earlierState, stepText } from './known-keys.ts';
import { likelySame } from './same-image.ts';
import type { BuildInputs, Builder, Cause, CompareOptions, Outcome, StepVerdict, Verdicts } from './types.ts';

/**
 * What a build of `after` runs again when `before` was built last and nothing has left the cache: a verdict with its cause
 * for every step of the model after. Takes time in proportion to instructions and selected files; never throws.
 */
export function compare(before: BuildInputs, after: BuildInputs, options: CompareOptions = {}): Verdicts {
  const { builder = 'buildkit' } = options;
  const table = keyTable();
  const earlier = earlierState(buildGraph(before, { builder, table }), table);
  const graph = buildGraph(after, {
    ...{ builder, table, known: earlier },
    likely: likelySame(before.model, after.model),
  });
  const vertices = graph.stages.flatMap((stage) => stage ?? []);
  const stepsAfter = new Set(vertices.flatMap(({ step }) => (step ? [stepText(step)] : [])));
  const steps = verdictsOf(vertices, { earlier, after: graph, stepsAfter, builder });
  return { steps: withUnused(steps, after, builder), complete: earlier.graph.complete && graph.complete };
}

/** The nodes that a change passes through to a step, from the one where the cause strikes to the step itself. */
export function chainTo({ steps }: Verdicts, node: number): readonly number[] {
  const chain: number[] = [];
  const seen = new Set<number>();
  for (let at: number | undefined = node; at !== undefined && !seen.has(at); at = steps.get(at)?.via) {
    chain.push(at);
    seen.add(at);
  }
  return chain.reverse();
}

function verdictsOf(vertices: readonly Vertex[], sides: Sides): Map<number, StepVerdict> {
  const causes = new Map<Vertex, Cause>();
  const causeOf = (vertex: Vertex): Cause => {
    // What makes a vertex run comes before it, so its cause is known already, unless it is only put together again.
    const known = causes.get(vertex) ?? explain(vertex, sides);
    causes.set(vertex, known);
    return known;
  };
  const verdicts = new Map<number, StepVerdict>();
  for (const vertex of vertices) {
    const { step, outcome, via } = vertex;
    if (!step) {
      continue;
    }
    const cause = outcome === 'cached' ? undefined : causeOf(via ?? vertex);
    if (cause) {
      causes.set(vertex, cause);
    }
    const merged = step.linked && vertex.standing !== 'cached';
    const verdict = { node: step.node, verdict: outcome, cause, via: via?.step?.node, merged };
    const other = verdicts.get(step.node);
    // Several triggers of ONBUILD share the node of their FROM: the first one that runs counts.
    if (other === undefined || other.verdict === 'cached') {
      verdicts.set(step.node, verdict);
    }
  }
  return verdicts;
}

/** All steps in document order; those that the build does not look at are `unused`. */
function withUnused(
  known: ReadonlyMap<number, StepVerdict>,
  { model }: BuildInputs,
  builder: Builder,
): Map<number, StepVerdict> {
  const all = new Map<number, StepVerdict>();
  for (const { index, kind, stage } of model.nodes) {
    const found = known.get(index);
    if (found) {
      all.set(index, found);
    } else if (stage !== undefined && !isBuilt(model, stage, builder)) {
      if (kind === 'layer' || (builder === 'classic' && kind !== 'base' && kind !== 'unknown')) {
        const verdict: Outcome = 'unused';
        all.set(index, { node: index, verdict, cause: undefined, via: undefined, merged: false });
      }
    }
  }
  return all;
}
