import type { Model } from './types.ts';

/**
 * The same search, remembered with each model for what was last given beside it (a context, Compose facts): several rules ask one
 * question at every keystroke, and each fix of many findings asks it again.
 */
export function rememberedByModel<Rest extends readonly unknown[], Found>(
  find: (model: Model, ...given: Rest) => Found,
): (model: Model, ...given: Rest) => Found {
  const remembered = new WeakMap<Model, { readonly given: Rest; readonly found: Found }>();
  return (model, ...given) => {
    const known = remembered.get(model);
    if (known?.given.every((one, index) => one === given[index]) === true) {
      return known.found;
    }
    const found = find(model, ...given);
    remembered.set(model, { given, found });
    return found;
  };
}
