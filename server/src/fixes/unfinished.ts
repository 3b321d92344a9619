import { endsInNamelessInstall } from '../ecosystems/nameless-install.ts';
import type { Model, Node } from '../model/types.ts';
import { rememberedWith } from '../syntax/remembered-with.ts';
import type { Dockerfile, Instruction } from '../syntax/types.ts';
import { isUnfinished } from '../syntax/unfinished.ts';
import type { Fix } from './types.ts';

/** The instructions that somebody is still writing, by the text alone: what they will be is not known. */
export const unfinishedIn: (model: Model) => readonly Node[] = rememberedWith(({ file, nodes }) =>
  unfinishedAmong(file).flatMap((index) => nodes[index] ?? []),
);

/** What was read last: the next text is mostly the same one with a key more. */
let last: Pick<Dockerfile, 'escape' | 'instructions'> & { readonly found: readonly number[] } = {
  escape: '\\',
  instructions: [],
  found: [],
};

/** The indexes of the instructions; only those that are not the last text's own are looked at. */
function unfinishedAmong(file: Dockerfile): readonly number[] {
  const { escape, instructions } = file;
  const before = last.escape === escape ? last : { instructions: [], found: [] };
  const most = Math.min(instructions.length, before.instructions.length);
  let above = 0;
  while (above < most && instructions[above]?.text === before.instructions[above]?.text) {
    above++;
  }
  const shift = instructions.length - before.instructions.length;
  let end = instructions.length;
  while (
    end > above + Math.max(shift, 0) &&
    instructions[end - 1]?.text === before.instructions[end - 1 - shift]?.text
  ) {
    end--;
  }
  const found = [
    ...before.found.filter((index) => index < above),
    ...instructions.slice(above, end).flatMap((one, index) => (isOpen(file, one) ? [above + index] : [])),
    ...before.found.flatMap((index) => (index >= end - shift ? [index + shift] : [])),
  ];
  last = { escape, instructions, found };
  return found;
}

function isOpen(file: Dockerfile, instruction: Instruction): boolean {
  return isUnfinished(file, instruction) || endsInNamelessInstall(file, instruction);
}

/**
 * Whether a fix changes the Dockerfile at, above and below an instruction that is not finished or that BuildKit refuses: what
 * that is to be decides whether anything may move past it.
 */
export function passesUnfinished(model: Model, { edits }: Fix): boolean {
  const own = edits.flatMap((edit) => (edit.file === 'dockerfile' ? edit.edits : []));
  const start = Math.min(...own.map((edit) => edit.start));
  const end = Math.max(...own.map((edit) => edit.end));
  const isPassed = ({ instruction }: Node): boolean => instruction.start < end && instruction.end > start;
  return (
    own.length > 0 &&
    (unfinishedIn(model).some(isPassed) ||
      model.nodes.some((node) => node.kind === 'unknown' && isPassed(node)))
  );
}
