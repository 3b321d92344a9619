import type { Node } from '../model/types.ts';
import { firstLineIn } from '../syntax/first-line.ts';
import type { Span } from '../syntax/types.ts';

/** Where a finding about a whole instruction is shown: its first line, without the line end. */
export function firstLineOf({ instruction }: Pick<Node, 'instruction'>): Span {
  const { start, text } = instruction;
  return { start, end: start + firstLineIn(text).length };
}
