import type { ShellWord } from '../syntax/types.ts';
import { commandOf } from './command.ts';
import type { RunPart } from './run-part.ts';

/**
 * The files and folders that a command reads and fails without, as written: those of `cat`, `cp`, `mv`, `sed`, `chmod`, and what `.` takes
 * in. Only words that are literal; none where what it says about missing files goes nowhere, as in `cat a 2>/dev/null`.
 */
export function fileReads({ command }: Pick<RunPart, 'command'>): readonly string[] {
  const read = command.redirectedNowhere === true ? undefined : commandOf(command);
  const reader = read && READERS.get(read.name);
  return (reader === undefined || read === undefined ? [] : reader(read.args)).flatMap(({ text, literal }) =>
    literal && text !== '' && !/^[-~]|:\/\//.test(text) ? [text] : [],
  );
}

type Reader = (args: readonly ShellWord[]) => readonly ShellWord[];

const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['cat', operands],
  ['cp', moved],
  ['mv', moved],
  ['sed', edited],
  ['chmod', (args) => operands(args).slice(1)],
  ['.', sourced],
  ['source', sourced],
]);

function operands(args: readonly ShellWord[]): readonly ShellWord[] {
  return args.filter(({ text }) => !text.startsWith('-'));
}

/** All but the last, which is where they go; with `-t` and a suffix of backups it is not told. */
function moved(args: readonly ShellWord[]): readonly ShellWord[] {
  const isTold = args.some(({ text }) => /^(-[a-zA-Z]*[tS]|--target|--suffix)/.test(text));
  return isTold ? [] : operands(args).slice(0, -1);
}

/** What stands behind the script; with scripts in options it is not told. */
function edited(args: readonly ShellWord[]): readonly ShellWord[] {
  const isTold = args.some(({ text }) => /^(-[a-zA-Z]*[efl]|--(expression|file|line-length))/.test(text));
  return isTold ? [] : operands(args).slice(1);
}

/** A name alone is looked for in PATH. */
function sourced([file]: readonly ShellWord[]): readonly ShellWord[] {
  return file?.text.includes('/') === true ? [file] : [];
}
