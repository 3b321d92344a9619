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
  const env = new Map<string, string | undefined>();
  for (const assignment of command.assignments) {
    env.set(assignment.name, valueOf(assignment));
  }
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
    const options = WRAPPERS.get(name);
    if (options === undefined || (name === 'corepack' && !BEHIND_COREPACK.has(next?.text ?? ''))) {
      return word.text.startsWith('/') ? { name, args, env, path: word.text } : { name, args, env };
    }
    index = skipOptions(command.words, index + 1, options);
    if (name === 'env' || name === 'sudo') {
      index = readAssignments(command.words, index, env);
    }
  }
}

function valueOf({ value }: ShellAssignment): string | undefined {
  return value === undefined ? '' : value.literal ? value.text : undefined;
}

function skipOptions(words: readonly ShellWord[], from: number, options: ReadonlySet<string>): number {
  let index = from;
  while (options.has(words[index]?.text ?? '')) {
    index++;
  }
  return index;
}

function readAssignments(
  words: readonly ShellWord[],
  from: number,
  env: Map<string, string | undefined>,
): number {
  let index = from;
  for (let word = words[index]; word !== undefined; word = words[++index]) {
    const found = /^([A-Za-z_]\w*)=(.*)$/s.exec(word.text);
    if (found === null) {
      break;
    }
    env.set(found[1] ?? '', word.literal ? found[2] : undefined);
  }
  return index;
}
