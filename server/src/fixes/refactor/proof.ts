import type { Model } from '../../model/types.ts';
import { parsedOf } from '../../syntax/instruction.ts';
import { scriptOf } from '../../syntax/shell.ts';
import type { Dockerfile, Instruction, ShellCommand } from '../../syntax/types.ts';
import { applyEdits } from '../apply-edits.ts';
import { holdsInstructions, readAlone } from '../moving/proof.ts';
import type { TextEdit } from '../types.ts';

/** Instructions in place of others, from `first` to `last` (node indexes, inclusive). */
export interface Replacement {
  readonly first: number;
  readonly last: number;
  /** What stands there afterwards, without what is between them. */
  readonly texts: readonly string[];
  readonly edits: readonly TextEdit[];
}

/**
 * Whether edits lead to exactly these instructions, with all comments, where each RUN has the flags of the first one and all of
 * them together the commands of before.
 */
export function runsTheSame(model: Model, replacement: Replacement): boolean {
  const { first, last } = replacement;
  const { file } = model;
  const after = resultOf(model, replacement);
  if (after === undefined) {
    return false;
  }
  const before = file.instructions.slice(first, last + 1);
  const flags = flagsOf(file, before[0]);
  return (
    after.every((one) => flagsOf(file, one) === flags) &&
    commandsOf(file, before).join('\n') === commandsOf(file, after).join('\n')
  );
}

/**
 * The instructions that edits make of others; undefined where they are not these, where a comment is lost, or where they reach
 * into what follows. The edits stay inside of the instructions, so that these are enough to read.
 */
export function resultOf(
  { file }: Model,
  { first, last, texts, edits }: Replacement,
): readonly Instruction[] | undefined {
  const start = file.instructions[first]?.start ?? 0;
  const end = file.instructions[last]?.end ?? 0;
  const inside = edits.map((edit) => ({ ...edit, start: edit.start - start, end: edit.end - start }));
  const text = applyEdits(file.text.slice(start, end), inside);
  // Below the last one there is nothing that a line could go on into.
  const below = last + 1 < file.instructions.length ? ['FROM b'] : [];
  const before = readAlone(file, [file.text.slice(start, end), ...below]);
  const after = readAlone(file, [text, ...below]);
  const expected = ['FROM a', ...texts, ...below];
  return holdsInstructions(before, after, expected)
    ? after.instructions.slice(1, texts.length + 1)
    : undefined;
}

function flagsOf(file: Dockerfile, instruction: Instruction | undefined): string {
  const parsed = instruction && parsedOf(file, instruction);
  return parsed === undefined ? '' : parsed.flags.map(({ text }) => text).join(' ') + String(parsed.json);
}

/** The commands without `set -e` in front of a heredoc's, which stands for the `&&` between the others. */
function commandsOf(file: Dockerfile, instructions: readonly Instruction[]): readonly string[] {
  return instructions.flatMap((instruction) => {
    const script = scriptOf(file, instruction);
    const commands = (script?.commands ?? []).map(named);
    return script?.form === 'heredoc' && commands[0] === SET_E ? commands.slice(1) : commands;
  });
}

function named({ words, assignments, redirected, depth }: ShellCommand): string {
  return JSON.stringify([
    words.map(({ text }) => text.replace(/\s+/g, ' ')),
    assignments.map(({ name, value }) => [name, value?.text]),
    redirected,
    depth,
  ]);
}

const SET_E = JSON.stringify([['set', '-e'], [], false, 0]);
