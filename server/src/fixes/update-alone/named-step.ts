import type { ShellCommand } from '../../syntax/types.ts';
import { commandWords, writtenCommand } from '../moving/command-text.ts';
import { code, shown } from '../moving/words.ts';
import type { ListsUser } from './users.ts';

/** A step that may go by lists of packages, as it is named in a sentence: `apt-get install -y jq` (line 3). */
export function namedStep({ node, part }: ListsUser): string {
  return `${part === undefined ? shown(node) : code(written(node.instruction.text, part.command))} (line ${node.instruction.line})`;
}

/** A command as it stands in the Dockerfile; of a JSON array, its words. */
function written(text: string, command: ShellCommand): string {
  const own = writtenCommand(text, command);
  return /^"[^"]*"\s*,/.test(own) ? commandWords(command) : own;
}
