import type { ContextSnapshot } from '../../context/types.ts';
import type { Model } from '../../model/types.ts';
import type { CopyStep } from '../moving/copy-step.ts';
import { bringsPath, toldPaths } from '../moving/told-paths.ts';
import type { MovedRun } from './way.ts';

/**
 * What of the files that copies bring the commands of a RUN use, as it is written. Undefined where none of the paths that they are told
 * leads to a file or a folder which is known to be brought.
 */
export function fileUsed(
  model: Model,
  { node, steps }: MovedRun,
  {
    copies,
    context,
  }: { readonly copies: readonly CopyStep[]; readonly context: ContextSnapshot | undefined },
): string | undefined {
  return steps
    .flatMap(({ part }) => toldPaths(model, node, part))
    .find(({ path }) => copies.some((step) => bringsPath(step, path, context)))?.value;
}
