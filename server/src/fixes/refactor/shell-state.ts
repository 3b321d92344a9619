import { commandOf } from '../../ecosystems/command.ts';
import { isWithin } from '../../ecosystems/paths.ts';
import { resolvePath } from '../../model/paths.ts';
import type { Model, Node } from '../../model/types.ts';
import { parsedOf } from '../../syntax/instruction.ts';
import type { ShellCommand } from '../../syntax/types.ts';
import { placesOf } from '../moving/places.ts';
import type { Chain, Link } from './chain.ts';

/** Builtins that change the shell itself, and with it what the next command finds. */
const CHANGES_SHELL: ReadonlySet<string> = new Set([
  ...['cd', 'pushd', 'popd', 'export', 'unset', 'readonly', 'declare', 'typeset', 'local', 'let', 'read'],
  ...['mapfile', 'readarray', 'getopts', 'set', 'shopt', 'shift', 'umask', 'ulimit', 'alias', 'unalias'],
  ...['.', 'source', 'eval', 'exec', 'exit', 'return', 'trap', 'hash', 'enable', 'builtin', 'command', '(('],
]);

/** Programs that start something which goes on after them: it ends with the RUN that it was started in. */
const STARTS_SERVICE: ReadonlySet<string> = new Set([
  'service',
  'systemctl',
  'nohup',
  'setsid',
  'invoke-rc.d',
]);

/**
 * Whether a link leaves something in its shell that the next one may see: a directory, a variable, an option, a function. The
 * commands of a pipeline count too, although most shells run them apart. True where the program's name is not known.
 */
export function leavesState(text: string, { commands, start, end }: Link): boolean {
  return (
    commands.some(({ words: [program], assignments, words }) =>
      program === undefined
        ? assignments.length > 0
        : !program.literal ||
          CHANGES_SHELL.has(program.text) ||
          (program.text === 'printf' && words[1]?.text === '-v'),
    ) || /\$\(\(|\$\{\w+:?=/.test(text.slice(start, end))
  );
}

/**
 * Whether all that these RUNs do is in files of the image, so that it does not matter which of them share a container: no
 * memory file system, no mount that forgets what is written, no file that BuildKit puts there for each RUN, no service, no
 * variable of the shell that names a start-up file, no login shell.
 */
export function leavesOnlyFiles(model: Model, chains: readonly Chain[]): boolean {
  return (
    chains.every(
      ({ node, links }) =>
        keepsWrites(node) &&
        links.every((link) => isSettled(node, link) && !removesDirectory(model, node, link)),
    ) &&
    !renewsProgram(chains.flatMap(({ links }) => links.flatMap(({ commands }) => commands))) &&
    hasPlainShells(model)
  );
}

function keepsWrites({ detail }: Node): boolean {
  const mounts = detail.kind === 'run' ? detail.mounts : [];
  return mounts.every(
    ({ type, options }) =>
      type !== 'tmpfs' &&
      (type !== 'bind' ||
        ((options.get('readwrite') ?? 'false') === 'false' && options.get('readonly') !== 'false')),
  );
}

/** A RUN finds its working directory anew where the one before it has removed it; the next command of the same shell does not. */
function removesDirectory(model: Model, { index }: Node, { commands }: Link): boolean {
  const directory = placesOf(model)[index]?.directory ?? '/';
  return commands.some(
    ({ words: [program, ...paths] }) =>
      ['rm', 'rmdir', 'mv'].includes(program?.text ?? '') &&
      paths.some(({ text }) => !text.startsWith('-') && isWithin(directory, resolvePath(directory, text))),
  );
}

function isSettled({ instruction }: Node, { commands, start, end }: Link): boolean {
  return (
    !/\/dev\/shm|\/etc\/(hosts|hostname|resolv\.conf)\b/.test(instruction.text.slice(start, end)) &&
    commands.every(({ words }) =>
      words.every(
        ({ text }, index) =>
          !(index === 0 ? STARTS_SERVICE.has(text) : /^(start|restart|--?daemon\w*)$/.test(text)),
      ),
    )
  );
}

/**
 * A shell remembers where it found a program: `pip install --upgrade pip && pip install flask` may go on with the old one, which
 * a second RUN would not.
 */
function renewsProgram(commands: readonly ShellCommand[]): boolean {
  const lastUse = new Map<string, number>();
  const names = commands.map((command) => commandOf(command)?.name);
  names.forEach((name, index) => {
    if (name !== undefined) {
      lastUse.set(name, index);
    }
  });
  const used = new Set<string>();
  return commands.some(({ words }, index) => {
    used.add(names[index] ?? '');
    return words.slice(1).some(({ text }) => {
      const name = /^[\w.+-]*/.exec(text)?.[0] ?? '';
      return used.has(name) && (lastUse.get(name) ?? -1) > index;
    });
  });
}

/** Whether no shell of the file reads start-up files, which a RUN may have changed for the next one. */
function hasPlainShells({ file, nodes }: Model): boolean {
  const isUsual = !/\bSHELL\b|BASH_ENV/i.test(file.text);
  return (
    isUsual ||
    nodes.every(({ instruction, detail }) =>
      instruction.keyword === 'SHELL'
        ? parsedOf(file, instruction)
            .args.slice(1)
            .every(({ text }) => /^-[a-hj-km-zA-Z]+$|^pipefail$/.test(text))
        : detail.kind !== 'pairs' || detail.pairs.every(({ name }) => name !== 'BASH_ENV'),
    )
  );
}
