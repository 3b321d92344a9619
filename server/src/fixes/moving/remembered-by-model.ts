import type { ContextSnapshot } from '../../context/types.ts';
import type { Model } from '../../model/types.ts';

/**
 * The same search, remembered with each model for the last context: several rules ask one question at every keystroke, and each fix of
 * many findings asks it again.
 */
export function rememberedByModel<Rest extends readonly (ContextSnapshot | undefined)[], Found>(
  find: (model: Model, ...context: Rest) => Found,
): (model: Model, ...context: Rest) => Found {
  const remembered = new WeakMap<Model, { readonly context: Rest; readonly found: Found }>();
  return (model, ...context) => {
    const known = remembered.get(model);
    if (known?.context.every((one, index) => one === context[index]) === true) {
      return known.found;
    }
    const found = find(model, ...context);
    remembered.set(model, { context, found });
    return found;
  };
}
