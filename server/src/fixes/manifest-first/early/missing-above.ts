import type { ContextSnapshot } from '../../../context/types.ts';
import type { Input } from '../../../ecosystems/types.ts';
import type { Model } from '../../../model/types.ts';
import { copiesAbove } from '../../moving/copies-above.ts';
import { delays } from './late-install.ts';
import { broughtBy } from '../project/manifest-sources.ts';
import { imagePathOf } from '../../moving/image-paths.ts';
import type { LateInstall } from '../types.ts';

/**
 * What an install reads and only copies with sources bring: what has to be copied on its own for it. Neither what is copied so
 * already, nor what no copy brings.
 */
export function missingAbove(model: Model, context: ContextSnapshot, install: LateInstall): readonly Input[] {
  const steps = copiesAbove(model, install.node);
  const alone = steps.filter((step) => !delays(step, install, context));
  return (install.inputs?.inputs ?? []).filter((input) => {
    const target = imagePathOf(input.path, install.folder ?? '', install.root);
    const brought = broughtBy(steps, input, target, context);
    return brought !== undefined && broughtBy(alone, input, target, context)?.file.path !== brought.file.path;
  });
}
