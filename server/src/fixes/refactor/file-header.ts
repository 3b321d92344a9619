import type { Node } from '../../model/types.ts';
import type { Dockerfile } from '../../syntax/types.ts';

/**
 * Offset of the line below the comments on top of a file that are about the whole of it, though they stand directly above its first
 * instruction: a licence, and what silences checks in the whole file. Undefined for other instructions and without such comments.
 */
export function headerEnd(file: Dockerfile, { index, instruction }: Node): number | undefined {
  const { comments } = instruction;
  if (index > 0 || !comments.some(({ text }) => OF_FILE.test(text))) {
    return undefined;
  }
  const own = comments.findIndex(({ text }) => OF_INSTRUCTION.test(text));
  const last = comments[(own < 0 ? comments.length : own) - 1];
  return last && file.text.indexOf('\n', last.span.end) + 1;
}

const OF_FILE = /^(strata:\s*ignore-file|(hadolint|tally)\s+global)\b|copyright|licen[cs]e|SPDX-/i;

const OF_INSTRUCTION = /^(strata:\s*ignore\s*=|(hadolint|tally)\s+ignore\s*=|check\s*=)/i;
