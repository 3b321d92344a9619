import type { ShellCommand } from '../../syntax/types.ts';

/** A command as it is written in the text of its instruction; empty for none. */
export function writtenCommand(text: string, command: Pick<ShellCommand, 'span'> | undefined): string {
  return command === undefined ? '' : text.slice(command.span.start, command.span.end);
}

/** A command by its words alone: of a JSON array, or of a text that is no part of the Dockerfile. */
export function commandWords({ words }: Pick<ShellCommand, 'words'>): string {
  return words.map(({ text }) => text).join(' ');
}
