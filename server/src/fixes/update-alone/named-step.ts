import { code, shown } from '../moving/words.ts';
import type { ListsUser } from './users.ts';

/** A step that may go by lists of packages, as it is named in a sentence: `apt-get install -y jq` (line 3). */
export function namedStep({ node, part }: ListsUser): string {
  return `${part === undefined ? shown(node) : code(written(node.instruction.text, part.command))} (line ${node.instruction.line})`;
}

/** A command as it stands in the Dockerfile; of a JSON array, its words. */
function written(text: string, { span, words }: NonNullable<ListsUser['part']>['command']): string {
  const own = text.slice(span.start, span.end);
  return /^"[^"]*"\s*,/.test(own) ? words.map((word) => word.text).join(' ') : own;
}
