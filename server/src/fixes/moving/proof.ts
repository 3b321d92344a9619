import { parse } from '../../syntax/parse.ts';
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

/** Instructions read below a FROM alone: what edits make of a few is known without the rest of the file. */
export function readAlone({ escape }: Dockerfile, instructions: readonly string[]): Dockerfile {
  return parse([`# escape=${escape}`, 'FROM a', ...instructions].join('\n'));
}
