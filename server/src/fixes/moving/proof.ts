import type { Dockerfile } from '../../syntax/types.ts';

/**
 * Whether a text that a fix makes holds these instructions and no others, with the problems, directives and comments of before
 * (domain.md 6.2, step 7).
 */
export function holdsInstructions(
  before: Dockerfile,
  after: Dockerfile,
  instructions: readonly string[],
): boolean {
  return (
    after.instructions.length === instructions.length &&
    after.instructions.every(({ text }, index) => text === instructions[index]) &&
    after.problems.length === before.problems.length &&
    after.directives.length === before.directives.length &&
    after.comments.length === before.comments.length
  );
}
