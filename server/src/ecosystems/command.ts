import { baseName } from '../context/path-parts.ts';
import { isShell } from '../syntax/shell-names.ts';
import type { ShellAssignment, ShellCommand, ShellWord } from '../syntax/types.ts';
import type { Command } from './types.ts';

/** Programs that run the command behind them, with the options of theirs that take no value. */
const WRAPPERS: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['sudo', new Set(['-E', '-H', '-n'])],
  ['time', new Set(['-p'])],
  ['exec', new Set<string>()],
  ['command', new Set<string>()],
  ['nice', new Set<string>()],
  ['env', new Set<string>()],
  ['corepack', new Set<string>()],
]);

/** Scripts by which a project starts a package manager of a certain version, so that they are no programs of its own. */
const PROJECT_SCRIPTS = new Set(['mvnw', 'gradlew', 'sbt']);

/**
 * A program below the home directory, which the shell fills in: where rustup puts cargo. No others, since for these a fix may add a
 * step that has to call them by the same path.
 */
const HOME_PATH = '~/.cargo/bin/cargo';

/** What corepack runs; with other words behind it, it is a command of its own. */
const BEHIND_COREPACK = new Set(['npm', 'pnpm', 'yarn']);

/**
 * The program that a shell command runs and its words, without wrappers. Undefined for a bare assignment and where the
 * program's name is only known at build time, or a relative path makes it a program of the sources other than a wrapper script
 * of a package manager (`./mvnw`, `sh gradlew`).
 */
export function commandOf(command: Pick<ShellCommand, 'words' | 'assignments'>): Command | undefined {
  const env = assignedBy(command);
  let index = 0;
  for (;;) {
    const word = command.words[index];
    const isHome = word?.text === HOME_PATH;
    if (word === undefined || !(word.literal || isHome)) {
      return undefined;
    }
    const name = baseName(word.text);
    const next = command.words[index + 1];
    if (isShell(name) && next?.literal === true && PROJECT_SCRIPTS.has(baseName(next.text))) {
      index++;
      continue;
    }
    const isBehindShell = isShell(baseName(command.words[index - 1]?.text ?? ''));
    const isRelative = !isHome && !word.text.startsWith('/') && (word.text.includes('/') || isBehindShell);
    const args = command.words.slice(index + 1);
    if (isRelative) {
      return PROJECT_SCRIPTS.has(name) ? { name, args, env, script: word.text } : undefined;
    }
    if (PROJECT_SCRIPTS.has(name) && word.text.includes('/')) {
      return { name, args, env, script: word.text };
    }
    const end = wrapperEnd(command.words, index);
    if (end === undefined) {
      return word.text.startsWith('/') ? { name, args, env, path: word.text } : { name, args, env };
    }
    for (const { text, literal } of command.words.slice(index + 1, end)) {
      const [, variable, value] = ASSIGNMENT.exec(text) ?? [];
      if (variable !== undefined) {
        env.set(variable, literal ? value : undefined);
      }
    }
    index = end;
  }
}

/** The variables that a command sets for its program in the shell's way; undefined where only the build knows a value. */
export function assignedBy({
  assignments,
}: Pick<ShellCommand, 'assignments'>): Map<string, string | undefined> {
  return new Map(assignments.map((assignment) => [assignment.name, valueOf(assignment)]));
}

/** The programs in front of another one that only wrap it, each with its options and variables: `sudo -E`, `env A=b`. */
export function wrappersOf(words: readonly ShellWord[]): readonly (readonly ShellWord[])[] {
  const wrappers: (readonly ShellWord[])[] = [];
  let index = 0;
  for (let end = wrapperEnd(words, 0); end !== undefined; end = wrapperEnd(words, end)) {
    wrappers.push(words.slice(index, end));
    index = end;
  }
  return wrappers;
}

/** The variables that a command sets for its program, in the shell's way and by wrappers; what is not literal as it is written. */
export function variablesOf({
  words,
  assignments,
}: Pick<ShellCommand, 'words' | 'assignments'>): ReadonlyMap<string, string> {
  const variables = new Map(assignments.map(({ name, value }) => [name, value?.text ?? '']));
  for (const { text } of wrappersOf(words).flat()) {
    const [, name, value = ''] = ASSIGNMENT.exec(text) ?? [];
    if (name !== undefined) {
      variables.set(name, value);
    }
  }
  return variables;
}

/** `NAME=value` as a word. */
export const ASSIGNMENT = /^([A-Za-z_]\w*)=(.*)$/s;

/** The end of the wrapper that begins at a word; undefined where none does. */
function wrapperEnd(words: readonly ShellWord[], index: number): number | undefined {
  const word = words[index];
  const isProgram = word?.literal === true && (word.text.startsWith('/') || !word.text.includes('/'));
  const name = isProgram ? baseName(word.text) : '';
  const options = WRAPPERS.get(name);
  if (options === undefined || (name === 'corepack' && !BEHIND_COREPACK.has(words[index + 1]?.text ?? ''))) {
    return undefined;
  }
  let end = index + 1;
  while (options.has(words[end]?.text ?? '')) {
    end++;
  }
  while ((name === 'env' || name === 'sudo') && ASSIGNMENT.test(words[end]?.text ?? '')) {
    end++;
  }
  return end;
}

function valueOf({ value }: ShellAssignment): string | undefined {
  return value === undefined ? '' : value.literal ? value.text : undefined;
}
