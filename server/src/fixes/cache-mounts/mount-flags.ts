import type { Node } from '../../model/types.ts';
import { parsedOf } from '../../syntax/instruction.ts';
import type { Dockerfile } from '../../syntax/types.ts';
import type { TextEdit } from '../types.ts';
import { lineEndOf } from '../moving/blocks.ts';

/**
 * The edit, relative to the instruction's start, that puts `--mount` flags behind the ones that a RUN has: one on the same line,
 * several on lines of their own. In front of a heredoc they stay on its line.
 */
export function mountFlags(file: Dockerfile, node: Node, values: readonly string[]): TextEdit {
  const { instruction } = node;
  const parsed = parsedOf(file, instruction);
  const keywordEnd = /^\w*/.exec(instruction.text)?.[0].length ?? 0;
  const at = parsed.flags[parsed.flags.length - 1]?.span.end ?? keywordEnd;
  const rest = instruction.text.slice(at);
  const flags = values.map((value) => ` --mount=${value}`);
  const isOneLine = values.length === 1 || parsed.heredocs.length > 0;
  const breaks = new RegExp(`^[ \\t]*${file.escape === '\\' ? '\\\\' : '`'}[ \\t]*\\r?\\n`).test(rest);
  const next = ` ${file.escape}${lineEndOf(file, instruction)}   `;
  const newText = isOneLine ? flags.join('') : flags.join(next) + (breaks ? '' : next);
  return { start: at, end: at, newText };
}
