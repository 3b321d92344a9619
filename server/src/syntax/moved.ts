import type { Comment, Dockerfile, Instruction, Span, SyntaxProblem } from './types.ts';

/** How far something has moved. */
export interface Shift {
  /** UTF-16 code units. */
  readonly offset: number;
  readonly lines: number;
}

/** What stands at and below an offset of a Dockerfile. */
export type Lower = Pick<Dockerfile, 'instructions' | 'comments' | 'problems'>;

/** The same further up or down. What has not moved is the very same objects. */
export function moved({ instructions, comments, problems }: Lower, shift: Shift): Lower {
  if (shift.offset === 0 && shift.lines === 0) {
    return { instructions, comments, problems };
  }
  const at = new Map(comments.map((comment) => [comment, placed(comment, shift)]));
  return {
    comments: [...at.values()],
    problems: problems.map((problem) => placed(problem, shift)),
    instructions: instructions.map((instruction) => movedInstruction(instruction, shift, at)),
  };
}

function movedInstruction(
  instruction: Instruction,
  { offset, lines }: Shift,
  at: ReadonlyMap<Comment, Comment>,
): Instruction {
  const { keyword, known, start, end, line, endLine, text, comments, swallowed } = instruction;
  return {
    keyword,
    known,
    start: start + offset,
    end: end + offset,
    line: line + lines,
    endLine: endLine + lines,
    text,
    comments: comments.length === 0 ? comments : comments.map((comment) => at.get(comment) ?? comment),
    swallowed: swallowed.length === 0 ? swallowed : swallowed.map((one) => one + lines),
  };
}

function placed<Placed extends Comment | SyntaxProblem>(one: Placed, { offset, lines }: Shift): Placed {
  return { ...one, span: movedSpan(one.span, offset), line: one.line + lines };
}

function movedSpan({ start, end }: Span, offset: number): Span {
  return { start: start + offset, end: end + offset };
}
