import type { Node } from '../../model/types.ts';
import type { Dockerfile, Instruction } from '../../syntax/types.ts';

/** Whole lines of an instruction with the comments directly above it: what moves when the instruction moves. */
export interface Block {
  readonly node: Node;
  /** Offsets into the document; `end` is after the line end, if there is one. */
  readonly start: number;
  readonly end: number;
  /** The lines of the comments, with which the text begins; empty for none. */
  readonly comments: string;
  /** The blanks in front of the keyword. */
  readonly indent: string;
  /** The lines, always with a line end; with another text in place of the instruction's own, if one is given. */
  readonly text: (eol: string, instruction?: string) => string;
}

/** The block of a node. A byte order mark stays in front of it. */
export function blockOf(file: Dockerfile, node: Node): Block {
  const { instruction } = node;
  const own = lineStart(file.text, instruction.start);
  const [comment] = instruction.comments;
  const start = comment === undefined ? own : lineStart(file.text, comment.span.start);
  const lineEnd = file.text.indexOf('\n', instruction.end);
  const end = lineEnd < 0 ? file.text.length : lineEnd + 1;
  return {
    node,
    start,
    end,
    comments: file.text.slice(start, own),
    indent: file.text.slice(own, instruction.start),
    text: (eol, changed) => {
      if (changed !== undefined && changed !== instruction.text) {
        return `${file.text.slice(start, instruction.start)}${changed}${eol}`;
      }
      return lineEnd < 0 ? `${file.text.slice(start, end)}${eol}` : file.text.slice(start, end);
    },
  };
}

/** The line end that an instruction has, or the file's where it has none. */
export function lineEndOf(file: Dockerfile, instruction: Instruction | undefined): string {
  const own = file.text.indexOf('\n', instruction?.end ?? 0);
  const end = own < 0 ? file.text.lastIndexOf('\n') : own;
  return end > 0 && file.text.charAt(end - 1) === '\r' ? '\r\n' : '\n';
}

function lineStart(text: string, offset: number): number {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  return text.charCodeAt(start) === 0xfeff ? start + 1 : start;
}
