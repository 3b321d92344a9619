/** Cuts pieces of text into lines. */
export interface LineReader {
  /** The lines that are complete with this piece, without their ends. */
  readonly read: (chunk: string) => string[];
}

/** Characters of a line that are kept; the rest of a longer one is dropped, so that no output can fill the memory. */
const MAX_LINE = 4_000_000;

/** Makes a reader that remembers the beginning of the last line. `\n` ends a line, with or without `\r` in front. */
export function createLineReader(): LineReader {
  let parts: string[] = [];
  let length = 0;
  const keep = (part: string): void => {
    const kept = part.slice(0, Math.max(0, MAX_LINE - length));
    length += kept.length;
    if (kept !== '') {
      parts.push(kept);
    }
  };
  return {
    read: (chunk) => {
      const pieces = chunk.split('\n');
      const last = pieces.pop() ?? '';
      const lines = pieces.map((piece) => {
        keep(piece);
        const line = parts.join('').replace(/\r$/, '');
        parts = [];
        length = 0;
        return line;
      });
      keep(last);
      return lines;
    },
  };
}
