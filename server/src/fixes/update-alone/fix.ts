import type { ContextSnapshot } from '../../context/types.ts';
import type { Model } from '../../model/types.ts';
import { scriptOf } from '../../syntax/shell.ts';
import { takeOut } from '../moving/take-out.ts';
import { writtenCommand } from '../moving/command-text.ts';
import { runsInAnyCase } from '../moving/commutes.ts';
import { mergeRuns } from '../refactor/merge-runs.ts';
import { resultOf } from '../refactor/proof.ts';
import type { Fix, TextEdit } from '../types.ts';
import type { UpdateAlone } from './find.ts';
import { findListsBelow } from './users.ts';

/**
 * Fetches the lists in all RUNs that install by them: one RUN of all of them where they follow each other, else each fetches its own.
 * Undefined where the first RUN does more, where they run as different users, where something in between may install by the lists,
 * and for RUNs that are no plain lines of shell. For review: the packages are then as new as the day on which the step runs.
 */
export function updateAloneFix(
  model: Model,
  context: ContextSnapshot | undefined,
  alone: UpdateAlone,
): Fix | undefined {
  const { node, only, installs, apart } = alone;
  const hasMounts = node.detail.kind === 'run' && node.detail.mounts.length > 0;
  if (!only || apart || hasMounts || isNeededAbove(model, context, alone)) {
    return undefined;
  }
  return installs.length > 1 ? (merged(model, alone) ?? inEach(model, alone)) : inEach(model, alone);
}

/** Whether a script of the context goes by the lists above the first of the installs, or may do so. */
function isNeededAbove(
  model: Model,
  context: ContextSnapshot | undefined,
  { node, installs: [first] }: UpdateAlone,
): boolean {
  const { users, scripts } = findListsBelow(model, context);
  return [users, scripts].some((below) => (below.get(node.index)?.node.index ?? Infinity) < first.node.index);
}

function merged(model: Model, { node, update, installs }: UpdateAlone): Fix | undefined {
  const areNeighbours = installs.every((one, at) => one.node.index === node.index + 1 + at);
  const fix = areNeighbours ? mergeRuns(model, [node, ...installs.map((one) => one.node)]) : undefined;
  const command = writtenCommand(node.instruction.text, update.command);
  const what = `Run ${command} and the ${installs.length} steps that install by it in one RUN`;
  return fix && { ...fix, title: titled(what), safety: 'review' };
}

function inEach(model: Model, alone: UpdateAlone): Fix | undefined {
  const { node, update, installs } = alone;
  const { file, nodes } = model;
  const command = writtenCommand(node.instruction.text, update.command);
  const isPlain = [node, ...installs.map((one) => one.node)].every(
    ({ instruction }) => scriptOf(file, instruction)?.form === 'shell',
  );
  const isSure = [update, ...installs.map(({ part }) => part)].every(
    (part) => runsInAnyCase(part) && part.command.depth === 0,
  );
  const gone = withoutFirst(model, alone);
  if (!isPlain || !isSure || gone === undefined || /[\r\n]/.test(command)) {
    return undefined;
  }
  const prefix = `${command} && `;
  const edits: TextEdit[] = [...gone];
  const changed = new Map<number, string>();
  for (const { node: install, part } of installs) {
    const { text, start: place } = install.instruction;
    const inside = part.command.span.start;
    edits.push({ start: place + inside, end: place + inside, newText: prefix });
    changed.set(install.index, text.slice(0, inside) + prefix + text.slice(inside));
  }
  // From the instruction above the one that goes to the last install: what is read again does not meet that of other findings.
  const first = node.index - 1;
  const last = installs[installs.length - 1]?.node.index ?? node.index;
  const texts = nodes
    .slice(first, last + 1)
    .filter((one) => one !== node)
    .map((one) => changed.get(one.index) ?? one.instruction.text);
  const [{ isUpgrade }] = installs;
  const where =
    installs.length > 1
      ? `in each of the ${installs.length} steps that install by it`
      : `with the ${isUpgrade ? 'upgrade' : 'install'}`;
  return resultOf(model, { first, last, texts, edits }) !== undefined
    ? {
        title: titled(`Run ${command} ${where}`),
        safety: 'review',
        edits: [{ file: 'dockerfile', edits }],
      }
    : undefined;
}

/** What goes of the first RUN: its comments stay for the install directly below it; undefined where something else is there. */
function withoutFirst(model: Model, { node, installs }: UpdateAlone): readonly TextEdit[] | undefined {
  const { comments, start } = node.instruction;
  if (comments.length === 0) {
    return takeOut(model, [{ node, staying: '' }]);
  }
  const [{ node: next }] = installs;
  const end = next.instruction.comments[0]?.span.start ?? next.instruction.start;
  return next.index === node.index + 1 ? [{ start, end, newText: '' }] : undefined;
}

function titled(what: string): string {
  return `${what} (review: a rebuild then takes the newest packages)`;
}
