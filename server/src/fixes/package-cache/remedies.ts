import type { RunPart } from '../../ecosystems/run-part.ts';
import type { Command } from '../../ecosystems/types.ts';
import type { Node } from '../../model/types.ts';
import type { ShellWord } from '../../syntax/types.ts';
import type { CleanUp } from './left.ts';
import { isNested } from './nested.ts';
import { reachedOf } from './reached.ts';
import { sudoOf } from './sudo.ts';

/** A RUN and all of its commands. */
export interface RunOf {
  readonly node: Node;
  readonly all: readonly RunPart[];
}

/** A command of a program, and the words behind its name. */
export interface Called {
  readonly part: RunPart;
  readonly read: Command;
  readonly args: readonly ShellWord[];
}

/**
 * A program's own command that empties its cache, called as the last one that fills it. That is where it stands: further down, the
 * working directory or the program itself may be gone. Of a cache that is one of several, only its words are told.
 */
export function emptyBy(
  { node, all }: RunOf,
  { part, read, args }: Called,
  words: string,
  isShared: boolean,
): CleanUp {
  const program = isShared ? undefined : startOf(node, part, args);
  const isReached = reachedOf(all).end !== part;
  // Inside of `sudo sh -c '…'` everything runs by sudo.
  const sudo = isShared || isNested(part) ? '' : sudoOf(node, part);
  return {
    kind: 'command',
    command: `${program ?? `${sudo}${read.name}`} ${words}`,
    last: part,
    isEnd: all[all.length - 1] === part,
    behind: program === undefined || !isReached ? [] : [part],
  };
}

/** An `rm` behind the last command that needs what it removes; it needs nothing itself, so that any place behind that is good. */
export function removeBehind(
  { node, all }: RunOf,
  last: RunPart,
  filling: readonly RunPart[],
  rm: string,
): CleanUp {
  const { parts, end } = reachedOf(all);
  const at = parts.indexOf(last);
  const sudo = filling.map((part) => sudoOf(node, part)).find((one) => one !== '') ?? '';
  return {
    kind: 'command',
    command: `${sudo}${rm}`,
    last,
    isEnd: all[all.length - 1] === last,
    behind: parts.slice(at, at + MOST_PLACES).filter((part) => part !== end),
  };
}

/** A clean-up stands near what it cleans up. */
const MOST_PLACES = 100;

/** How a program was called, with variables, `sudo` and its path; undefined where that can't be repeated on one line. */
function startOf(
  { instruction }: Node,
  { command }: RunPart,
  args: readonly ShellWord[],
): string | undefined {
  const program = command.words[command.words.length - args.length - 1];
  // The commands of `sh -c '…'` have no words in the text.
  if (program === undefined || program.span.end === program.span.start) {
    return undefined;
  }
  const written = instruction.text.slice(command.span.start, program.span.end);
  if (written.startsWith('"')) {
    // The words of a JSON array, or one that needs no quotes.
    const words = command.words.slice(0, command.words.length - args.length).map(({ text }) => text);
    return words.every((word) => /^[\w./-]+$/.test(word)) ? words.join(' ') : undefined;
  }
  const line = written
    .split(/[\\`]\r?\n/)
    .map((part) => part.trim())
    .join(' ');
  const text = line.endsWith('conda-lock') ? line.slice(0, -'-lock'.length) : line;
  return ['\r', '\n', '<', '>'].some((character) => text.includes(character)) ? undefined : text;
}
