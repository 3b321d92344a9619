import { baseName } from '../../context/path-parts.ts';
import { commandOf } from '../../ecosystems/command.ts';
import { textParts } from '../../ecosystems/run-parts.ts';
import { SPEAKING } from '../../fixes/moving/speaking.ts';
import { isShell } from '../../syntax/shell-names.ts';
import { behindInit } from './init-program.ts';

/**
 * Whether what a container starts is nothing that could be taken over: a shell in which a person works, or what only says something and
 * waits until somebody comes.
 */
export function startsNothing(entrypoint: readonly string[], cmd: readonly string[]): boolean {
  const [program = '', ...args] = behindInit([...entrypoint, ...cmd]);
  // The program of an ENTRYPOINT is there for other words, too.
  return isAtRest(baseName(program), args) || (entrypoint.length === 0 && asksOnly(args));
}

function isAtRest(name: string, args: readonly string[]): boolean {
  if (!isShell(name)) {
    return SAYS.has(name) || (name === 'tail' && args.at(-1) === '/dev/null');
  }
  const at = args.findIndex((arg) => !OPTION.test(arg));
  const [option, script, ...more] = at < 0 ? [] : args.slice(at);
  return (
    option === undefined ||
    (/^-[a-z]*c$/.test(option) && (script === undefined || (more.length === 0 && restsIn(script))))
  );
}

/** Whether all commands of a script are such; a program that is asked what it is does no more than say so. */
function restsIn(script: string): boolean {
  const parts = textParts(script);
  return (
    parts.length > 0 &&
    parts.every(({ command }) => {
      const read = commandOf(command);
      const args = read?.args.map(({ text }) => text) ?? [];
      return (
        read?.args.every(({ literal }) => literal || SAYS.has(read.name)) === true &&
        (isAtRest(read.name, args) || asksOnly(args))
      );
    })
  );
}

/** Programs that only say something, and what waits in a script. */
const SAYS = new Set([...SPEAKING, 'cat', 'ls', 'trap', 'wait']);

/** Options of a shell that change nothing of what it runs. */
const OPTION = /^(?:-[eiluxo]+|--login|pipefail)$/;

/** Whether a program only tells what it is. */
function asksOnly([first, ...more]: readonly string[]): boolean {
  return first !== undefined && more.length === 0 && ASKING.has(first);
}

const ASKING = new Set(['--version', '--help', '-V', 'version', 'help']);
