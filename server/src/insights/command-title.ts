import { parsedOf } from '../syntax/instruction.ts';
import { scriptOf } from '../syntax/shell.ts';
import type { Dockerfile, Instruction, ParsedInstruction } from '../syntax/types.ts';
import { commandName } from './command-name.ts';
import { shorten } from './text.ts';

/** Room that a command's name has in a lens. */
const LIMIT = 44;

/** What is parsed is shared between equal texts. */
const TITLES = new WeakMap<ParsedInstruction, string>();

/**
 * What a RUN runs, short enough for a lens: the command as written when it is one short line, else the names of its main
 * commands (`apt-get update, apt-get install, …`). Housekeeping such as `set -e` and `cd`, and what runs inside of others
 * (`$(…)`, `if`), is left out when there is more.
 */
export function commandTitle(file: Dockerfile, instruction: Instruction): string {
  const parsed = parsedOf(file, instruction);
  let title = TITLES.get(parsed);
  if (title === undefined) {
    title = titleOf(file, instruction, parsed);
    TITLES.set(parsed, title);
  }
  return title;
}

function titleOf(file: Dockerfile, instruction: Instruction, parsed: ParsedInstruction): string {
  const text = parsed.args.map((arg) => arg.text).join(' ');
  if (parsed.heredocs.length === 0 && text.length <= LIMIT) {
    return shorten(text, LIMIT);
  }
  const commands = scriptOf(file, instruction)?.commands.filter((command) => command.words.length > 0) ?? [];
  const telling = commands.filter((command) => !TESTS.has(command.words[0]?.text ?? ''));
  const main = telling.filter((command) => !HOUSEKEEPING.has(command.words[0]?.text ?? ''));
  const outer = main.filter((command) => command.depth === 0);
  const shown = [outer, main, telling, commands].find((list) => list.length > 0) ?? [];
  const names = [...new Set(shown.map((command) => shorten(commandName(command), LIMIT)))];
  return names.length === 0 ? shorten(text, LIMIT) : fit(names);
}

/** Conditions, which say nothing where anything else is told. */
const TESTS = new Set(['test', '[', '[[', '((']);

const HOUSEKEEPING = new Set(
  'set cd echo printf export true false : mkdir rm umask unset exit return'.split(' '),
);

function fit(names: readonly string[]): string {
  let shown = '';
  for (const [i, name] of names.entries()) {
    const next = i === 0 ? name : `${shown}, ${name}`;
    if (next.length > LIMIT) {
      return `${shown}, …`;
    }
    shown = next;
  }
  return shown;
}
