import type { Node } from '../model/types.ts';
import type { Span } from '../syntax/types.ts';

/** Where a finding about a whole instruction is shown: its first line, without the line end. */
export function firstLineOf({ instruction }: Pick<Node, 'instruction'>): Span {
  const firstLine = instruction.text.split(/\r?\n/, 1)[0] ?? '';
  return { start: instruction.start, end: instruction.start + firstLine.length };
}
