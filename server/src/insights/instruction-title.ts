import { onOneLine } from '../fixes/moving/words.ts';
import { firstLineIn } from '../syntax/first-line.ts';
import { parsedOf } from '../syntax/instruction.ts';
import type { Dockerfile, Instruction } from '../syntax/types.ts';
import { shorten } from './text.ts';

/**
 * An instruction on one line of at most `limit` UTF-16 units: continued lines are joined, and heredocs left out, but for the first line of
 * what a RUN passes on, as BuildKit shows it (summarizeHeredoc in dockerfile2llb/convert.go).
 */
export function instructionTitle(file: Dockerfile, instruction: Instruction, limit: number): string {
  const { keyword, text } = instruction;
  const [heredoc] = text.includes('<<') ? parsedOf(file, instruction).heredocs : [];
  if (heredoc === undefined) {
    return shorten(onOneLine(text), limit);
  }
  const head = onOneLine(text.slice(0, heredoc.bodySpan.start));
  const body = heredoc.content.slice(0, limit * 4).trim();
  const first = firstLineIn(body);
  const more = first.length < heredoc.content.trim().length ? '...' : '';
  return shorten(keyword === 'RUN' && body !== '' ? `${head} (${first}${more})` : head, limit);
}
