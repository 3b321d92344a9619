import type { Model } from '../../../model/types.ts';
import { scriptOf } from '../../../syntax/shell.ts';
import { commandWords, writtenCommand } from '../../moving/command-text.ts';
import { code } from '../../moving/words.ts';
import type { LateInstall } from '../types.ts';

/** For messages: the install as it is written, with the place where it is hidden. */
export function installText(
  model: Model,
  { node, part, hidden }: Pick<LateInstall, 'node' | 'part' | 'hidden'>,
): string {
  const script = scriptOf(model.file, node.instruction);
  const text =
    script?.form === 'exec'
      ? commandWords(part.command)
      : writtenCommand(node.instruction.text, part.command);
  return hidden === undefined
    ? code(text)
    : `${code(text)}, which runs ${code(hidden.command)} (${hidden.where})`;
}
