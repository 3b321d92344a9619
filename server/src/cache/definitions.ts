import { buildModel } from '../model/build.ts';
import type { Model } from '../model/types.ts';
import { classicStep } from './classic-step.ts';
import { buildkitStep } from './buildkit-step.ts';
import type { Define } from './define.ts';
import type { StepDefinition } from './definition.ts';
import { stageTracker } from './stage-tracker.ts';
import type { TrackOptions } from './stage-tracker.ts';

/** A stage's steps before it is known what their inputs are. */
export interface StageDefinition {
  /** Key of the image or of scratch; undefined for a stage built FROM another. */
  readonly base: number | undefined;
  readonly steps: readonly StepDefinition[];
}

/** The definition part of every key of a model, by stage: one pass over its instructions. */
export function definitionsOf(model: Model, options: TrackOptions): StageDefinition[] {
  const { builder, table } = options;
  const tracker = stageTracker(model, options);
  const define: Define = builder === 'classic' ? classicStep : buildkitStep;
  const steps: StepDefinition[][] = model.stages.map(() => []);
  buildModel(model.file, model.options, {
    stored: (step) => {
      // A step of its own to the classic builder alone.
      const tracked = tracker.stage(step.stage);
      const place = { model, table, tracked, triggered: false, layer: false, node: step.node };
      const definition = define(step, { kind: 'none' }, place);
      if (definition) {
        steps[step.stage]?.push(definition);
      }
    },
    before: (step) => {
      tracker.before(step);
    },
    after: (step, detail, layer) => {
      tracker.after(step, detail);
      const triggered = model.nodes[step.node]?.kind === 'trigger';
      const node = triggered ? (model.stages[step.stage]?.first ?? step.node) : step.node;
      const tracked = tracker.stage(step.stage);
      const definition = define(step, detail, { model, table, tracked, triggered, layer, node });
      if (definition) {
        steps[step.stage]?.push(definition);
      }
    },
  });
  return model.stages.map((stage) => ({
    base: tracker.stage(stage.index).base,
    steps: steps[stage.index] ?? [],
  }));
}
