import type { ShellWord } from '../syntax/types.ts';

/** Options and operands of a command line. */
export interface CommandLine {
  /** Options by their name with dashes; the values of those that take one, the empty text for a bare flag. */
  readonly options: ReadonlyMap<string, readonly string[]>;
  /** Words that are no options, in order. */
  readonly operands: readonly string[];
  /**
   * False when a word that may decide something is only known at build time: an operand, an option of unknown name, and the
   * value of an option in `valued`.
   */
  readonly literal: boolean;
}

/**
 * Splits words into options and operands. `valued` names the options that take the next word as their value; of all others
 * a value is only read from `--name=value`. After `--` everything is an operand.
 */
export function readOptions(words: readonly ShellWord[], valued: ReadonlySet<string>): CommandLine {
  const options = new Map<string, string[]>();
  const operands: string[] = [];
  let literal = true;
  const add = (name: string, value: string): void => {
    const values = options.get(name);
    if (values === undefined) {
      options.set(name, [value]);
    } else {
      values.push(value);
    }
  };
  let onlyOperands = false;
  for (let index = 0; index < words.length; index++) {
    const word = words[index];
    if (word === undefined) {
      continue;
    }
    const { text } = word;
    if (onlyOperands || text === '-' || !text.startsWith('-')) {
      operands.push(text);
      literal &&= word.literal;
      continue;
    }
    if (text === '--') {
      onlyOperands = true;
      continue;
    }
    const equals = text.startsWith('--') ? text.indexOf('=') : -1;
    if (equals >= 0) {
      const name = text.slice(0, equals);
      add(name, text.slice(equals + 1));
      literal &&= word.literal || !valued.has(name);
    } else if (valued.has(text)) {
      const value = words[index + 1];
      add(text, value?.text ?? '');
      literal &&= value?.literal !== false;
      index++;
    } else {
      add(text, '');
      literal &&= word.literal;
    }
  }
  return { options, operands, literal };
}

/** The last value of the first of these options that is given, as most programs take it; undefined when none is. */
export function lastValue(line: CommandLine, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const values = line.options.get(name);
    if (values !== undefined) {
      return values[values.length - 1];
    }
  }
  return undefined;
}

/** Whether a flag is given and not switched off by `=false`. */
export function isSet(line: CommandLine, ...names: readonly string[]): boolean {
  return names.some((name) => {
    const values = line.options.get(name);
    return values !== undefined && values[values.length - 1] !== 'false';
  });
}
