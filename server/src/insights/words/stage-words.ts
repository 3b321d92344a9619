import type { Builder } from '../../cache/types.ts';
import type { Model, Source, Stage } from '../../model/types.ts';
import { isBuiltForNothing } from './builder-words.ts';
import { maybeStages } from '../../model/maybe-stages.ts';
import { otherImages } from '../../model/other-images.ts';
import { isUndecided } from '../../model/undecided-source.ts';
import { code, count, shorten } from '../text.ts';

/**
 * What a stage is called in a sentence: its name, else `the last stage`, else `stage 0`, as `COPY --from` would name it. People count
 * from one, and nothing can copy from the last one.
 */
export function stageTitle(model: Model, stage: Stage): string {
  return stage.name === undefined ? unnamed(model, stage) : `stage ${shorten(stage.name, 40)}`;
}

function unnamed(model: Model, stage: Stage): string {
  return isLast(model, stage) ? 'the last stage' : `stage ${stage.index}`;
}

/**
 * What a COPY or mount reads: `the build context`, `stage build`, `image busybox:1`, `build context lib (folder ../lib)`. `paths`: what
 * it reads there.
 */
export function sourceTitle(model: Model, source: Source, paths: readonly string[] = []): string {
  if (source.kind === 'context') {
    return 'the build context';
  }
  if (source.kind === 'image') {
    const { kind, place } = outside(model, source, paths);
    return `${kind} ${shorten(source.name, 60)}${place === undefined ? '' : ` (${shorten(place, 60)})`}`;
  }
  const stage = model.stages[source.stage];
  return stage ? stageTitle(model, stage) : `stage ${source.stage}`;
}

/** `stageTitle` for Markdown: the name, which the file's author chose, is code. */
export function stageCode(model: Model, stage: Stage): string {
  return stage.name === undefined ? unnamed(model, stage) : `stage ${code(stage.name, 40)}`;
}

/** `sourceTitle` for Markdown. */
export function sourceCode(model: Model, source: Source, paths: readonly string[] = []): string {
  if (source.kind === 'image') {
    const { kind, place } = outside(model, source, paths);
    return `${kind} ${code(source.name, 60)}${place === undefined ? '' : ` (${placeCode(place)})`}`;
  }
  const stage = source.kind === 'stage' ? model.stages[source.stage] : undefined;
  return stage ? stageCode(model, stage) : sourceTitle(model, source);
}

/** `folder` is a word, what stands behind it is somebody's text. */
function placeCode(place: string): string {
  const word = 'folder ';
  return place.startsWith(word) ? word + code(place.slice(word.length), 60) : code(place, 60);
}

/** What somebody gives a build by this name: a build context that Compose or Bake names, else an image, or what may be either. */
function outside(
  { options }: Model,
  source: Extract<Source, { kind: 'image' }>,
  paths: readonly string[],
): { readonly kind: string; readonly place: string | undefined } {
  const place = options.contexts?.get(source.name);
  if (place !== undefined) {
    return { kind: 'build context', place };
  }
  return { kind: isUndecided(source, paths) ? 'image or build context' : 'image', place };
}

/** What a stage is for the target, in a few words. */
export function roleTitle(model: Model, stage: Stage, builder: Builder = 'buildkit'): string {
  if (stage.index === model.target) {
    return 'final image';
  }
  switch (stage.role) {
    case 'shipped':
      return 'part of the final image';
    case 'builder':
      return mayShip(model, stage.index)
        ? 'may be part of the final image'
        : mayBeBuilt(model, stage, builder)
          ? 'may be built, not shipped'
          : 'builder, not shipped';
    case 'unused':
      return isBuiltForNothing(model, stage, builder)
        ? 'built, though the final image does not need it'
        : (otherTitle(model, stage) ?? 'not built for the final image');
  }
}

/** The same for a stage of an image that is built beside the target; undefined for others. */
function otherTitle(model: Model, { index }: Stage): string | undefined {
  const image = otherImages(model).get(index);
  if (image === undefined) {
    return undefined;
  }
  if (image.index !== index) {
    return `part of another image, ${stageTitle(model, image)}`;
  }
  return isLast(model, image) ? 'built without --target' : 'another image';
}

/** `otherTitle` as sentences for Markdown, of which the last one says what is shown instead. */
export function otherSentence(model: Model, { index }: Stage): string | undefined {
  const { stages, target } = model;
  const image = otherImages(model).get(index);
  const shown = target === undefined ? undefined : stages[target];
  if (image === undefined || shown === undefined) {
    return undefined;
  }
  const what =
    image.index !== index
      ? `This stage is part of another image, ${stageCode(model, image)}.`
      : isLast(model, image)
        ? 'A build without `--target` makes this stage the image.'
        : 'Another build makes this stage an image.';
  return `${what} Shown here is the build of ${stageCode(model, shown)}, which needs nothing of it.`;
}

function isLast({ stages }: Model, { index }: Stage): boolean {
  return index === stages.length - 1;
}

/** What a stage starts from: `on node:22`, `on stage base`, `from scratch`. */
export function baseTitle(model: Model, stage: Stage): string {
  switch (stage.base.kind) {
    case 'scratch':
      return 'starts empty';
    case 'stage': {
      const base = model.stages[stage.base.stage];
      return base ? `on ${stageTitle(model, base)}` : '';
    }
    case 'image':
      return stage.base.name === undefined
        ? 'on an unknown image'
        : model.options.contexts?.has(stage.base.name) === true
          ? `on ${sourceTitle(model, { kind: 'image', name: stage.base.name })}`
          : `on ${shorten(stage.base.name, 60)}`;
  }
}

/** The layers that a stage adds: `adds 3 layers`, or that it adds none. */
export function layersTitle(stage: Stage): string {
  return stage.layers === 0 ? 'adds no layer' : `adds ${count(stage.layers, 'layer')}`;
}

/** Whether it is for a build to say that this stage is needed, by what it gives the variables of a FROM. */
export function mayBeBuilt(model: Model, { index, role }: Stage, builder: Builder): boolean {
  return role === 'builder' && builder !== 'classic' && !maybeStages(model).built.has(index);
}

/** Whether it is for a build to say that the final image is built on this stage. */
export function mayShip(model: Model, stageIndex: number | undefined): boolean {
  return (
    stageIndex !== undefined && maybeStages(model).shipped.has(stageIndex) && !isShipped(model, stageIndex)
  );
}

/** True when what this stage writes into the image's configuration ends up in the final image. */
export function isShipped(model: Model, stageIndex: number | undefined): boolean {
  return stageIndex !== undefined && model.stages[stageIndex]?.role === 'shipped';
}
