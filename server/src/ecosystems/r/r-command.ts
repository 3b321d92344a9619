import type { ShellWord } from '../../syntax/types.ts';
import type { Command } from '../types.ts';

/** R code on a command line, or the script that is run. */
export interface RCommand {
  /** The texts of `-e` as lines; undefined where a file is run. */
  readonly code: string | undefined;
  /** The script of `Rscript FILE`, as written. */
  readonly script: string | undefined;
}

/** What `R`, `Rscript` or `littler` is told to run; undefined for other programs, and where only the build knows. */
export function rCommand({ name, args }: Command): RCommand | undefined {
  if (!PROGRAMS.has(name)) {
    return undefined;
  }
  const code: string[] = [];
  for (let index = 0; index < args.length; index++) {
    const word = args[index];
    const { text = '' } = word ?? {};
    if (text === '-e' || text === '--eval') {
      const value = codeOf(args[++index]);
      if (value === undefined) {
        return undefined;
      }
      code.push(value);
    } else if (text.startsWith('--default-packages=') || /^-[-a-zA-Z]*$/.test(text)) {
      continue;
    } else if (name !== 'R' && word?.literal === true && code.length === 0) {
      return { code: undefined, script: text };
    } else {
      return undefined;
    }
  }
  return code.length === 0 ? undefined : { code: code.join('\n'), script: undefined };
}

const PROGRAMS = new Set(['R', 'Rscript', 'r', 'littler']);

/** The code in a word. Variables of the shell are left in it where they stand in quotes of R. */
function codeOf(word: ShellWord | undefined): string | undefined {
  if (word === undefined || word.literal) {
    return word?.text;
  }
  const text = /^"(.*)"$/s.exec(word.text)?.[1];
  return text === undefined || /`|\$\(/.test(text) ? undefined : text.replace(/\\(["$\\])/g, '$1');
}
