import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { Outcome } from '../../server/src/cache/types.ts';
import { runBuild } from '../../server/src/engine/build.ts';
import type { StepState } from '../../server/src/measured/types.ts';
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
  readonly args?: ReadonlyMap<string, string>;
}

/** A build that succeeded: its image, and what happened to each step, by its node. */
export interface Built {
  readonly id: string;
  readonly states: ReadonlyMap<number, StepState>;
}

/** Builds, as the extension does. Undefined when the build fails. */
export async function buildOf(place: BuildPlace): Promise<Built | undefined> {
  const { folder, model, images, base, path, args = new Map<string, string>() } = place;
  const end = await runBuild(
    {
      ...{ path, dockerfile: join(folder, 'Dockerfile'), context: folder, target: undefined, args },
      additionalContexts: new Map(images.map((name) => [name, `docker-image://${base}`])),
    },
    { onProgress: () => undefined },
  );
  if (end.kind !== 'built' || end.image === undefined) {
    return undefined;
  }
  const steps = builtSteps(model, end.vertexes);
  return { id: end.image, states: new Map([...steps].map(([node, { state }]) => [node, state])) };
}

const POSSIBLE: Readonly<Record<Outcome, readonly (StepState | undefined)[]>> = {
  rebuilt: ['done'],
  cached: ['cached'],
  depends: ['done', 'cached'],
  unused: [undefined],
};

/** Fails where BuildKit did to a step what Strata has ruled out. */
export function assertPredicted(
  verdicts: Iterable<{ readonly node: number; readonly verdict: Outcome }>,
  { states }: Built,
  { nodes }: Model,
): void {
  for (const { node, verdict } of verdicts) {
    const state = states.get(node);
    // A step that stands above one from the cache may not be looked at, which is as good as cached.
    assert.ok(
      POSSIBLE[verdict].includes(state) || (state === undefined && verdict !== 'rebuilt'),
      `line ${nodes[node]?.instruction.line ?? 0} is ${verdict} by Strata and ${state ?? 'not there'} by BuildKit`,
    );
  }
}
