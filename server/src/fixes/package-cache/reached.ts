import type { RunPart } from '../../ecosystems/run-part.ts';
import { runsInAnyCase } from '../moving/commutes.ts';

/** The commands of a RUN up to the one that ends it, and that one. */
export interface Reached {
  readonly parts: readonly RunPart[];
  /** `exit 0`, `exec make`: nothing behind it runs. Undefined where the last command ends the RUN. */
  readonly end: RunPart | undefined;
}

/** What of a RUN is reached when every command succeeds. */
export function reachedOf(parts: readonly RunPart[]): Reached {
  const at = parts.findIndex((part, index) => ends(part, parts[index + 1]));
  return at < 0 ? { parts, end: undefined } : { parts: parts.slice(0, at + 1), end: parts[at] };
}

/** Not in a group, which may be a shell of its own, nor in a pipe or in the background, which are. */
function ends(part: RunPart, next: RunPart | undefined): boolean {
  const { words, depth } = part.command;
  const isEnd = words[0]?.text === 'exit' || (words[0]?.text === 'exec' && words.length > 1);
  const isApart = next?.command.join === '|' || next?.command.join === '&';
  return isEnd && depth === 0 && !isApart && runsInAnyCase(part);
}
