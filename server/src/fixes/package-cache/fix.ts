import type { Model, Node } from '../../model/types.ts';
import { scriptOf } from '../../syntax/shell.ts';
import { applyEdits } from '../apply-edits.ts';
import { resultOf, type Replacement } from '../refactor/proof.ts';
import type { Fix, TextEdit } from '../types.ts';
import { namedStep } from '../update-alone/named-step.ts';
import { isAlone, takeOutPart, type RunScript } from './behind.ts';
import type { CacheLeft } from './left.ts';
import { writtenCommand } from '../moving/command-text.ts';
import { takeOut } from '../moving/take-out.ts';
import { placeOf } from './place.ts';

/**
 * Lets a RUN keep nothing of what its package manager has downloaded. Always for review: the image holds less. Undefined for the
 * JSON form, where the last command that fills the cache stands in a group, a condition, a loop or a pipe, or may not come back, where
 * one command can't empty the caches of all, and where a step further down goes by what would be removed. Only what changes is read
 * again: a file may hold thousands of such RUNs.
 */
export function packageCacheFix(model: Model, left: CacheLeft): Fix | undefined {
  const { node, user, shared } = left;
  const script = scriptOf(model.file, node.instruction);
  if (user !== undefined || shared !== undefined || script === undefined || script.form === 'exec') {
    return undefined;
  }
  const run = { text: node.instruction.text, script };
  const replaced = dropsAll(left, run) ? withoutRun(model, node) : withEdits(node, editsOf(left, run));
  return replaced !== undefined && resultOf(model, replaced) !== undefined
    ? {
        title: titleOf(left),
        safety: 'review',
        edits: [{ file: 'dockerfile', edits: replaced.edits }],
      }
    : undefined;
}

function titleOf({ kind, remedy, node, script }: CacheLeft): string {
  if (kind === 'lists') {
    const what = remedy.kind === 'flag' ? `Add ${remedy.flag}` : 'Remove the lists of apt in the same RUN';
    const held = remedy.kind === 'flag' ? 'the lists of apt' : 'them';
    const needed = script === undefined ? '' : `; ${namedStep(script)} must not install by them`;
    return `${what} (review: the image no longer holds ${held}${needed})`;
  }
  const what =
    remedy.kind === 'flag'
      ? `Install with ${remedy.flag}`
      : remedy.kind === 'command'
        ? `Run ${remedy.command} in the same RUN`
        : `Leave out ${remedy.parts.map(({ command }) => writtenCommand(node.instruction.text, command)).join(' and ')}`;
  return `${what} (review: the image no longer holds its cache)`;
}

/** Relative to the instruction's start; none where one of them can't be made. */
function editsOf({ remedy }: CacheLeft, run: RunScript): readonly TextEdit[] {
  const edits =
    remedy.kind === 'command'
      ? [placeOf(run, remedy)?.edit]
      : remedy.kind === 'drop'
        ? remedy.parts.map((part) => takeOutPart(run, part))
        : remedy.fills.map(({ flagAt }) =>
            flagAt === undefined ? undefined : { start: flagAt, end: flagAt, newText: ` ${remedy.flag}` },
          );
  const made = edits.filter((edit) => edit !== undefined);
  const isApart = made.every(({ start }, index) => start >= (made[index - 1]?.end ?? 0));
  return made.length === edits.length && isApart ? made : [];
}

function withEdits({ index, instruction }: Node, edits: readonly TextEdit[]): Replacement | undefined {
  const placed = edits.map(({ start, end, newText }) => ({
    start: instruction.start + start,
    end: instruction.start + end,
    newText,
  }));
  const texts = [applyEdits(instruction.text, edits)];
  return edits.length === 0 ? undefined : { first: index, last: index, texts, edits: placed };
}

function dropsAll({ remedy }: CacheLeft, run: RunScript): boolean {
  return remedy.kind === 'drop' && remedy.parts.some((part) => isAlone(run, part));
}

/** Its neighbours alone, which are read again, since they meet then; undefined where it says more than its command. */
function withoutRun(model: Model, node: Node): Replacement | undefined {
  const { instructions } = model.file;
  const { index, instruction, detail } = node;
  const isPlain = instruction.comments.length === 0 && detail.kind === 'run' && detail.mounts.length === 0;
  const below = instructions[index + 1];
  const texts = [instructions[index - 1], below].flatMap((one) => one?.text ?? []);
  const last = below === undefined ? index : index + 1;
  return isPlain
    ? { first: index - 1, last, texts, edits: takeOut(model, [{ node, staying: '' }]) }
    : undefined;
}
