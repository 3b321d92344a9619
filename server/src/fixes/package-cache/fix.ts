import { parse } from '../../syntax/parse.ts';
import type { Model, Node } from '../../model/types.ts';
import { scriptOf } from '../../syntax/shell.ts';
import { blockOf } from '../moving/blocks.ts';
import { holdsInstructions } from '../moving/proof.ts';
import { firstOf } from '../first-of.ts';
import type { Fix, TextEdit } from '../types.ts';
import { isAlone, putBehind, takeOut, type RunScript } from './behind.ts';
import type { CacheLeft } from './left.ts';

/**
 * Lets a RUN keep nothing of what its package manager has downloaded. Always for review: the image holds less. Undefined for the
 * JSON form, where the last command that fills the cache stands in a group, a condition, a loop or a pipe, or may not come back, where
 * one command can't empty the caches of all, and where a step further down goes by what would be removed.
 */
export function packageCacheFix(model: Model, left: CacheLeft): Fix | undefined {
  const { node, user, shared } = left;
  const script = scriptOf(model.file, node.instruction);
  if (user !== undefined || shared !== undefined || script === undefined || script.form === 'exec') {
    return undefined;
  }
  const run = { text: node.instruction.text, script };
  const edits = dropsAll(left, run) ? wholeBlock(model, node) : inRun(node, editsOf(left, run));
  return edits.length > 0 && isProven(model, node, edits)
    ? { title: titleOf(left), safety: 'review', edits: [{ file: 'dockerfile', edits }] }
    : undefined;
}

function titleOf({ kind, remedy, node }: CacheLeft): string {
  if (kind === 'lists') {
    return 'Remove the lists of apt in the same RUN (review: the image no longer holds them)';
  }
  const what =
    remedy.kind === 'flag'
      ? `Install with ${remedy.flag}`
      : remedy.kind === 'command'
        ? `Run ${remedy.command} in the same RUN`
        : `Leave out ${remedy.parts.map(({ command: { span } }) => node.instruction.text.slice(span.start, span.end)).join(' and ')}`;
  return `${what} (review: the image no longer holds its cache)`;
}

/** Relative to the instruction's start; none where one of them can't be made. */
function editsOf({ remedy }: CacheLeft, run: RunScript): readonly TextEdit[] {
  const edits =
    remedy.kind === 'command'
      ? [firstOf(remedy.behind, (part) => putBehind(run, part, remedy.command))]
      : remedy.kind === 'drop'
        ? remedy.parts.map((part) => takeOut(run, part))
        : remedy.fills.map(({ flagAt }) =>
            flagAt === undefined ? undefined : { start: flagAt, end: flagAt, newText: ` ${remedy.flag}` },
          );
  const made = edits.filter((edit) => edit !== undefined);
  const isApart = made.every(({ start }, index) => start >= (made[index - 1]?.end ?? 0));
  return made.length === edits.length && isApart ? made : [];
}

function inRun({ instruction }: Node, edits: readonly TextEdit[]): readonly TextEdit[] {
  return edits.map(({ start, end, newText }) => ({
    start: instruction.start + start,
    end: instruction.start + end,
    newText,
  }));
}

function dropsAll({ remedy }: CacheLeft, run: RunScript): boolean {
  return remedy.kind === 'drop' && remedy.parts.some((part) => isAlone(run, part));
}

/** The whole instruction; none where it says more than its command. */
function wholeBlock({ file }: Model, node: Node): readonly TextEdit[] {
  const isPlain =
    node.instruction.comments.length === 0 && node.detail.kind === 'run' && node.detail.mounts.length === 0;
  const { start, end } = blockOf(file, node);
  return isPlain ? [{ start, end, newText: '' }] : [];
}

/** The result must be the same instructions, with this one changed or gone. */
function isProven({ file, nodes }: Model, node: Node, edits: readonly TextEdit[]): boolean {
  const { instruction } = node;
  const whole = withEdits(file.text, edits, 0);
  const isGone = edits.some(({ start, end }) => start <= instruction.start && end >= instruction.end);
  const text = isGone ? undefined : withEdits(instruction.text, edits, instruction.start);
  const texts = nodes.flatMap((one) =>
    one !== node ? [one.instruction.text] : text === undefined ? [] : [text],
  );
  return holdsInstructions(file, parse(whole, file), texts);
}

function withEdits(text: string, edits: readonly TextEdit[], from: number): string {
  return [...edits]
    .reverse()
    .reduce(
      (result, { start, end, newText }) => result.slice(0, start - from) + newText + result.slice(end - from),
      text,
    );
}
