import type { Dockerfile, Instruction } from '../../syntax/types.ts';
import { lineEndOf } from '../moving/blocks.ts';

/** How a RUN's text goes on to the next line. */
export interface Layout {
  readonly eol: string;
  /** A blank, the continuation character and the line end. */
  readonly wrap: string;
  /** The blanks in front of continuation lines. */
  readonly indent: string;
  /** True where `&&` begins the lines. */
  readonly leads: boolean;
}

/** The layout that instructions have, or four blanks and `&&` at the line's end. */
export function layoutOf(file: Dockerfile, instructions: readonly Instruction[]): Layout {
  const eol = lineEndOf(file, instructions[0]);
  const texts = instructions.map(({ text }) => text);
  const found = texts.map((text) => /\n([ \t]+)[^\s#]/.exec(text)?.[1]).find((one) => one !== undefined);
  return {
    eol,
    wrap: ` ${file.escape}${eol}`,
    indent: found ?? '    ',
    leads: texts.some((text) => /\n[ \t]*&&/.test(text)),
  };
}
