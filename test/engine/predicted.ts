import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Outcome } from '../../server/src/cache/types.ts';
import { runBuild } from '../../server/src/engine/build.ts';
import type { StepState, Vertex } from '../../server/src/measured/types.ts';
import { builtSteps } from '../../server/src/measured/vertex-steps.ts';
import type { Model } from '../../server/src/model/types.ts';

/** A Dockerfile's folder, and what it is built with. */
export interface BuildPlace {
  readonly folder: string;
  readonly model: Model;
  /** The images that it names, each of which is the image `base`. */
  readonly images: readonly string[];
  readonly base: string;
  /** Docker's command. */
  readonly path: string;
  readonly args?: ReadonlyMap<string, string> | undefined;
  readonly target?: string | undefined;
}

/** A build that succeeded: its image, and what happened to each step, by its node; to what ONBUILD triggers, by the FROM. */
export interface Built {
  readonly id: string;
  readonly states: ReadonlyMap<number, StepState>;
}

/** Builds, as the extension does. Undefined when the build fails. */
export async function buildOf(place: BuildPlace): Promise<Built | undefined> {
  const { folder, model, images, base, path, args = new Map<string, string>(), target } = place;
  const end = await runBuild(
    {
      ...{ path, dockerfile: join(folder, 'Dockerfile'), context: folder, target, args },
      additionalContexts: new Map(images.map((name) => [name, `docker-image://${base}`])),
    },
    { onProgress: () => undefined },
  );
  if (end.kind !== 'built' || end.image === undefined) {
    return undefined;
  }
  // What puts a COPY --link on the layers below has the copy's number, too.
  const vertexes = end.vertexes.filter(({ name }) => !name.includes('] LINK '));
  const steps = [...builtSteps(model, vertexes)].map(([node, { state }]) => [node, state] as const);
  return { id: end.image, states: new Map([...triggered(model, vertexes), ...steps]) };
}

/** What happened to the steps that ONBUILD triggers, by their FROM: they ran if one of them did. */
function triggered({ stages }: Model, vertexes: readonly Vertex[]): Map<number, StepState> {
  const states = new Map<number, StepState>();
  for (const { name, state } of vertexes) {
    const [, wanted] = /^\[(?:\S+ )?(\S+) +\d+\/\d+\] ONBUILD /.exec(name) ?? [];
    const stage = stages.find(({ name: own, index }) => wanted === (own?.toLowerCase() ?? `stage-${index}`));
    if (stage !== undefined && states.get(stage.first) !== 'done') {
      states.set(stage.first, state);
    }
  }
  return states;
}

const POSSIBLE: Readonly<Record<Outcome, readonly StepState[]>> = {
  rebuilt: ['done'],
  cached: ['cached'],
  depends: ['done', 'cached'],
  unused: [],
};

/**
 * Fails where BuildKit did to a step what Strata has ruled out. An engine that keeps its images in a way that does not merge runs a
 * COPY --link with what stands below it (domain.md 1.1).
 */
export function assertPredicted(
  verdicts: Iterable<{ readonly node: number; readonly verdict: Outcome; readonly merged?: boolean }>,
  { states }: Built,
  { nodes, stages }: Model,
  { merges = false }: { readonly merges?: boolean } = {},
): void {
  // BuildKit says of what stands on nothing that it ran, cached or not (sharedOp.CacheMap in solver/jobs.go).
  const onNothing = new Set(
    stages.flatMap(({ base, first, end }) =>
      base.kind === 'scratch'
        ? (nodes.slice(first, end).find(({ kind }) => kind === 'layer')?.index ?? [])
        : [],
    ),
  );
  // Equal steps of two stages are one, which has the name of one of them.
  const ranElsewhere = (node: number): boolean =>
    [...states].some(
      ([other, state]) =>
        state === 'done' && nodes[other]?.instruction.text === nodes[node]?.instruction.text,
    );
  for (const { node, verdict, merged = false } of verdicts) {
    const state = states.get(node);
    // A step that stands above one from the cache may not be looked at, which is as good as cached.
    const isPossible =
      state === undefined
        ? verdict !== 'rebuilt' || ranElsewhere(node)
        : POSSIBLE[verdict].includes(state) || (merged && !merges) || onNothing.has(node);
    assert.ok(
      isPossible,
      `line ${nodes[node]?.instruction.line ?? 0} is ${verdict} by Strata and ${state ?? 'not there'} by BuildKit`,
    );
  }
}

/** Whether an engine merges layers. */
export async function mergesLayers(path: string): Promise<boolean> {
  const { stdout } = await promisify(execFile)(path, ['info', '--format', '{{.DriverStatus}}']);
  return stdout.includes('io.containerd.snapshotter');
}
