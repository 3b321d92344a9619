import { withoutTrailing } from '../syntax/without-trailing.ts';

/** The last lines of an output. */
export interface Tail {
  /** More output, which may end in the middle of a line. */
  readonly add: (text: string) => void;
  readonly lines: () => readonly string[];
}

/** Lines that are kept, and characters of each. */
const MAX_LINES = 20;
const MAX_LENGTH = 500;

/** Makes an empty one. A carriage return begins its line anew, as on a terminal; colours are left out. */
export function createTail(): Tail {
  const lines: string[] = [];
  let open = '';
  return {
    add: (text) => {
      const pieces = text.split('\n');
      open = (open + (pieces[0] ?? '')).slice(0, MAX_LENGTH);
      for (const piece of pieces.slice(1)) {
        lines.push(open);
        open = piece.slice(0, MAX_LENGTH);
      }
      lines.splice(0, lines.length - MAX_LINES);
    },
    lines: () =>
      [...lines, open]
        .map(plainLine)
        .filter((line) => line !== '')
        .slice(-MAX_LINES),
  };
}

/** A line as a terminal would leave it, without escape sequences and other control characters. */
export function plainLine(line: string): string {
  const shown = withoutTrailing(line, '\r');
  return (
    shown
      .slice(shown.lastIndexOf('\r') + 1)
      // eslint-disable-next-line no-control-regex -- control characters are what is looked for.
      .replace(/\u001b(\[[0-9;?]*[ -/]*[@-~]|[@-Z\\-_])|[\u0000-\u0008\u000b-\u001f\u007f]/g, '')
      .trimEnd()
  );
}
