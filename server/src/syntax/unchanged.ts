import { countWhile } from './ascending.ts';
import { lineEndAt } from './lines.ts';
import type { Dockerfile, Instruction } from './types.ts';

/** What a text has in common with the one before it. */
export interface Unchanged {
  /** How many instructions at the top are what they were: nothing that decides where they end has changed. */
  readonly above: number;
  /** Offset of the line below the last of them; 0 when there is none. */
  readonly from: number;
  /** Offset from which on the text is the end of the old one. */
  readonly below: number;
  /** What is to be added to an offset in the old text to find that character here. */
  readonly shift: number;
}

/** Compares a text with the one of a Dockerfile that was read before. A few comparisons of long pieces, no look at each character. */
export function unchangedSince(before: Dockerfile, text: string): Unchanged {
  const old = before.text;
  const prefix = commonPrefix(old, text);
  const suffix = commonSuffix(old, text, Math.min(old.length, text.length) - prefix);
  // What nothing ends goes as far as the text below lets it: such a heredoc, and the file's last instruction.
  const open = before.problems.find(({ kind }) => kind === 'unterminated-heredoc');
  const most = Math.min(prefix, open?.span.start ?? prefix, old.length - 1);
  const above = countWhile(before.instructions, (instruction) => lineBelow(old, instruction) <= most);
  const last = before.instructions[above - 1];
  return {
    above,
    from: last === undefined ? 0 : lineBelow(old, last),
    below: text.length - suffix,
    shift: text.length - old.length,
  };
}

/** Offset of the line below an instruction, where reading goes on; past the text's end where nothing ends its last line. */
export function lineBelow(text: string, { end }: Instruction): number {
  return lineEndAt(text, end) + 1;
}

/** Pieces of this many code units are compared at once. */
const PIECE = 4096;

function commonPrefix(one: string, other: string): number {
  const most = Math.min(one.length, other.length);
  let same = 0;
  for (let piece = PIECE; piece >= 1; piece >>= 1) {
    while (same + piece <= most && one.slice(same, same + piece) === other.slice(same, same + piece)) {
      same += piece;
    }
  }
  return same;
}

function commonSuffix(one: string, other: string, most: number): number {
  let same = 0;
  for (let piece = PIECE; piece >= 1; piece >>= 1) {
    while (
      same + piece <= most &&
      one.slice(one.length - same - piece, one.length - same) ===
        other.slice(other.length - same - piece, other.length - same)
    ) {
      same += piece;
    }
  }
  return same;
}
