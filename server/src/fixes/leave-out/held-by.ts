import type { Selection } from '../../context/selection.ts';
import type { ContextSnapshot } from '../../context/types.ts';
import { isBuiltAtAll } from '../../model/built-stages.ts';
import { fromChain } from '../../model/from-chain.ts';
import { otherImages } from '../../model/other-images.ts';
import type { Model } from '../../model/types.ts';
import { copiesByStage } from '../moving/copies-by-stage.ts';
import { selectionOf, type CopyStep } from '../moving/copy-step.ts';
import type { WantedFiles } from './brought.ts';
import { handedOn } from './handed-on.ts';

/** What holds files of the context once they are copied, for a sentence. */
export type Holder = 'the image' | 'the builder stage' | 'builder stages';

/** The words for files that somebody will not hold, without the files. */
export function noLonger(holder: Holder): string {
  return `${holder} no longer ${holder === 'builder stages' ? 'hold' : 'holds'}`;
}

/**
 * Who would no longer hold files or folders of the context that are left out. A builder stage where no COPY --from brings them, or a
 * folder around them, to an image: what its commands make of them is another question.
 */
export function heldBy(model: Model, context: ContextSnapshot, paths: readonly string[]): Holder {
  const wanted = new Set(paths);
  const steps = copySteps(model);
  const builders = new Set<number>();
  const found: Held[] = [];
  for (const step of steps) {
    const places = landingsOf(step, context, wanted);
    if (places.length > 0) {
      if (isImage(model, step.stage)) {
        return 'the image';
      }
      builders.add(step.stage);
      found.push(...places.map((path) => ({ stage: step.stage, path })));
    }
  }
  if (builders.size === 0 || reachesImage(model, steps, found)) {
    return 'the image';
  }
  return builders.size === 1 ? 'the builder stage' : 'builder stages';
}

/** A path in a stage. */
interface Held {
  readonly stage: number;
  readonly path: string;
}

/** Copies of the stages that are built, for the target or for an image beside it. */
function copySteps(model: Model): readonly CopyStep[] {
  return [...copiesByStage(model)].flatMap(([stage, steps]) =>
    isBuiltAtAll(model, model.stages[stage]) ? steps : [],
  );
}

function isImage(model: Model, stage: number): boolean {
  return model.stages[stage]?.role === 'shipped' || otherImages(model).has(stage);
}

/** Where a copy of the context puts these, each once. */
function landingsOf(step: CopyStep, context: ContextSnapshot, wanted: WantedFiles): readonly string[] {
  const landings = new Set<string>();
  for (const source of step.copy.sources) {
    const selection = selectionOf(step, source, context);
    for (const to of selection === undefined ? [] : targetsOf(selection, wanted)) {
      landings.add(`${step.folder === '/' ? '' : step.folder}/${to}`);
    }
  }
  return [...landings];
}

function targetsOf({ files, folders, base }: Selection, wanted: WantedFiles): readonly string[] {
  return [
    ...files.flatMap(({ path, to }) => (wanted.has(path) ? [to] : [])),
    ...folders.flatMap((path) => (wanted.has(path) ? [path.slice(base === '' ? 0 : base.length + 1)] : [])),
  ];
}

/** More places than these are not followed from stage to stage. */
const MAX_PLACES = 500;

/** Whether copies between stages bring any of this into an image, or may: what is too much to follow. */
function reachesImage(model: Model, steps: readonly CopyStep[], start: readonly Held[]): boolean {
  const seen = new Set<string>();
  const todo = [...start];
  for (const { stage, path } of todo) {
    const key = `${stage} ${path}`;
    if (seen.has(key)) {
      continue;
    }
    if (seen.size === MAX_PLACES) {
      return true;
    }
    seen.add(key);
    for (const step of steps) {
      const { from } = step.copy;
      const isHeir =
        from.kind === 'stage' && fromChain(model, from.stage, MAX_CHAIN).some(({ index }) => index === stage);
      const places = isHeir ? handedOn(step, path) : [];
      if (places.length > 0 && isImage(model, step.stage)) {
        return true;
      }
      todo.push(...places.map((one) => ({ stage: step.stage, path: one })));
    }
  }
  return false;
}

/** Longer chains of stages are not followed. */
const MAX_CHAIN = 50;
