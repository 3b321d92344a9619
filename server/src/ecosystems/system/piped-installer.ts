import { isShell } from '../../syntax/shell-names.ts';
import type { ShellCommand } from '../../syntax/types.ts';
import { commandOf } from '../command.ts';

/** Addresses of scripts that install something, and do not read the project as those of coverage services do. */
const INSTALLER = /^https:\/\/(get|sh|deb|rpm)\.|install|setup/i;

/**
 * Whether two commands of a pipe fetch a script from the web and run it, and name nothing in the working directory:
 * `curl -fsSL https://bun.sh/install | bash`.
 */
export function pipesInstaller(fetching: ShellCommand, running: ShellCommand): boolean {
  const fetch = commandOf(fetching);
  const run = commandOf(running);
  if (fetch === undefined || run === undefined || running.join !== '|') {
    return false;
  }
  const words = [...fetch.args, ...run.args].map(({ text }) => text).filter((text) => text !== '/dev/stdin');
  const values = [...fetching.assignments, ...running.assignments].map(({ value }) => value?.text ?? '');
  return (
    (fetch.name === 'curl' || fetch.name === 'wget') &&
    isShell(run.name) &&
    fetch.args.some(({ text }) => INSTALLER.test(text) && /^https?:\/\//.test(text)) &&
    !words.some(leadsToFiles) &&
    !values.some((text) => /\$\(|`/.test(text))
  );
}

/** Whether a word may be a path in the working directory, or the shell makes it of a file. */
function leadsToFiles(word: string): boolean {
  const text = word.startsWith('-') ? word.slice(word.indexOf('=') + 1) : word;
  return word.includes('$(') || word.includes('`') || /^@|^\.\.?(\/|$)|^\w[\w.-]*\/(?!\/)/.test(text);
}
