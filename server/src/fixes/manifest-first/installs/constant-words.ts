import { commandOf } from '../../../ecosystems/command.ts';
import { installOf, runParts } from '../../../ecosystems/run-parts.ts';
import type { RunPart } from '../../../ecosystems/run-part.ts';
import type { Install } from '../../../ecosystems/types.ts';
import type { Model, Node } from '../../../model/types.ts';
import { withValues } from '../../../model/with-values.ts';
import { scriptOf } from '../../../syntax/shell.ts';
import { isOnlyRead } from '../../../syntax/only-read.ts';
import type { ShellWord } from '../../../syntax/types.ts';
import { constantAt } from './constants.ts';

/** Commands that may set variables which are not named in the script. */
const SETS = new Set(['.', 'source', 'eval']);

/** Longer commands are not read so. */
const MAX_WORDS = 100;

/** A word that is no more than plain text and variables, in double quotes or without any. */
const WITH_VARIABLES = /^(?:[\w./:@=+-]|\$\w+(?!\w)|\$\{\w+\})+$/;

/** A value that a shell leaves as one word. */
const PLAIN = /^[\w./:@+-]+$/;

/**
 * The install that a command is once its variables have the values which the Dockerfile gives them: `pip install -r $REQUIREMENTS`
 * below `ENV REQUIREMENTS=/app/requirements.txt`. Undefined where one is no constant, or the script itself may set it.
 */
export function installWithConstants(
  model: Model,
  node: Node,
  { command, role }: RunPart,
): Install | undefined {
  const isOpen =
    role === 'unknown' &&
    command.words[0]?.literal === true &&
    command.words.length <= MAX_WORDS &&
    command.words.some(isVariable);
  if (!isOpen || setsMore(model, node)) {
    return undefined;
  }
  const script = node.instruction.text.replace(/^[ \t]*#.*$/gm, '');
  const valueOf = (name: string): string | undefined =>
    isOnlyRead(script, name) ? constantAt(model, node, name) : undefined;
  const words: ShellWord[] = [];
  for (const word of command.words) {
    const known = word.literal ? word : settled(word, valueOf);
    if (known === undefined) {
      return undefined;
    }
    words.push(known);
  }
  return installOf({ ...command, words });
}

function isVariable({ text, literal }: ShellWord): boolean {
  return !literal && text.includes('$');
}

/** Whether commands of the script may set variables for those behind them in a way that its text does not show. */
function setsMore(model: Model, node: Node): boolean {
  const script = scriptOf(model.file, node.instruction);
  return (
    script === undefined ||
    runParts(script).some(
      ({ role, command }) => role === 'variables' || SETS.has(commandOf(command)?.name ?? ''),
    )
  );
}

/** The word with its variables' values. */
function settled(word: ShellWord, valueOf: (name: string) => string | undefined): ShellWord | undefined {
  const raw = /^"[^"]*"$/.test(word.text) ? word.text.slice(1, -1) : word.text;
  if (!WITH_VARIABLES.test(raw)) {
    return undefined;
  }
  const text = withValues(raw, (name) => {
    const value = valueOf(name);
    return value !== undefined && PLAIN.test(value) ? value : undefined;
  });
  return text.includes('$') ? undefined : { ...word, text, literal: true };
}
