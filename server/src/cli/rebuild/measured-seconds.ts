import { pastBuild, pastBuilds } from '../../engine/past-builds.ts';
import { NO_PAST_BUILDS } from '../../insights/words/past-build-words.ts';
import type { SecondsOf } from '../../insights/what-if/rerun-cost.ts';
import { stepKeys } from '../../measured/step-keys.ts';
import { builtSteps } from '../../measured/vertex-steps.ts';
import { buildModel } from '../../model/build.ts';
import type { Model } from '../../model/types.ts';
import { parse } from '../../syntax/parse.ts';
import { UsageError } from '../usage-error.ts';

/**
 * How long the steps of a Dockerfile took when they last ran, by the builds that the builder remembers of it. Throws a UsageError where
 * it can't tell.
 */
export async function measuredSeconds(model: Model, dockerfile: string): Promise<SecondsOf> {
  const options = { path: 'docker' };
  const told = await pastBuilds(dockerfile, options);
  if (told.kind === 'refused' || told.value.length === 0) {
    throw new UsageError(told.kind === 'refused' ? told.message : NO_PAST_BUILDS);
  }
  const steps = stepKeys(model, undefined);
  const seconds = new Map<string, number>();
  for (const { ref } of told.value) {
    if (steps.every(({ key }) => seconds.has(key))) {
      break;
    }
    const past = await pastBuild(ref, { ...options, dockerfile });
    // One that can't be read, or whose Dockerfile nobody knows, leaves what the others tell.
    if (past.kind === 'told' && past.value.source !== undefined) {
      const { build, vertexes, source } = past.value;
      const then = buildModel(parse(source), { target: build.target, buildArgs: build.args });
      const built = builtSteps(then, vertexes);
      for (const { node, key } of stepKeys(then, undefined)) {
        const step = built.get(node);
        // The newest builds come first: what they took from the cache took its time in an earlier one.
        if (step?.state === 'done' && step.seconds !== undefined && !seconds.has(key)) {
          seconds.set(key, step.seconds);
        }
      }
    }
  }
  const keys = new Map(steps.map(({ node, key }) => [node, key]));
  return (node) => seconds.get(keys.get(node) ?? '');
}
