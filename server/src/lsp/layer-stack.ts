import type { LayerStackResult } from '../../../shared/wire.ts';
import type { SharedLayers } from '../insights/shared-layers.ts';
import { layerStack } from '../insights/stack/layer-stack.ts';
import type { Measured } from '../insights/stack/layer-stack.ts';
import { STACK_RULES } from '../insights/stack/stack-style.ts';
import { stackSvg } from '../insights/stack/stack-svg.ts';
import type { StepMeasure } from '../measured/types.ts';
import type { Analysed } from './analyses.ts';

/** The image of a document as a picture, with what was measured of it and still holds, and what others have too. */
export function layerStackResult(
  { analysis }: Analysed,
  measures: ReadonlyMap<number, StepMeasure>,
  shared: SharedLayers,
): LayerStackResult {
  const measured: Measured = (node) => {
    const measure = measures.get(node);
    return measure?.stale === true ? undefined : measure;
  };
  const stack = layerStack(analysis, measured, shared);
  return { title: stack.title, svg: stackSvg(stack, { style: undefined }), style: STACK_RULES };
}
