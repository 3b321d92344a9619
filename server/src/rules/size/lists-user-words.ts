import { code, shown } from '../../fixes/moving/words.ts';
import type { ListsUser } from '../../fixes/update-alone/users.ts';

/** The beginning of a sentence on who needs the lists of packages: `apt-get install -y jq` (line 3) goes by. */
export function goesBy({ node, part, isSure }: ListsUser): string {
  const { text, line } = node.instruction;
  const span = part?.command.span;
  const who = span === undefined ? shown(node) : code(text.slice(span.start, span.end));
  return `${who} (line ${line}) ${isSure ? 'goes' : 'may go'} by`;
}
