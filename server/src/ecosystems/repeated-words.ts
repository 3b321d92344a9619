import type { ShellWord } from '../syntax/types.ts';
import { commandLine } from './shell-words.ts';

/** Commands that only choose between texts: what they print depends on no file. */
const CHOOSES = new Set([
  'if',
  'then',
  'else',
  'elif',
  'fi',
  'test',
  '[',
  '[[',
  'echo',
  'printf',
  '&&',
  '||',
]);

/**
 * A word as a second command line can repeat it, a variable or a choice between texts (`$(test … && echo --no-dev)`) as it is
 * written. Undefined for other substitutions, which may read files or differ the second time.
 */
export function repeatedWord({ text, literal }: ShellWord): string | undefined {
  if (literal) {
    return commandLine([text]);
  }
  if (/[\n`\\]/.test(text)) {
    return undefined;
  }
  const inner = /^(?:--?[\w-]+=)?"?\$\(([^()]*)\)"?$/.exec(text)?.[1];
  if (inner === undefined) {
    return /\$\(|[<>;&|]/.test(text) ? undefined : text;
  }
  const commands = inner.split(/;|&&|\|\||\b(?:then|else|elif|if)\b/).map((one) => one.trim());
  const isChoice =
    !/[<>&]\s*[^&|\s]/.test(inner.replace(/&&/g, '')) &&
    commands.every((one) => one === '' || CHOOSES.has(one.split(/\s/, 1)[0] ?? ''));
  return isChoice ? text : undefined;
}

/** Words as `repeatedWord` writes them, with a space between; undefined when one of them can't be repeated. */
export function repeatedLine(words: readonly ShellWord[]): string | undefined {
  const texts = words.map(repeatedWord);
  return texts.includes(undefined) ? undefined : texts.join(' ');
}

/**
 * The words with values that only the build knows taken for literal ones where they decide nothing: those of options in
 * `harmless`.
 */
export function settledValues(
  words: readonly ShellWord[],
  harmless: ReadonlySet<string>,
): readonly ShellWord[] {
  return words.map((word, index) => {
    const before = words[index - 1];
    const name = word.text.replace(/=.*$/s, '');
    const isValue = before?.literal === true && harmless.has(before.text);
    return !word.literal && (isValue || (name !== word.text && harmless.has(name)))
      ? { ...word, literal: true }
      : word;
  });
}

/**
 * The words for a program whose only words beside its command are options: whole words that only the build knows are options
 * then, and are left out, unless they are the value of one in `valued`. Undefined where one can't be repeated.
 */
export function withoutVariableOptions(
  words: readonly ShellWord[],
  valued: ReadonlySet<string>,
): readonly ShellWord[] | undefined {
  const isKept = ({ literal, text }: ShellWord, index: number): boolean =>
    literal || text.startsWith('-') || valued.has(words[index - 1]?.text ?? '');
  return words.some((word) => repeatedWord(word) === undefined) ? undefined : words.filter(isKept);
}
