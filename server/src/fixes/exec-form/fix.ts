import type { Model, Node } from '../../model/types.ts';
import type { ArrayFault } from '../../syntax/array-items.ts';
import type { ArrayRepair, BrokenArray } from '../../syntax/broken-array.ts';
import { parsedOf } from '../../syntax/instruction.ts';
import { isShell } from '../../syntax/shell-names.ts';
import { applyEdits } from '../apply-edits.ts';
import { lineEndOf } from '../moving/blocks.ts';
import { readAlone } from '../moving/proof.ts';
import { listedBriefly } from '../moving/words.ts';
import type { Fix, TextEdit } from '../types.ts';

/**
 * Makes JSON of an array, where it is certain which words are meant: quotes, commas and backslashes are set right, and a comment
 * behind it moves to a line of its own. For review, since the image then does something else than before. Undefined unless the result,
 * read again, is the same instruction with those words as its array.
 */
export function execFormFix(model: Model, node: Node, broken: BrokenArray): Fix | undefined {
  const { repair } = broken;
  if (repair === undefined) {
    return undefined;
  }
  const edits = [...commentAbove(model, node, repair), ...repair.edits.map((edit) => moved(edit, node))];
  return holdsArray(model, node, edits, repair)
    ? {
        title: `${titleOf(broken)} (review: ${reviewOf(model, node, broken, repair)})`,
        safety: 'review',
        edits: [{ file: 'dockerfile', edits }],
      }
    : undefined;
}

function moved({ start, end, newText }: TextEdit, { instruction }: Node): TextEdit {
  return { start: instruction.start + start, end: instruction.start + end, newText };
}

function commentAbove({ file }: Model, { instruction }: Node, { comment }: ArrayRepair): readonly TextEdit[] {
  if (comment === undefined) {
    return [];
  }
  const { start } = instruction;
  const indent = /[ \t]*$/.exec(file.text.slice(file.text.lastIndexOf('\n', start - 1) + 1, start))?.[0];
  const newText = `${comment}${lineEndOf(file, instruction)}${indent ?? ''}`;
  return [{ start, end: start, newText }];
}

/** Reads the instruction as it is then, with others around it that it must leave alone: the edits stay inside and right above it. */
function holdsArray(
  { file }: Model,
  { index, instruction: { start, end } }: Node,
  edits: readonly TextEdit[],
  { words, comment }: ArrayRepair,
): boolean {
  // A comment above the first instruction might be a directive.
  if (index === 0 && comment !== undefined) {
    return false;
  }
  const own = file.text.slice(start, end);
  const inside = edits.map((edit) => ({ ...edit, start: edit.start - start, end: edit.end - start }));
  const before = readAlone(file, [own, 'FROM b']);
  const after = readAlone(file, [applyEdits(own, inside), 'FROM b']);
  const [, instruction] = after.instructions;
  const written = instruction && parsedOf(after, instruction);
  const parsed = written?.trigger?.parsed ?? written;
  const read = (parsed?.args ?? []).slice(-words.length || Infinity).map(({ text }) => text);
  return (
    parsed?.json === true &&
    read.length === words.length &&
    read.every((word, at) => word === words[at]) &&
    after.instructions.length === before.instructions.length &&
    after.comments.length === before.comments.length + (comment === undefined ? 0 : 1)
  );
}

function titleOf({ faults, repair }: BrokenArray): string {
  const [{ kind }, ...more] = faults;
  return more.length > 0 ? `Write ${shortened(repair?.text ?? '')}` : TITLES[kind];
}

const TITLES: Readonly<Record<ArrayFault['kind'], string>> = {
  single: 'Use double quotes',
  curly: 'Use straight double quotes',
  bare: 'Put the words in double quotes',
  separator: 'Set the missing comma',
  gap: 'Remove the comma',
  trailing: 'Remove the comma behind the last string',
  backslash: 'Double the backslashes',
  blank: 'Use plain blanks',
  comment: 'Move the comment to a line of its own',
  behind: 'Remove what stands behind it',
};

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

/** More words than this are not named. */
const MAX_NAMED = 3;

function reviewOf(model: Model, node: Node, { keyword }: BrokenArray, { words }: ArrayRepair): string {
  const [program = 'nothing', ...rest] = words;
  switch (keyword) {
    case 'VOLUME':
      return words.length === 1
        ? `the volume is then ${program}`
        : `the volumes are then ${listedBriefly(words, MAX_NAMED, '')}`;
    case 'ADD':
    case 'COPY':
      return `the build then copies ${listedBriefly(words.slice(0, -1), MAX_NAMED, '')}`;
    case 'SHELL':
      return `${program} then runs the shell form below`;
    default:
      break;
  }
  if (!isShell(program) && words.some((word) => /\$[\w{]/.test(word))) {
    return 'no shell replaces its variables then';
  }
  const entrypoint = node.stage === undefined ? [] : (model.stages[node.stage]?.config.entrypoint ?? []);
  if (keyword === 'CMD' && node.instruction.keyword === 'CMD' && entrypoint.length > 0) {
    return `ENTRYPOINT then gets ${listedBriefly([program, ...rest], MAX_NAMED, '')}`;
  }
  return keyword === 'HEALTHCHECK'
    ? `the check then runs ${program}`
    : `the ${keyword === 'RUN' ? 'build' : 'container'} then runs ${program}`;
}
