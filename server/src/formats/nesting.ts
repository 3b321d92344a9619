/** Characters that open and close a level. */
export interface Brackets {
  readonly open: string;
  readonly close: string;
}

/**
 * True for a text that may nest deeper than `levels`, for parsers that recurse: V8 ends the whole process when a regular
 * expression is compiled on the last bit of stack. Brackets inside strings count too, so a few odd texts are refused.
 */
export function nestsDeeperThan(text: string, levels: number, { open, close }: Brackets): boolean {
  let depth = 0;
  for (const character of text) {
    if (open.includes(character)) {
      depth++;
      if (depth > levels) {
        return true;
      }
    } else if (close.includes(character)) {
      depth = Math.max(0, depth - 1);
    }
  }
  return false;
}
