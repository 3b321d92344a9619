import { commandOf } from '../../ecosystems/command.ts';
import type { RunPart } from '../../ecosystems/run-part.ts';
import { targetsOf } from '../../fixes/moving/command-paths.ts';
import { commandsIn } from '../../fixes/moving/commands-in.ts';
import { placesOf } from '../../fixes/moving/places.ts';
import { redirectsToFile, runTextOf } from '../../fixes/moving/redirections.ts';
import { SPEAKING } from '../../fixes/moving/speaking.ts';
import { nodesAbove } from '../../model/nodes-above.ts';
import { resolvePath } from '../../model/paths.ts';
import type { Model, Node } from '../../model/types.ts';

/** Programs that say a line or two, whatever they are asked. */
const SAYS_LITTLE = new Set([
  ...SPEAKING,
  'dirname',
  'basename',
  'readlink',
  'realpath',
  'command',
  'type',
  'dpkg-architecture',
]);

/** Longer stages are not looked at. */
const MAX_STEPS = 200;

/** Whether all that a stage writes to a file, by its absolute path, is what such a program says: `dirname "$X" > /tmp/folder`. */
export function isSaid(model: Model, stage: number, path: string): boolean {
  const end = model.stages[stage]?.end ?? 0;
  const runs = [...nodesAbove(model, { stage, index: end }, MAX_STEPS)].filter(
    ({ instruction: { keyword, text } }) => keyword === 'RUN' && text.includes('>'),
  );
  const writes = runs.flatMap((node) => commandsTo(model, node, path));
  return writes.length > 0 && writes.every(saysLittle);
}

function commandsTo(model: Model, node: Node, path: string): readonly RunPart[] {
  const place = placesOf(model)[node.index];
  const run = runTextOf(node.instruction.text);
  return place === undefined
    ? []
    : commandsIn(model, node).filter((part) => {
        const targets = redirectsToFile(part.command) ? targetsOf(part, run) : undefined;
        const own = [
          ...(targets?.absolute ?? []),
          ...(targets?.relative ?? []).map((one) => resolvePath(place.directory, one)),
        ];
        return own.includes(path);
      });
}

function saysLittle({ command }: RunPart): boolean {
  const read = commandOf(command);
  return (
    read !== undefined &&
    (SAYS_LITTLE.has(read.name) ||
      (read.args.length === 1 && /^(-v|-V|--?version|version)$/.test(read.args[0]?.text ?? '')))
  );
}
