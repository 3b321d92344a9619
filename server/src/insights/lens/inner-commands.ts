import { baseName } from '../../context/path-parts.ts';
import { unquoted } from '../../ecosystems/shell-words.ts';
import { commandsOf } from '../../syntax/shell-commands.ts';
import { isShell } from '../../syntax/shell-names.ts';
import type { ShellCommand, ShellWord } from '../../syntax/types.ts';
import { startedWords } from './started-words.ts';

/**
 * The commands of a script that is given as a word: `sh -c '…'`, `gosu app bash -lc "…"`, `su - app -c '…'`. Undefined for other
 * commands, and where it can't be read or begins with what only the build knows.
 */
export function innerCommands({ words }: ShellCommand): readonly ShellCommand[] | undefined {
  const started = startedWords(words.map(({ text }) => text));
  const start = words.length - started.length;
  const name = baseName(started[0] ?? '');
  const takesUser = name === 'su' || name === 'runuser';
  if (!takesUser && !isShell(name)) {
    return undefined;
  }
  const at = words.findIndex(
    ({ text }, index) => index > start && (text === '--command' || /^-[a-z]*c$/.test(text)),
  );
  const script = at < 0 ? undefined : words[at + 1];
  const options = words.slice(start + 1, Math.max(at, 0));
  // Behind a script's name, `-c` is an option of that script.
  if (script === undefined || !(takesUser || options.every(({ text }) => isOption(text)))) {
    return undefined;
  }
  const text = textOf(script);
  const { commands, complete } = commandsOf({ text, starts: [0], sources: [0] });
  return complete && commands.length > 0 && !/^\s*[$`]/.test(text) ? commands : undefined;
}

function isOption(text: string): boolean {
  return /^[-+]/.test(text) || text === 'pipefail';
}

/** What the shell around it hands on, but for the variables. */
function textOf(word: ShellWord): string {
  return word.literal ? word.text : unquoted(word.text).replace(/\\(["$`\\])/g, '$1');
}
