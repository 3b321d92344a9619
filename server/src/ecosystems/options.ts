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
 * How a program takes several letters behind one dash: `letters` as getopt and its like do, so that `-Ur` is `-U -r` and `-rfile`
 * is `-r file`; a set of letters where only these may stand together, and none of them with its value; undefined where
 * `-rfile` is an option of that name.
 */
export type Bundles = 'letters' | ReadonlySet<string> | undefined;

/**
 * Splits words into options and operands. `valued` names the options that take the next word as their value; of all others
 * a value is only read from `--name=value`. After `--` everything is an operand.
 */
export function readOptions(
  given: readonly ShellWord[],
  valued: ReadonlySet<string>,
  bundles?: Bundles,
): CommandLine {
  const words = bundles === undefined ? given : unbundled(given, valued, bundles);
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
      for (const name of word.literal ? flagsOf(text, bundles) : [text]) {
        add(name, '');
      }
      literal &&= word.literal;
    }
  }
  return { options, operands, literal };
}

/**
 * The words with an option that takes a value on its own where it stands in a bundle: `-qUr file` as `-qU -r file`, and `-rfile`
 * as `-r file`. Flags stay together as they are written.
 */
export function unbundled(
  words: readonly ShellWord[],
  valued: ReadonlySet<string>,
  bundles: Exclude<Bundles, undefined>,
): readonly ShellWord[] {
  const found: ShellWord[] = [];
  for (let index = 0; index < words.length; index++) {
    const word = words[index];
    if (word === undefined || word.text === '--') {
      return [...found, ...words.slice(index)];
    }
    const at = word.literal && !valued.has(word.text) ? valuedAt(word.text, valued, bundles) : -1;
    if (at < 0) {
      found.push(word);
      if (!valued.has(word.text)) {
        continue;
      }
    } else {
      const { text } = word;
      if (at > 1) {
        found.push({ ...word, text: text.slice(0, at) });
      }
      found.push({ ...word, text: `-${text.charAt(at)}` });
      if (at < text.length - 1) {
        found.push({ ...word, text: text.slice(at + 1).replace(/^=/, '') });
        continue;
      }
    }
    const value = words[++index];
    if (value !== undefined) {
      found.push(value);
    }
  }
  return found;
}

/** Where in a bundle the letter of an option with a value stands; -1 where there is none, or it is no bundle. */
function valuedAt(text: string, valued: ReadonlySet<string>, bundles: Bundles): number {
  if (text.length < 3 || !text.startsWith('-')) {
    return -1;
  }
  for (let at = 1; at < text.length; at++) {
    const letter = text.charAt(at);
    if (valued.has(`-${letter}`)) {
      return bundles === 'letters' || at === text.length - 1 ? at : -1;
    }
    if (!mayStand(letter, bundles)) {
      return -1;
    }
  }
  return -1;
}

/** The flags of a word by themselves: `-gf` as `-g` and `-f`. */
function flagsOf(text: string, bundles: Bundles): readonly string[] {
  const letters = Array.from(text.slice(1));
  return bundles !== undefined && letters.length > 1 && letters.every((one) => mayStand(one, bundles))
    ? letters.map((letter) => `-${letter}`)
    : [text];
}

function mayStand(letter: string, bundles: Bundles): boolean {
  return bundles === 'letters' ? /^[A-Za-z]$/.test(letter) : bundles?.has(letter) === true;
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
