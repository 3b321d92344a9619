import { runParts } from '../../ecosystems/run-parts.ts';
import type { RunPart } from '../../ecosystems/run-part.ts';
import type { Model, Node } from '../../model/types.ts';
import { scriptOf } from '../../syntax/shell.ts';
import { placesOf } from './places.ts';

/** The commands of a RUN, each with its meaning; none for other instructions, and none where its shell or a part of it can't be read. */
export function commandsIn(model: Model, { index, instruction, detail }: Node): readonly RunPart[] {
  const script = detail.kind === 'run' ? scriptOf(model.file, instruction) : undefined;
  const isRead = script?.form === 'exec' || placesOf(model)[index]?.readableShell === true;
  return script?.complete === true && isRead ? runParts(script) : [];
}
