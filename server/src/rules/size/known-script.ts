import { commandOf } from '../../ecosystems/command.ts';
import type { Model, Node } from '../../model/types.ts';
import { withValues } from '../../model/with-values.ts';
import { isOnlyRead } from '../../syntax/only-read.ts';
import { rememberedWith } from '../../syntax/remembered-with.ts';
import { scriptOf } from '../../syntax/shell.ts';
import type { ShellCommand, ShellScript, ShellWord } from '../../syntax/types.ts';
import { valueAt } from './value-at.ts';

/**
 * The script of a RUN in which variables have the values that ENVs and ARGs above it or a known base image give them, as far as the
 * RUN itself sets none anew: `chown -R app $APP_HOME`. Destinations of copies and working directories go by the same values.
 * Programs are named as they are written.
 */
export function knownScript(model: Model, node: Node): ShellScript | undefined {
  const script = scriptOf(model.file, node.instruction);
  if (script === undefined || script.form === 'exec' || !node.instruction.text.includes('$')) {
    return script;
  }
  const scripts = scriptsOf(model);
  const known = scripts.get(node) ?? withKnownWords(script, knownValues(model, node));
  scripts.set(node, known);
  return known;
}

/** What a shell gets for a variable in a RUN; undefined where that is not known, or is more than one plain word. */
export type KnownValues = (name: string) => string | undefined;

/** The values by which `knownScript` goes. */
export function knownValues(model: Model, node: Node): KnownValues {
  const all = valuesOf(model);
  const known = all.get(node) ?? readValues(model, node);
  all.set(node, known);
  return known;
}

/** A word as it is written, whatever is known of its variables. */
export function asWritten(word: ShellWord): ShellWord {
  const { written } = word as KnownWord;
  return written === undefined ? word : { ...word, text: written, literal: false };
}

/** A word whose variables have their values. */
interface KnownWord extends ShellWord {
  readonly written?: string;
}

/** Always the same script for the same step: commands are told from one another by which they are. */
const scriptsOf: (model: Model) => Map<Node, ShellScript> = rememberedWith(() => new Map());

const valuesOf: (model: Model) => Map<Node, KnownValues> = rememberedWith(() => new Map());

function readValues(model: Model, node: Node): KnownValues {
  const script = scriptOf(model.file, node.instruction);
  if (script === undefined || script.commands.some(setsMore)) {
    return () => undefined;
  }
  const text = node.instruction.text.replace(/^[ \t]*#.*$/gm, '');
  const values = new Map<string, string | undefined>();
  return (name) => {
    if (!values.has(name) && values.size < MAX_VARIABLES) {
      const value = OF_SHELL.has(name) ? undefined : valueAt(model, node, name);
      const isKnown = value !== undefined && PLAIN.test(value) && isOnlyRead(text, name);
      values.set(name, isKnown ? value : undefined);
    }
    return values.get(name);
  };
}

/** Variables of one RUN that are looked up. */
const MAX_VARIABLES = 50;

/** Variables that a shell sets itself. */
const OF_SHELL = new Set(['PWD', 'OLDPWD', 'UID', 'EUID', 'PPID', 'GROUPS', 'RANDOM', 'SECONDS', 'LINENO']);

/** A value that a shell leaves as one word, and no command takes for an option. */
const PLAIN = /^(?!-)[\w./:@+,=-]+$/;

/** Whether a command may set variables that the text of its script does not name. */
function setsMore(command: ShellCommand): boolean {
  return SETS.has(commandOf(command)?.name ?? '');
}

const SETS = new Set(['.', 'source', 'eval']);

function withKnownWords(script: ShellScript, values: KnownValues): ShellScript {
  const isOpen = ({ literal, text }: ShellWord): boolean => !literal && text.includes('$');
  return script.commands.some(({ words }) => words.some(isOpen))
    ? {
        ...script,
        commands: script.commands.map((command) => ({
          ...command,
          words: command.words.map((word, at) => (at > 0 && isOpen(word) ? knownWord(word, values) : word)),
        })),
      }
    : script;
}

/** Plain text and variables, in double quotes or not: the word with their values. Wildcards stay what they are, in quotes nothing is said. */
function knownWord(word: ShellWord, values: KnownValues): ShellWord {
  const plain = word.text.replaceAll('"', '');
  const text = withValues(plain, values);
  const isQuoted = word.text.split('"').some((part, at) => at % 2 === 1 && WILDCARD.test(part));
  if (!WORD.test(text) || isQuoted) {
    return word;
  }
  const known: KnownWord = { ...word, text, literal: !WILDCARD.test(text), written: word.text };
  return known;
}

const WILDCARD = /[*?]/;

const WORD = /^[\w./:@+,=*?-]+$/;
