import type { ShellWord } from '../../syntax/types.ts';

/** The words without these options and their values, which are the next word or stand behind `=`. */
export function withoutOptions(
  words: readonly ShellWord[],
  names: ReadonlySet<string>,
): readonly ShellWord[] {
  return words.filter(
    ({ text }, index) => !names.has(text.replace(/=.*$/s, '')) && !names.has(words[index - 1]?.text ?? ''),
  );
}
