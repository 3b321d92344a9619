import type { ShellWord } from '../syntax/types.ts';

/** Words as a shell command line, with quotes where a word needs them. For literal words. */
export function commandLine(words: readonly string[]): string {
  return words
    .map((word) => (/^[\w@%+=:,./^-]+$/.test(word) ? word : `'${word.replace(/'/g, `'\\''`)}'`))
    .join(' ');
}

/** Which words a shortened command line leaves out. */
export interface Dropped {
  /** Flags, and options with `=value`, by name. */
  readonly flags: ReadonlySet<string>;
  /** Options that go with the next word. */
  readonly valued: ReadonlySet<string>;
}

/** The options among words that don't belong to these; words that only the build knows are left out, too. */
export function keptWords(words: readonly ShellWord[], { flags, valued }: Dropped): readonly string[] {
  const kept: string[] = [];
  for (let index = 0; index < words.length; index++) {
    const word = words[index];
    const name = word?.text.replace(/=.*$/s, '') ?? '';
    if (word === undefined || (valued.has(name) && name !== word.text)) {
      continue;
    }
    if (valued.has(name)) {
      index++;
    } else if (!flags.has(name) && word.literal) {
      kept.push(word.text);
    }
  }
  return kept;
}

/** A word without double quotes around it: one that is not literal is given as it is written. */
export function unquoted(text: string): string {
  return text.replace(/^"(.*)"$/s, '$1');
}

/** True for a word that surely begins with a name, whatever variables follow in it: `pnpm@$PNPM_VERSION`. No substitution. */
export function isNameWithVariable({ text }: ShellWord): boolean {
  return /^(@[\w.-]+\/)?[A-Za-z][\w.-]*(@|:|==|~>)\$(\w+|\{\w+\})$/.test(unquoted(text));
}
