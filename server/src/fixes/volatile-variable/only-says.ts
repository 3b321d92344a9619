import { commandOf } from '../../ecosystems/command.ts';
import type { Model, Node } from '../../model/types.ts';
import { parsedOf } from '../../syntax/instruction.ts';
import { scriptOf } from '../../syntax/shell.ts';
import type { ShellCommand } from '../../syntax/types.ts';
import { placesOf } from '../moving/places.ts';
import { redirectsToFile } from '../moving/redirections.ts';

/** Whether a RUN only prints what it is told: its layer is empty wherever it stands. */
export function onlySays(model: Model, node: Node): boolean {
  const { keyword, text } = node.instruction;
  if (keyword !== 'RUN' || !SAYS.test(text) || placesOf(model)[node.index]?.readableShell !== true) {
    return false;
  }
  const script = scriptOf(model.file, node.instruction);
  return (
    script?.form === 'shell' &&
    script.complete &&
    parsedOf(model.file, node.instruction).flags.length === 0 &&
    script.commands.every(isSaying)
  );
}

/** What it says by `$( )` comes from commands of their own, which have a depth. */
function isSaying(command: ShellCommand): boolean {
  const name = commandOf(command)?.name;
  return (name === 'echo' || name === 'printf') && command.depth === 0 && !redirectsToFile(command);
}

const SAYS = /\b(echo|printf)\b/;
