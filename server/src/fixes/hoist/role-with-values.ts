import { commandOf } from '../../ecosystems/command.ts';
import { ECOSYSTEMS } from '../../ecosystems/index.ts';
import type { Command, CommandRole } from '../../ecosystems/types.ts';
import { withValues } from '../../model/with-values.ts';
import type { ShellCommand, ShellWord } from '../../syntax/types.ts';

/** A command as it is read with the values of its variables. */
export interface RoleWithValues {
  readonly role: CommandRole;
  readonly ecosystem: string;
  readonly command: Command;
}

/**
 * What a command means to package managers when variables of ARG and ENV have their values and wildcards of package names
 * stand for themselves: `apt-get install nginx=$VERSION`. Undefined where that is not enough to read it.
 */
export function roleWithValues(
  command: ShellCommand,
  valueOf: (name: string) => string | undefined,
): RoleWithValues | undefined {
  if (command.words[0]?.literal !== true || command.words.every(({ literal }) => literal)) {
    return undefined;
  }
  const read = commandOf({ ...command, words: command.words.flatMap((word) => expanded(word, valueOf)) });
  for (const ecosystem of read === undefined ? [] : ECOSYSTEMS) {
    const role = read && ecosystem.read(read);
    if (read !== undefined && role !== undefined) {
      return { role, ecosystem: ecosystem.id, command: read };
    }
  }
  return undefined;
}

/** The words that a word becomes; itself, not literal, where that is not known. */
function expanded(word: ShellWord, valueOf: (name: string) => string | undefined): readonly ShellWord[] {
  if (word.literal) {
    return [word];
  }
  const isQuoted = /^"[^"]*"$/.test(word.text);
  const raw = isQuoted ? word.text.slice(1, -1) : word.text;
  if (/[`'"\\]|\$\(/.test(raw)) {
    return [word];
  }
  const text = withValues(raw, valueOf);
  if (text.includes('$')) {
    return [word];
  }
  const texts = isQuoted ? [text] : text.split(/\s+/).filter((one) => one !== '');
  return texts.map((one) => ({ ...word, text: one, literal: true }));
}
