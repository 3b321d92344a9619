import { readArguments } from './arguments.ts';
import { splitCommand, type CommandLine } from './command-line.ts';
import { fold, sourceSpan, type Folded } from './fold.ts';
import { heredocsOf } from './heredocs.ts';
import { keywordOf } from './keywords.ts';
import { createMemo, detached, type Memo } from './memo.ts';
import type { Dockerfile, Flag, Heredoc, Instruction, ParsedInstruction, Trigger } from './types.ts';

const MEMOS: Readonly<Record<Dockerfile['escape'], Memo<ParsedInstruction>>> = {
  '\\': createMemo(),
  '`': createMemo(),
};

/**
 * Flags, arguments and heredocs of one instruction. Memoised by its text and the escape character, across documents and
 * edits: equal texts share one result. Never throws; a half-typed instruction gives what can be read of it.
 */
export function parsedOf(
  file: Pick<Dockerfile, 'escape'>,
  instruction: Pick<Instruction, 'text'>,
): ParsedInstruction {
  const memo = MEMOS[file.escape];
  const known = memo.get(instruction.text);
  if (known !== undefined) {
    return known;
  }
  const text = detached(instruction.text);
  const parsed = parseInstruction(text, file.escape);
  memo.set(text, parsed);
  return parsed;
}

function parseInstruction(text: string, escape: string): ParsedInstruction {
  const folded = fold(text, 0, escape);
  const command = splitCommand(folded.text, 0, escape);
  const heredocs = heredocsOf(text, folded, escape);
  const trigger =
    keywordOf(command.word) === 'ONBUILD' ? triggerOf(folded, command, heredocs, escape) : undefined;
  return parseCommand(folded, command, escape, { heredocs, trigger });
}

function parseCommand(
  folded: Folded,
  command: CommandLine,
  escape: string,
  rest: Pick<ParsedInstruction, 'heredocs' | 'trigger'>,
): ParsedInstruction {
  return { flags: flagsOf(folded, command), ...readArguments(folded, command, escape), ...rest };
}

/** BuildKit refuses an ONBUILD inside an ONBUILD, so the reading stops at the first. */
function triggerOf(
  folded: Folded,
  outer: CommandLine,
  heredocs: readonly Heredoc[],
  escape: string,
): Trigger | undefined {
  if (outer.restStart >= outer.restEnd) {
    return undefined;
  }
  const command = splitCommand(folded.text, outer.restStart, escape);
  return {
    keyword: keywordOf(command.word),
    keywordSpan: sourceSpan(folded, command.wordStart, command.wordEnd),
    parsed: parseCommand(folded, command, escape, { heredocs, trigger: undefined }),
  };
}

function flagsOf(folded: Folded, command: CommandLine): Flag[] {
  return command.flags.map(({ text, start, end }) => {
    const equals = text.indexOf('=');
    return {
      name: text.slice(2, equals === -1 ? text.length : equals),
      value: equals === -1 ? undefined : text.slice(equals + 1),
      text,
      span: sourceSpan(folded, start, end),
    };
  });
}
