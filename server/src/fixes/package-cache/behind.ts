import type { RunPart } from '../../ecosystems/run-part.ts';
import type { ShellCommand, ShellScript } from '../../syntax/types.ts';
import type { TextEdit } from '../types.ts';

/** A RUN's text with its commands. */
export interface RunScript {
  readonly text: string;
  readonly script: ShellScript;
}

/** What joins a command to the next one. */
interface Join {
  readonly operator: '&&' | ';' | 'newline';
  /** From the end of the one to the beginning of the other; undefined where a comment stands in between. */
  readonly gap: string | undefined;
}

/**
 * Puts a command directly behind one of a RUN, joined as that one is to its neighbours, so that what fails still fails; undefined in
 * a group, a condition, a loop or a pipe, and for the JSON form.
 */
export function putBehind(run: RunScript, part: RunPart, added: string): TextEdit | undefined {
  const command = standing(run, part);
  if (command === undefined) {
    return undefined;
  }
  const { start, end } = command.span;
  if (run.script.commands.every((one) => one.span.start < end)) {
    const rest = run.text.slice(end);
    const isEnd =
      run.script.form === 'heredoc' ? /^[ \t]*\r?\n/.test(rest) : rest.trim() === '' || CLOSED.test(rest);
    return isEnd ? { start: end, end, newText: `${lastGap(run, command)}${added}` } : undefined;
  }
  const next = joinBehind(run, end);
  if (next === undefined) {
    return undefined;
  }
  const usual = next.operator === '&&' ? ' && ' : next.operator === ';' ? '; ' : lineBehind(run.text, start);
  const before = joinBefore(run, start);
  const gap = next.gap ?? (before?.operator === next.operator ? before.gap : undefined);
  return { start: end, end, newText: `${next.operator === 'newline' ? usual : (gap ?? usual)}${added}` };
}

/** Takes a command out of a list of them; undefined where it is no part of a plain one, or all of it. */
export function takeOutPart(run: RunScript, part: RunPart): TextEdit | undefined {
  const command = standing(run, part);
  if (command === undefined || command !== part.command) {
    return undefined;
  }
  const { start, end } = command.span;
  const next = joinBehind(run, end);
  const before = joinBefore(run, start);
  const isLast = run.script.commands.every((one) => one.span.start < end);
  // What `&&` joins to it then hangs on what stands before.
  const gap = isLast ? undefined : next?.gap;
  if (gap !== undefined && (next?.operator === '&&' || command.join === 'start')) {
    return { start, end: end + gap.length, newText: '' };
  }
  const isBackward = isLast ? isRest(run, end) : next !== undefined && next.operator !== '&&';
  return isBackward && before?.gap !== undefined
    ? { start: start - before.gap.length, end, newText: '' }
    : undefined;
}

/** True where a RUN does nothing but this. */
export function isAlone({ script }: RunScript, part: RunPart): boolean {
  return script.commands.length === 1 && script.commands[0] === part.command;
}

/** The command of the script itself that a part is, or lies in: `bash -c "…"`. */
function standing({ script }: RunScript, { command: { span } }: RunPart): ShellCommand | undefined {
  const found = script.commands.find((one) => one.span.start === span.start && one.span.end === span.end);
  const isPlain =
    found?.depth === 0 &&
    !found.conditional &&
    (found.join === 'start' || found.join === '&&' || found.join === ';') &&
    script.form !== 'exec' &&
    script.complete;
  return isPlain ? found : undefined;
}

const BLANK = '(?:[ \\t]|[\\\\`]\\r?\\n)*';
const COMMENTED = '(?:[ \\t]|[\\\\`]\\r?\\n(?:[ \\t]*#[^\\n]*\\n)*)*';
const BEHIND = new RegExp(`^(${COMMENTED})(&&|;(?!;)|\\r?\\n)(${COMMENTED})`);
const BEFORE = new RegExp(`(${BLANK})(&&|;)(${BLANK})$`);

/** Nothing, or the semicolon that ends the last command as well. */
const CLOSED = new RegExp(`^(?:\\s*|${COMMENTED};\\s*)$`);

/** Characters that are looked at. */
const READ = 1000;

function joinBehind({ text, script }: RunScript, end: number): Join | undefined {
  const [all, , operator] = BEHIND.exec(text.slice(end, end + READ)) ?? [];
  if (all === undefined || operator === undefined) {
    return undefined;
  }
  if (operator === '&&' || operator === ';') {
    const isNext = !/^[\r\n#]/.test(text.slice(end + all.length, end + all.length + 1));
    return { operator, gap: isNext && !all.includes('#') ? all : undefined };
  }
  const [line] = /^[ \t]*\r?\n[ \t]*(?![#\s])/.exec(text.slice(end, end + READ)) ?? [];
  return script.form === 'heredoc' ? { operator: 'newline', gap: line } : undefined;
}

function joinBefore({ text, script }: RunScript, start: number): Join | undefined {
  const before = text.slice(Math.max(0, start - READ), start);
  const [gap, , operator] = BEFORE.exec(before) ?? [];
  if (operator === '&&' || operator === ';') {
    return { operator, gap };
  }
  const [line] = /\r?\n[ \t]*$/.exec(before) ?? [];
  return script.form === 'heredoc' && line !== undefined ? { operator: 'newline', gap: line } : undefined;
}

/** A new line as far in as the one on which a command begins. */
function lineBehind(text: string, start: number): string {
  const line = text.lastIndexOf('\n', start - 1) + 1;
  const [indent = ''] = /^[ \t]*/.exec(text.slice(line, start)) ?? [];
  return `${text.charAt(line - 2) === '\r' ? '\r\n' : '\n'}${indent}`;
}

/** What stands in front of a command at the end of a RUN: that the one before fails must be seen there. */
function lastGap(run: RunScript, command: ShellCommand): string {
  const { start, end } = command.span;
  if (command.join === 'start' && !run.text.includes('\n')) {
    return ' && ';
  }
  const before = joinBefore(run, start);
  const isKept = before !== undefined && (before.operator === '&&' || stopsAtErrors(run, start));
  const gap = !isKept
    ? ' && '
    : before.operator === 'newline'
      ? lineBehind(run.text, start)
      : (before.gap ?? ' && ');
  if (gap.includes('\n') || run.script.form === 'heredoc') {
    return gap;
  }
  // Behind the last line of a list, whoever adds to that would have to take the line apart.
  const [, escape, eol, indent] = LAST_LINE.exec(run.text.slice(start, end)) ?? [];
  if (escape === undefined) {
    return gap;
  }
  const line = `${escape}${eol ?? ''}${indent ?? ''}`;
  return gap.trim() === ';' ? `; ${line}` : ` ${line}&& `;
}

/** What goes on in the last line of a command, and how far in that begins. */
const LAST_LINE = /([\\`])(\r?\n)([ \t]*)[^\n]*$/;

/** True behind `set -e`. */
function stopsAtErrors({ script }: RunScript, end: number): boolean {
  let stops = false;
  for (const { words, span, depth, conditional } of script.commands) {
    const [program, ...options] = words.map(({ text }) => text);
    if (span.start < end && program === 'set' && depth === 0 && !conditional) {
      const isOn = (sign: string): boolean =>
        options.some((one) => one.startsWith(sign) && /^.[a-z]*e/.test(one)) ||
        options.join(' ').includes(`${sign}o errexit`);
      stops = (stops || isOn('-')) && !isOn('+');
    }
  }
  return stops;
}

function isRest({ text, script }: RunScript, end: number): boolean {
  return script.form === 'heredoc' || text.slice(end).trim() === '';
}
