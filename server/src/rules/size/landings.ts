import type { ContextSnapshot } from '../../context/types.ts';
import { isWithin } from '../../ecosystems/paths.ts';
import { selectionOf, type CopyStep } from '../../fixes/moving/copy-step.ts';

/** What of a copy lies at or below a path of the image. */
export interface Landed {
  /** Together, in bytes; undefined where the size of any is not known. */
  readonly bytes: number | undefined;
}

/**
 * What a copy brings to a path of the image, or below it; undefined when that is nothing, or when it can't be said. Without a
 * context, and from other stages, only what goes by its name counts: a folder that is copied as a whole, a file with an ending.
 */
export function landedIn(
  step: CopyStep,
  target: { readonly path: string; readonly anchored: boolean },
  context: ContextSnapshot | undefined,
): Landed | undefined {
  const { copy, folder, anchored } = step;
  if (anchored !== target.anchored || !(isWithin(folder, target.path) || isWithin(target.path, folder))) {
    return undefined;
  }
  if (copy.from.kind !== 'context' || context === undefined) {
    const isInside =
      isWithin(folder, target.path) ||
      copy.sources.some(({ text }) =>
        isWithin(`${folder === '/' ? '' : folder}/${fileName(text)}`, target.path),
      );
    return isInside ? { bytes: undefined } : undefined;
  }
  let found = false;
  let bytes: number | undefined = 0;
  for (const source of copy.sources) {
    const selection = selectionOf(step, source, context);
    for (const file of selection?.files ?? []) {
      const isNamed = file.single && copy.sources.length === 1 && !copy.resolvedDest.endsWith('/');
      const path = isNamed ? folder : `${folder === '/' ? '' : folder}/${file.to}`;
      if (isWithin(path, target.path)) {
        const size = context.entries.get(file.path)?.size;
        found = true;
        bytes = bytes === undefined || size === undefined ? undefined : bytes + size;
      }
    }
    if (found && selection?.complete === false) {
      bytes = undefined;
    }
  }
  return found ? { bytes } : undefined;
}

/** The name of a file with an ending; for others a name that no path has. */
function fileName(text: string): string {
  const name = text.replace(/\/+$/, '').split('/').pop() ?? '';
  return /^[^*?[\]]+\.\w+$/.test(name) ? name : '\0';
}
