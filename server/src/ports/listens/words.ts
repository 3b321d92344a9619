import { commandsOf } from '../../syntax/shell-commands.ts';
import { scriptOf } from '../../syntax/shell.ts';
import type {
  Dockerfile,
  Instruction,
  ShellCommand,
  ShellScript,
  ShellWord,
  Span,
} from '../../syntax/types.ts';
import type { Setting, Word } from '../programs/types.ts';
import type { EvidenceFile } from '../types.ts';

/** A command line with the variables that are set in front of it. */
export interface Line {
  readonly words: readonly Word[];
  readonly variables: ReadonlyMap<string, Setting>;
  /** Commands in front of it that change the directory, in order. */
  readonly directories: readonly string[];
  /** Other commands in front of it, in order. */
  readonly before: readonly (readonly Word[])[];
}

/** Turns words of the shell's reader into words of a file. */
interface Origin {
  readonly file: EvidenceFile;
  readonly place: (span: Span) => Span;
  readonly style: Word['style'];
}

/** The words of an instruction in exec form, or undefined for the shell form. */
export function execWords(file: Dockerfile, instruction: Instruction): readonly Word[] | undefined {
  const script = scriptOf(file, instruction);
  if (script?.form !== 'exec') {
    return undefined;
  }
  const origin = dockerfileOrigin(instruction, 'json');
  return (script.commands[0]?.words ?? []).map((word) => wordOf(word, origin));
}

/** The line that an instruction in shell form runs as its last; undefined where that can't be told. */
export function shellLine(file: Dockerfile, instruction: Instruction): Line | undefined {
  const script = scriptOf(file, instruction);
  return script?.form === 'shell' ? lastLine(script, dockerfileOrigin(instruction, 'shell')) : undefined;
}

/** The same of a text in a file: `span` is where it stands, quotes inside, and `written` the text there. */
export function lineOfText(text: string, file: EvidenceFile, span: Span, written: string): Line | undefined {
  const at = written.indexOf(text);
  const isExact = at >= 0;
  return lastLine(commandsOf({ text, starts: [0], sources: [0] }), {
    file,
    place: ({ start, end }) =>
      isExact ? { start: span.start + at + start, end: span.start + at + end } : span,
    style: isExact ? 'shell' : 'none',
  });
}

function dockerfileOrigin({ start }: Instruction, style: Word['style']): Origin {
  return {
    file: { kind: 'dockerfile' },
    place: (span) => ({ start: start + span.start, end: start + span.end }),
    style,
  };
}

function wordOf({ text, literal, span }: ShellWord, { file, place, style }: Origin): Word {
  return { text, literal, file, span: place(span), style };
}

/** Commands of a line that starts a server: more are a script, and each is compared with what is inside of it. */
const MOST = 64;

/**
 * The last command of a script, which is the one that stays: all before it must end well, set variables or change the
 * directory. A pipe, a condition or something in the background make it another question.
 */
function lastLine(script: Pick<ShellScript, 'commands' | 'complete'>, origin: Origin): Line | undefined {
  const outer = script.commands.filter(({ depth }) => depth === 0);
  const last = outer.at(-1);
  const isPlain = outer.every(
    ({ join, conditional, words }) =>
      !conditional && join !== '|' && join !== '||' && join !== '&' && words[0]?.text !== '[[',
  );
  if (
    !script.complete ||
    last === undefined ||
    outer.length > MOST ||
    !isPlain ||
    !areSubstitutions(script, outer)
  ) {
    return undefined;
  }
  const variables = new Map<string, Setting>();
  const directories: string[] = [];
  const before: (readonly Word[])[] = [];
  for (const command of outer.slice(0, -1)) {
    const [name, ...args] = command.words;
    const directory = args[0];
    if (name === undefined || ['.', 'source', 'eval', 'unset'].includes(name.text)) {
      return undefined;
    }
    if (name.text === 'export') {
      args.forEach((arg) => {
        setFromWord(variables, arg, origin);
      });
    } else if (name.text === 'cd') {
      if (directory?.literal !== true || args.length > 1) {
        return undefined;
      }
      directories.push(directory.text);
    } else {
      before.push(command.words.map((word) => wordOf(word, origin)));
    }
  }
  setAll(variables, last, origin);
  return { words: last.words.map((word) => wordOf(word, origin)), variables, directories, before };
}

/** Whether all that lies deeper is part of a word, and not a group of commands. */
function areSubstitutions(
  { commands }: Pick<ShellScript, 'commands'>,
  outer: readonly ShellCommand[],
): boolean {
  return commands
    .filter(({ depth }) => depth > 0)
    .every(({ span }) =>
      outer.some((command) => command.span.start <= span.start && span.end <= command.span.end),
    );
}

function setAll(variables: Map<string, Setting>, { assignments }: ShellCommand, origin: Origin): void {
  for (const { name, value } of assignments) {
    if (value !== undefined) {
      const start = value.span.start - name.length - 1;
      const word = { ...value, span: { start, end: value.span.end } };
      variables.set(
        name,
        settingOf(wordOf(word, origin), value.literal ? value.text : undefined, `${name}=${value.text}`),
      );
    }
  }
}

function setFromWord(variables: Map<string, Setting>, word: ShellWord, origin: Origin): void {
  const [, name, value] = /^(\w+)=(.*)$/s.exec(word.text) ?? [];
  if (name !== undefined) {
    variables.set(name, settingOf(wordOf(word, origin), word.literal ? value : undefined, word.text));
  }
}

/** `NAME=value` as a setting, where it is written as one word. */
export function settingOf({ file, span }: Word, text: string | undefined, written: string): Setting {
  return { text, evidence: { kind: 'variable', file, span, text: written } };
}
