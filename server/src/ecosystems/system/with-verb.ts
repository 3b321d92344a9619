import type { ShellWord } from '../../syntax/types.ts';
import type { Command } from '../types.ts';

/**
 * A command of a system's package manager with its operation as a verb in front, as most of them have it: `pacman -Syu git` is
 * `pacman install git`. As it is where it has a verb anyway, and where the operation only asks, or works with files or another system
 * (pacman(8)).
 */
export function withVerb(command: Command): Command {
  if (command.name !== 'pacman') {
    return command;
  }
  const words = withoutValues(command.args);
  const at = words.findIndex(({ text }) => OPERATION.test(text));
  const operation = words[at];
  const others = words.filter((_, index) => index !== at);
  const verb =
    operation === undefined || others.some(({ text }) => ELSEWHERE.test(text))
      ? undefined
      : verbOf(operation.text, others);
  return operation === undefined || verb === undefined
    ? command
    : { ...command, args: [{ ...operation, text: verb }, ...others] };
}

/** Operations with their letters: one is written with a capital. */
const OPERATION = /^-[a-z]*[A-Z][a-z]*$/;

/** Options by which it works with other settings, or on another system. */
const ELSEWHERE = /^(-b|-r|--(dbpath|root|sysroot|config|gpgdir|cachedir|hookdir))(=|$)/;

/** Options that take the next word. */
const VALUED = new Set([
  '--overwrite',
  '--ignore',
  '--ignoregroup',
  '--assume-installed',
  '--color',
  '--arch',
]);

function withoutValues(words: readonly ShellWord[]): readonly ShellWord[] {
  return words.filter((_, index) => !VALUED.has(words[index - 1]?.text ?? ''));
}

function verbOf(operation: string, others: readonly ShellWord[]): string | undefined {
  const names = others.some(({ text }) => !text.startsWith('-'));
  if (/^-[a-z]*R[a-z]*$/.test(operation)) {
    return 'remove';
  }
  if (!operation.includes('S')) {
    return undefined;
  }
  if (operation.includes('c')) {
    return 'clean';
  }
  return /[gilps]/.test(operation)
    ? undefined
    : names
      ? 'install'
      : operation.includes('u')
        ? 'upgrade'
        : 'refresh';
}
