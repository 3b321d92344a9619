import type { LayerStackResult } from '../../../shared/wire.ts';
import { layerStack } from '../insights/stack/layer-stack.ts';
import { STACK_RULES } from '../insights/stack/stack-style.ts';
import { stackSvg } from '../insights/stack/stack-svg.ts';
import type { Analysed } from './analyses.ts';

/** The image of a document as a picture. */
export function layerStackResult({ analysis }: Analysed): LayerStackResult {
  const stack = layerStack(analysis);
  return { title: stack.title, svg: stackSvg(stack, { style: undefined }), style: STACK_RULES };
}
