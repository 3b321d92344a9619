import type { ShellWord } from '../../syntax/types.ts';

/** The words of a package manager's command. */
export interface Call {
  /** What it is told to do, `install`; undefined where it is told nothing. */
  readonly verb: ShellWord | undefined;
  /** The words behind the verb that are no options. */
  readonly operands: readonly string[];
  /** All of them. */
  readonly words: readonly string[];
}

/**
 * Reads words whatever the build makes of them: the verb is the first that is known and neither an option nor the value of one of
 * those that take the next word.
 */
export function callOf(args: readonly ShellWord[], valued: ReadonlySet<string>): Call {
  let verb: ShellWord | undefined;
  const operands: string[] = [];
  for (let index = 0; index < args.length; index++) {
    const word = args[index];
    if (word === undefined || word.text.charAt(isQuote(word.text) ? 1 : 0) === '-') {
      index += word !== undefined && valued.has(word.text) ? 1 : 0;
    } else if (verb !== undefined) {
      operands.push(word.text);
    } else if (word.literal) {
      verb = word;
    }
  }
  return { verb, operands, words: args.map(({ text }) => (isQuote(text) ? text.slice(1) : text)) };
}

function isQuote(text: string): boolean {
  return text.startsWith('"') || text.startsWith("'");
}

/** Whether a word of a command is one of these options, with a value behind `=` or without. */
export function hasOption({ words }: Pick<Call, 'words'>, options: readonly string[]): boolean {
  return words.some((word) => options.some((option) => word === option || word.startsWith(`${option}=`)));
}
