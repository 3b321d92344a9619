import { parse } from '../../syntax/parse.ts';
import { runParts } from '../../ecosystems/run-parts.ts';
import type { Model, Node } from '../../model/types.ts';
import { scriptOf } from '../../syntax/shell.ts';
import { runsInAnyCase } from '../moving/commutes.ts';
import { holdsInstructions } from '../moving/proof.ts';
import type { Fix, TextEdit } from '../types.ts';
import type { CacheLeft } from './find.ts';

/**
 * Lets a RUN keep nothing of what its package manager has downloaded. Always for review: the image holds less. Undefined for the
 * JSON form, for heredocs, where the last command of the RUN may not run or nothing behind it would, where one command can't empty
 * the caches of all, and where a step further down goes by what would be removed.
 */
export function packageCacheFix(model: Model, left: CacheLeft): Fix | undefined {
  const { node, remedy, kind, user, end, isShared } = left;
  const { instruction } = node;
  if (user !== undefined || isShared || (remedy.kind === 'command' && end !== undefined)) {
    return undefined;
  }
  const edits = remedy.kind === 'flag' ? flagEdits(left, remedy) : appended(model, node, remedy.command);
  if (edits.length === 0) {
    return undefined;
  }
  const text = withEdits(instruction.text, edits);
  const result = `${model.file.text.slice(0, instruction.start)}${text}${model.file.text.slice(instruction.end)}`;
  const texts = model.nodes.map((one) => (one === node ? text : one.instruction.text));
  if (!holdsInstructions(model.file, parse(result, model.file), texts)) {
    return undefined;
  }
  const what = kind === 'lists' ? 'Remove the lists of apt in the same RUN' : titleOf(left);
  return {
    title: `${what} (review: the image no longer holds ${kind === 'lists' ? 'them' : 'its cache'})`,
    safety: 'review',
    edits: [
      {
        file: 'dockerfile',
        edits: edits.map(({ start, end, newText }) => ({
          start: instruction.start + start,
          end: instruction.start + end,
          newText,
        })),
      },
    ],
  };
}

function titleOf({ remedy }: CacheLeft): string {
  return remedy.kind === 'flag' ? `Install with ${remedy.flag}` : `Run ${remedy.command} in the same RUN`;
}

/** Behind the word of each install, relative to the instruction's start; none where one of them has no such word. */
function flagEdits(
  { parts }: CacheLeft,
  { flag, behind }: { readonly flag: string; readonly behind: string },
): readonly TextEdit[] {
  const words = parts.map(({ command }) => command.words.find(({ text }) => text === behind));
  return words.every((word) => word !== undefined && word.span.end > word.span.start)
    ? words.flatMap((word) =>
        word === undefined ? [] : [{ start: word.span.end, end: word.span.end, newText: ` ${flag}` }],
      )
    : [];
}

/** A command behind the last one of a RUN, joined to it as that one is to the command before. */
function appended(model: Model, { instruction }: Node, command: string): readonly TextEdit[] {
  const script = scriptOf(model.file, instruction);
  const parts = script?.form === 'shell' && script.complete ? runParts(script) : [];
  const last = parts[parts.length - 1];
  const before = parts[parts.length - 2];
  const isSure = last !== undefined && runsInAnyCase(last) && last.command.depth === 0;
  if (!isSure || instruction.text.slice(last.command.span.end).trim() !== '') {
    return [];
  }
  const { span } = last.command;
  const gap = before === undefined ? '' : instruction.text.slice(before.command.span.end, span.start);
  const join = /^\s*(\\\r?\n[ \t]*)?&&\s*(\\\r?\n[ \t]*)?$/.test(gap) ? gap : ' && ';
  return [{ start: span.end, end: span.end, newText: `${join}${command}` }];
}

function withEdits(text: string, edits: readonly TextEdit[]): string {
  return [...edits]
    .reverse()
    .reduce((result, { start, end, newText }) => result.slice(0, start) + newText + result.slice(end), text);
}
