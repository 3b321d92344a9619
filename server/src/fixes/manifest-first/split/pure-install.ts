import { runParts } from '../../../ecosystems/run-parts.ts';
import type { RunPart } from '../../../ecosystems/run-part.ts';
import type { Model, Node } from '../../../model/types.ts';
import { scriptOf } from '../../../syntax/shell.ts';
import { runsAlways } from '../../moving/commutes.ts';
import type { LateInstall } from '../types.ts';
import { isUvActivation, isUvSetup } from './along.ts';
import { isFollowUp } from './follow-ups.ts';
import { removesApart } from './removes-apart.ts';

/** Whether a RUN does nothing but these installs and what surely leaves the sources alone; `isSetting` tells what else goes along. */
export function isPureInstall(
  model: Model,
  node: Node,
  installs: readonly LateInstall[],
  isSetting: (part: RunPart) => boolean = () => false,
): boolean {
  const script = scriptOf(model.file, node.instruction);
  return (
    script?.complete === true &&
    runParts(script).every(
      (part) =>
        runsAlways(part) &&
        (isHarmless(part) ||
          isFollowUp(part, installs) ||
          removesApart(model, node, part) ||
          isUvSetup(part, installs) ||
          isSetting(part) ||
          isUvActivation(model, node, { part, installs }) ||
          installs.some((install) => install.part === part)),
    )
  );
}

function isHarmless({ role }: RunPart): boolean {
  return role !== 'install' && role !== 'unknown';
}
