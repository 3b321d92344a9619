import { contentEndAt, continuationAt, lineEndAt } from './lines.ts';
import { parse } from './parse.ts';
import type { Dockerfile, Instruction } from './types.ts';

/** What is to become of instructions. */
export interface Changes {
  /** These are not there. */
  readonly left: readonly Instruction[];
  /** What these have swallowed are instructions of their own. */
  readonly released: readonly Instruction[];
}

/** A Dockerfile without some of its instructions, while all others stand where they stood. */
export function withoutInstructions(file: Dockerfile, { left, released }: Changes): Dockerfile {
  const starts = new Set(left.map(({ start }) => start));
  const cuts = released.flatMap((instruction) => cutsIn(file, instruction));
  const read = cuts.length === 0 ? file : parse(blanked(file.text, cuts));
  return { ...read, instructions: read.instructions.filter(({ start }) => !starts.has(start)) };
}

/** The offsets of the escape characters by which an instruction goes on in lines that begin with a keyword, ascending. */
function cutsIn({ text, escape }: Dockerfile, { start, line, end, swallowed }: Instruction): number[] {
  const cuts: number[] = [];
  let number = line;
  let last = start;
  for (let lineStart = start; lineStart < end && cuts.length < swallowed.length; number++) {
    const lineEnd = lineEndAt(text, lineStart);
    if (swallowed[cuts.length] === number) {
      cuts.push(last);
    }
    const cut = continuationAt(text, lineStart, contentEndAt(text, lineStart, lineEnd), escape);
    last = cut < 0 ? last : cut;
    lineStart = lineEnd + 1;
  }
  return cuts;
}

/** The text with blanks at these offsets. */
function blanked(text: string, offsets: readonly number[]): string {
  return [-1, ...offsets].map((offset, index) => text.slice(offset + 1, offsets[index])).join(' ');
}
