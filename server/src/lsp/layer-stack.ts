import type { LayerStackResult } from '../../../shared/wire.ts';
import { layerStack } from '../insights/stack/layer-stack.ts';
import { STACK_RULES } from '../insights/stack/stack-style.ts';
import { stackSvg } from '../insights/stack/stack-svg.ts';
import type { StepMeasure } from '../measured/types.ts';
import type { Analysed } from './analyses.ts';

/** The image of a document as a picture, with what was measured of it and still holds. */
export function layerStackResult(
  { analysis }: Analysed,
  measures: ReadonlyMap<number, StepMeasure>,
): LayerStackResult {
  const stack = layerStack(analysis, (node) => {
    const measure = measures.get(node);
    return measure?.stale === true ? undefined : measure;
  });
  return { title: stack.title, svg: stackSvg(stack, { style: undefined }), style: STACK_RULES };
}
