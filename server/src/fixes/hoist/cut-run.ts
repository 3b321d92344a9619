import type { Model, Node } from '../../model/types.ts';
import { parsedOf } from '../../syntax/instruction.ts';
import { cleansUp } from '../moving/cleans-up.ts';
import { code } from '../moving/words.ts';
import { commentsInGap } from './cut-gap.ts';
import { firstWithoutLists } from './lists-needed.ts';
import { writtenCommand } from '../moving/command-text.ts';
import type { ReadRun, Step } from './run-reading.ts';

/** A RUN cut in two behind what it installs by name: two instructions, without a line end. */
export interface CutRun {
  readonly first: string;
  readonly second: string;
  /** Comment lines that stood between the two, and belong to `second`. */
  readonly comments: readonly string[];
  /** How many of the RUN's commands are in `first`. */
  readonly count: number;
}

/** More places than this are not tried: each looks at all that stays below. */
const MAX_TRIED = 50;

/** Whether a command may run above the copy: what it reads and writes does not depend on the working directory. */
export function isMovable({ kind, paths }: Step): boolean {
  const isPlaced = kind !== 'environment' || paths?.relative.length === 0;
  return kind !== 'unknown' && kind !== 'install' && isPlaced;
}

/**
 * Cuts `RUN apt-get update && apt-get install -y git && make` behind the last install that the rest does not undo. Only
 * where the commands are joined by `&&` and carry nothing over; otherwise a clause that says why not.
 */
export function cutRun(model: Model, node: Node, { script, steps }: ReadRun): CutRun | string {
  const { instruction } = node;
  const end = steps.findIndex((step) => !isMovable(step));
  const shares = `it shares its RUN with ${code(textOf(node, steps[end] ?? steps[0]))}`;
  const start = steps[0]?.part.command.span.start ?? 0;
  const isPlain = steps.every(
    ({ part }, index) =>
      part.command.depth > 0 ||
      part.command.join === '|' ||
      part.command.join === (index === 0 ? 'start' : '&&'),
  );
  if (
    script.form !== 'shell' ||
    !isPlain ||
    parsedOf(model.file, instruction).heredocs.length > 0 ||
    instruction.text.slice(0, start).includes('\n')
  ) {
    return shares;
  }
  let reason: string | undefined;
  for (let count = end; count > 0 && end - count < MAX_TRIED; count--) {
    const head = steps.slice(0, count);
    const tail = steps.slice(count);
    const comments = commentsAt(model, node, head, tail);
    if (comments === undefined || !head.some(({ kind }) => kind === 'system' || kind === 'packages')) {
      continue;
    }
    if (head.some(({ part }) => isCarriedOver(part))) {
      continue;
    }
    const obstacle = separates(node, head, tail);
    if (obstacle !== undefined) {
      // The first reason is that of the cut which would move most.
      reason ??= obstacle;
      continue;
    }
    const prefix = head
      .filter(({ part }) => part.role === 'options')
      .map((step) => `${textOf(node, step)} && `)
      .join('');
    const tailStart = tail[0]?.part.command.span.start ?? 0;
    return {
      first: instruction.text.slice(0, head[count - 1]?.part.command.span.end),
      second: `${instruction.text.slice(0, start)}${prefix}${instruction.text.slice(tailStart)}`,
      comments,
      count,
    };
  }
  return reason ?? shares;
}

/** Why two parts of a RUN must stay one, though nothing but `&&` joins them. */
function separates(node: Node, head: readonly Step[], tail: readonly Step[]): string | undefined {
  if (undoes(node, head, tail)) {
    return 'the RUN cleans up behind it';
  }
  const stale = firstWithoutLists(tail);
  return stale === undefined
    ? undefined
    : `${code(textOf(node, stale))} would go by lists of packages that stay cached above`;
}

/** What a later command of the same shell would still see: a directory, a variable, a group that is still open. */
function isCarriedOver({ role, command }: Step['part']): boolean {
  return (
    role === 'directory' ||
    role === 'variables' ||
    command.words.length === 0 ||
    command.conditional ||
    command.depth > 0
  );
}

/** The comment lines where a RUN is cut; undefined where more than `&&` joins two commands of the script itself. */
function commentsAt(
  model: Model,
  node: Node,
  head: readonly Step[],
  tail: readonly Step[],
): readonly string[] | undefined {
  const before = head[head.length - 1]?.part.command;
  const after = tail[0]?.part.command;
  return before === undefined || after?.join !== '&&' || after.depth > 0
    ? undefined
    : commentsInGap(node.instruction.text.slice(before.span.end, after.span.start), model.file.escape);
}

/** Whether the rest removes what the beginning installs, cleans caches up, or asks how the beginning went. */
function undoes(node: Node, head: readonly Step[], tail: readonly Step[]): boolean {
  const installed = new Set(head.flatMap(({ names, removes }) => (removes ? [] : names)));
  return tail.some((step) => {
    const text = textOf(node, step);
    const removes =
      step.removes && (step.names.length === 0 || step.names.some((name) => installed.has(name)));
    return removes || (!step.removes && cleansUp(step.part.command, text)) || /[$]\?/.test(text);
  });
}

function textOf({ instruction }: Node, step: Step | undefined): string {
  return writtenCommand(instruction.text, step?.part.command);
}
