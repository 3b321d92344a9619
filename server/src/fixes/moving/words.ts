import type { Node } from '../../model/types.ts';
import { rememberedWith } from '../../syntax/remembered-with.ts';
import { firstLineIn } from '../../syntax/first-line.ts';
import { fold } from '../../syntax/fold.ts';
import type { Instruction, ShellCommand } from '../../syntax/types.ts';
import { writtenCommand } from './command-text.ts';

/**
 * An instruction as it is named in a sentence, as code and shortened: its line, or of a RUN over several lines the command that is meant,
 * else the first one that tells something.
 */
export function shown({ instruction }: Node, meant?: ShellCommand): string {
  const { text } = instruction;
  const name = nameOf(instruction);
  if (meant === undefined || !text.includes('\n')) {
    return name;
  }
  const own = writtenCommand(text, meant);
  // With what leads to it, if that is what the name holds.
  return name.endsWith(code(own).slice(1)) ? name : code(headOf(text) + own);
}

/** The first of some commands that says more than where and how the others run; undefined for none. */
export function telling<T extends { readonly command: ShellCommand }>(
  { instruction: { text } }: Node,
  parts: readonly T[],
): T | undefined {
  return parts.find(({ command }) => !LEADS.test(writtenCommand(text, command)));
}

/** One instruction may be the subject of thousands of findings. */
const nameOf = rememberedWith(({ keyword, text }: Instruction): string => {
  const start = text.slice(0, READ);
  const line = firstLineIn(start);
  const last = line.trimEnd().slice(-1);
  const escape = last === '\\' || last === '`' ? last : undefined;
  const folded = escape === undefined ? line : fold(start, 0, escape).text;
  return code(keyword === 'RUN' && folded !== line ? firstCommand(folded) : folded);
});

/** Commands that say little without the next one. */
const LEADS =
  /^\s*(cd|pushd|test|\[\[?|export|source|\.|if|for|while|case|rm|mkdir|apt(-get)?\s+(auto)?clean)(\s|$)/;

/** The keyword of an instruction as it is written, with what stands behind it. */
function headOf(text: string): string {
  return /^\S+\s+/.exec(text)?.[0] ?? '';
}

/** A RUN up to the end of its first command that tells something, without flags and what only sets the shell. */
function firstCommand(run: string): string {
  const head = headOf(run);
  const command = run.slice(head.length).replace(/^(?:--\w\S*\s+)+/, '');
  const text = command.replace(/^set\s[^;&|]*(?:;|&&)\s*/, '');
  let start = 0;
  let quote = '';
  for (let index = 0; index < text.length; index++) {
    const character = text.charAt(index);
    if (quote === '' && (character === ';' || text.startsWith('&&', index))) {
      if (!LEADS.test(text.slice(start, index))) {
        return head + withLeads(text.slice(0, index), start);
      }
      index += character === ';' ? 0 : 1;
      start = index + 1;
    } else if (quote === '' ? character === '"' || character === "'" : character === quote) {
      quote = quote === '' ? character : '';
    }
  }
  return head + withLeads(text, start);
}

/** A command with what leads to it, where there is room for both. */
function withLeads(text: string, start: number): string {
  return text.length > MOST && start < text.length ? text.slice(start).replace(OPENING, '') : text;
}

/** Words of the shell that stand in front of a command, and are no part of it. */
const OPENING = /^\s*(?:(?:then|do|else|[{(!])\s+)*/;

/** Characters of what is shown. */
const MOST = 48;

/** Characters that are looked at of what is shown: one instruction may be a megabyte. */
const READ = 1000;

/** One command of a RUN as it is named in a sentence, as code: as it is written. */
export function shownCommand({ instruction }: Node, command: ShellCommand): string {
  return code(writtenCommand(instruction.text, command));
}

/** Text as code in a sentence, on one line and not long. */
export function code(text: string): string {
  const line = onOneLine(text);
  return `\`${line.length > MOST ? `${line.slice(0, MOST - 1)}…` : line}\``;
}

/** The beginning of a text on one line, without the characters that continue lines. */
export function onOneLine(text: string): string {
  const start = text.slice(0, READ);
  const joined = start.includes('\n') ? start.replace(CONTINUATION, ' ') : start;
  return isSpacedOnce(joined) ? joined : joined.replace(/\s+/g, ' ').trim();
}

/** Whether a text is one of printable ASCII with single spaces inside, as most are: nothing has to be made of it. */
function isSpacedOnce(text: string): boolean {
  let isSpace = true;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 0x20 || code > 0x7e || (isSpace && code === 0x20)) {
      return false;
    }
    isSpace = code === 0x20;
  }
  return !isSpace;
}

/** A line's end that goes on in the next one, with the comments and blank lines that follow. */
const CONTINUATION = /[\\`][ \t]*\r?\n(?:[ \t]*(?:#[^\n]*)?\n|[ \t]*\r\n)*/g;

/** `a`, `a and b`, `a, b and c`. */
export function listed(items: readonly string[]): string {
  return items.length < 2
    ? (items[0] ?? '')
    : `${items.slice(0, -1).join(', ')} and ${items[items.length - 1] ?? ''}`;
}

/** Items, the last of them as a number where there are many. */
export function listedBriefly(items: readonly string[], most: number, rest: string): string {
  return items.length <= most
    ? listed(items)
    : listed([
        ...items.slice(0, most - 1),
        `${items.length - most + 1} more${rest === '' ? '' : ` ${rest}`}`,
      ]);
}
