import type { LayerStackResult } from '../../../shared/wire.ts';
import type { SharedLayers } from '../insights/shared-layers.ts';
import { layerStack } from '../insights/stack/layer-stack.ts';
import type { Measured } from '../insights/stack/layer-stack.ts';
import { STACK_RULES } from '../insights/stack/stack-style.ts';
import { stackSvg } from '../insights/stack/stack-svg.ts';
import type { StepMeasure } from '../measured/types.ts';
import type { Analysed } from './analyses.ts';

/** What the picture shows besides the document, and for how many pixels it is drawn. */
export interface PictureOptions {
  readonly measures: ReadonlyMap<number, StepMeasure>;
  readonly shared: SharedLayers;
  /** As a client sent it. */
  readonly width: unknown;
}

/** The image of a document as a picture, with what was measured of it and still holds, and what others have too. */
export function layerStackResult(
  { analysis }: Analysed,
  { measures, shared, width }: PictureOptions,
): LayerStackResult {
  const measured: Measured = (node) => {
    const measure = measures.get(node);
    return measure?.stale === true ? undefined : measure;
  };
  const stack = layerStack(analysis, measured, shared);
  const svg = stackSvg(stack, {
    style: undefined,
    width: typeof width === 'number' && width > 0 ? Math.floor(width) : undefined,
  });
  return { title: stack.title, svg, style: STACK_RULES };
}
