import { parsedOf } from '../syntax/instruction.ts';
import { rememberedWith } from '../syntax/remembered-with.ts';
import type { Dockerfile } from '../syntax/types.ts';
import type { Model, Node, Stage } from './types.ts';
import { isWindowsImage } from './windows-image.ts';

/**
 * Whether a stage is one of Windows: by the platform or the name of its image, or by shells and paths that its instructions and those of
 * the stages it is built from name. Many images of Docker Hub (`golang`, `python`, `eclipse-temurin`) have variants for Windows under the
 * same tags.
 */
export function isWindowsStage(model: Model, { index }: Stage): boolean {
  return windowsStagesOf(model)[index] === true;
}

/** Each stage stands below those that it is built from. */
const windowsStagesOf = rememberedWith((model: Model): readonly boolean[] => {
  const found: boolean[] = [];
  for (const stage of model.stages) {
    const { base } = stage;
    const isInherited = base.kind === 'stage' && found[base.stage] === true;
    found.push(isInherited || startsFromWindows(model, stage) || namesWindows(model, stage));
  }
  return found;
});

function startsFromWindows({ options }: Model, { base, platform }: Stage): boolean {
  if (base.kind !== 'image') {
    return false;
  }
  return (
    isWindowsImage((base.name ?? '').toLowerCase()) || /^windows\b/i.test(platform ?? options.platform ?? '')
  );
}

function namesWindows(model: Model, stage: Stage): boolean {
  const known = remembered(stage);
  return (known.names ??= model.nodes
    .slice(stage.first + 1, stage.end)
    .some((node) => isOfWindows(model.file, node)));
}

/** A stage that is the same object has the same instructions (`buildModelAgain`). */
const remembered: (stage: Stage) => { names?: boolean } = rememberedWith(() => ({}));

function isOfWindows(file: Dockerfile, { instruction }: Node): boolean {
  switch (instruction.keyword) {
    case 'SHELL':
      return SHELLS.test(parsedOf(file, instruction).args[0]?.text ?? '');
    case 'WORKDIR':
      return DRIVE.test(parsedOf(file, instruction).args[0]?.text ?? '');
    case 'COPY':
    case 'ADD':
      return DRIVE.test(parsedOf(file, instruction).args.at(-1)?.text ?? '');
    default:
      return false;
  }
}

/** `pwsh` is PowerShell on Linux as well. */
const SHELLS = /(?:^|[\\/])(?:powershell|cmd)(?:\.exe)?$/i;

/** A path with the letter of a drive, as it is written: `C:\\app`, `"C:\Program Files"`, `c:/app`. */
const DRIVE = /^"?[a-z]:[\\/]/i;
