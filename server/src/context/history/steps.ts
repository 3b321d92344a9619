import { buildModel } from '../../model/build.ts';
import type { Detail, Model, Source } from '../../model/types.ts';
import type { SelectionOptions } from '../selection.ts';

/** One source that a step reads of the build context. */
export interface ContextSource extends SelectionOptions {
  readonly text: string;
}

/** A step, as far as it matters whose changes make it run again. */
export interface HistoryStep {
  /** The FROM for the ONBUILD triggers that run there, which count as one step. */
  readonly node: number;
  /** What it reads of the build context. */
  readonly sources: readonly ContextSource[];
  /** Stages that it copies from or mounts. */
  readonly stages: readonly number[];
  /** True for a COPY --link, which does not stand on the layers below (cache/linked.ts). */
  readonly linked: boolean;
}

/** The steps of every stage in order, those that ONBUILD triggers first. */
export function stepsByStage(model: Model): readonly (readonly HistoryStep[])[] {
  const steps: HistoryStep[][] = model.stages.map(() => []);
  if (model.stages.some((stage) => stage.triggered.length > 0)) {
    // Only a pass over the file tells what triggers mean where they run.
    const triggered: HistoryStep[][] = model.stages.map(() => []);
    buildModel(model.file, model.options, {
      after: ({ node, stage }, detail, layer) => {
        if (layer) {
          (model.nodes[node]?.kind === 'trigger' ? triggered : steps)[stage]?.push(stepOf(node, detail));
        }
      },
    });
    return steps.map((own, stage) => {
      const triggers = triggered[stage] ?? [];
      return triggers.length === 0 ? own : [together(model.stages[stage]?.first ?? 0, triggers), ...own];
    });
  }
  for (const { index, stage, kind, detail } of model.nodes) {
    if (kind === 'layer' && stage !== undefined) {
      steps[stage]?.push(stepOf(index, detail));
    }
  }
  return steps;
}

/** As in cache/copy-parts.ts and cache/run-mounts.ts: binds read the context, binds and caches may read a stage. */
function stepOf(node: number, detail: Detail): HistoryStep {
  if (detail.kind === 'copy') {
    const { from, sources, parents, exclude, link, chmod } = detail.copy;
    const paths = sources.filter(({ kind }) => kind === 'path');
    return {
      node,
      sources: from.kind === 'context' ? paths.map(({ text }) => ({ text, parents, exclude })) : [],
      stages: paths.length > 0 ? stagesOf([from]) : [],
      linked: link && (chmod === undefined || chmod === ''),
    };
  }
  const mounts = detail.kind === 'run' ? detail.mounts : [];
  const binds = mounts.filter(({ type }) => type === 'bind');
  return {
    node,
    sources: binds.filter(({ from }) => from.kind === 'context').map(({ source }) => ({ text: source })),
    stages: stagesOf([...binds, ...mounts.filter(({ type }) => type === 'cache')].map(({ from }) => from)),
    linked: false,
  };
}

function together(node: number, steps: readonly HistoryStep[]): HistoryStep {
  return {
    node,
    sources: steps.flatMap(({ sources }) => sources),
    stages: steps.flatMap(({ stages }) => stages),
    linked: steps.every(({ linked }) => linked),
  };
}

function stagesOf(sources: readonly Source[]): readonly number[] {
  return sources.flatMap((source) => (source.kind === 'stage' ? [source.stage] : []));
}
