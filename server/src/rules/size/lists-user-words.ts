import { shown, shownCommand } from '../../fixes/moving/words.ts';
import type { ListsUser } from '../../fixes/update-alone/users.ts';

/** The beginning of a sentence on who needs the lists of packages: `apt-get install -y jq` (line 3) goes by. */
export function goesBy({ node, part, isSure }: ListsUser): string {
  const who = part === undefined ? shown(node) : shownCommand(node, part.command);
  return `${who} (line ${node.instruction.line}) ${isSure ? 'goes' : 'may go'} by`;
}
