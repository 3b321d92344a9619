import { isDigitCode } from '../syntax/characters.ts';
import { holdsWord } from '../syntax/plain-words.ts';
import { rememberedWith } from '../syntax/remembered-with.ts';
import type { Instruction } from '../syntax/types.ts';
import { ECOSYSTEMS } from './index.ts';

/**
 * Whether a RUN may name a program that installs packages: a quick look, so that most shells need not be read. Versions in names
 * (`pip3`, `python3.12`) and what follows their first word (`apt-get`) don't count.
 */
export const mayInstall: (run: Pick<Instruction, 'text'>) => boolean = rememberedWith(({ text }) =>
  holdsWord(text, (word) => FIRST_WORDS.has(unversioned(word))),
);

const FIRST_WORDS: ReadonlySet<string> = new Set([
  'python',
  ...ECOSYSTEMS.flatMap(({ programs }) =>
    programs.map((name) => unversioned(name.split(/\W/, 1)[0] ?? name)),
  ),
]);

function unversioned(word: string): string {
  let end = word.length;
  while (isDigitCode(word.charCodeAt(end - 1))) {
    end -= 1;
  }
  return word.slice(0, end);
}
