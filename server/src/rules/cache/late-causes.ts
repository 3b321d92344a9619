import type { ContextSnapshot } from '../../context/types.ts';
import type { CopyStep } from '../../fixes/moving/copy-step.ts';
import { bringsHistory } from '../../fixes/moving/git-folder.ts';
import { listedBriefly, shown } from '../../fixes/moving/words.ts';

/** More lines than this are not named. */
const MAX_NAMED = 3;

/** What makes a RUN below these copies run again, as the beginning of a sentence. */
export function changeOf([first, ...more]: readonly CopyStep[], context?: ContextSnapshot): string {
  if (first === undefined || first.copy.from.kind === 'context') {
    return first && context && bringsHistory(first, context) ? 'Every commit' : 'Every source change';
  }
  const lines = [first, ...more].map(({ node }) => String(node.instruction.line));
  return more.length === 0
    ? `Every change of what line ${lines.join('')} copies`
    : `Every change of what lines ${listedBriefly(lines, MAX_NAMED, '')} copy`;
}

/** Where they stand, as the beginning of a clause. */
export function placeOf([first, ...more]: readonly CopyStep[]): string {
  if (first === undefined || more.length > 0) {
    return `${more.length === 1 ? 'both' : 'they'} come`;
  }
  return `${shown(first.node)} (line ${String(first.node.instruction.line)}) comes`;
}
