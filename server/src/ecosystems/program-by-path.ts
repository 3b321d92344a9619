import type { ShellCommand } from '../syntax/types.ts';
import { assignedBy, commandOf } from './command.ts';
import { unquoted } from './shell-words.ts';
import type { Command } from './types.ts';

/**
 * The program that a command runs, also where it lies in a folder that only the build knows (`$VENV/bin/pip`), or pip in a relative
 * one (`.venv/bin/pip`). For those who ask what a program does wherever it lies: a step that has to call it again can't go by its
 * name. Undefined as `commandOf` is else.
 */
export function programOf(command: Pick<ShellCommand, 'words' | 'assignments'>): Command | undefined {
  return commandOf(command) ?? programByPath(command);
}

function programByPath(command: Pick<ShellCommand, 'words' | 'assignments'>): Command | undefined {
  const [first, ...args] = command.words;
  // Most commands are no path at all, and a quick look tells.
  const found = first?.text.includes('/bin/') === true ? PROGRAM.exec(unquoted(first.text)) : null;
  const name = found?.[1] ?? found?.[2];
  return name === undefined ? undefined : { name, args, env: assignedBy(command) };
}

/** A path that begins with a variable, or a relative one of an environment of Python's. */
const PROGRAM =
  /^(?:\$(?:\w+|\{\w+\})(?:\/[\w.-]+)*\/bin\/([\w.-]+)|[\w.-]+(?:\/[\w.-]+)*\/bin\/((?:pip|python)[\d.]*))$/;
