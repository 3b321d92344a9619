import { chainStart } from '../../model/chain-start.ts';
import { imageVariables } from '../../model/image-variables.ts';
import type { Model, Node } from '../../model/types.ts';
import { settingAbove } from '../../model/variables.ts';

/**
 * What a variable holds at a step: what ENVs and ARGs above it give it, else what the base image is known to set. Undefined for none of
 * them; the empty text where one names it and its value isn't known.
 */
export function valueAt(model: Model, node: Node, name: string): string | undefined {
  const setting = settingAbove(model, node, name);
  if (setting !== undefined) {
    return setting.value ?? '';
  }
  const base = chainStart(model, node.stage)?.base;
  return base?.kind === 'image' ? imageVariables(base.name).values.get(name) : undefined;
}
