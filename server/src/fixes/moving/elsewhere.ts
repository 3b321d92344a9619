import { commandOf } from '../../ecosystems/command.ts';
import { isWithin } from '../../ecosystems/paths.ts';
import type { ShellCommand, ShellWord } from '../../syntax/types.ts';
import { redirectsToFile } from './redirections.ts';
import { withoutTrailing } from '../../syntax/without-trailing.ts';

/** Commands on files, and how many operands in front are no paths. */
const ON_FILES: ReadonlyMap<string, number> = new Map([
  ['mkdir', 0],
  ['touch', 0],
  ['rm', 0],
  ['ln', 0],
  ['chmod', 1],
  ['chown', 1],
  ['chgrp', 1],
]);

/** Commands that write the lists of users, and a home directory. */
const ON_USERS = new Set(['useradd', 'groupadd', 'adduser', 'addgroup', 'usermod', 'groupmod']);

/**
 * Whether a command surely leaves some folders of the image alone, and reads nothing there: it works on files by absolute paths
 * that lie elsewhere, or makes a user (domain.md 6.2, H5).
 */
export function worksElsewhere(command: ShellCommand, folders: readonly string[]): boolean {
  const read = commandOf(command);
  if (read === undefined || redirectsToFile(command) || read.args.some(({ literal }) => !literal)) {
    return false;
  }
  const isApart = (path: string): boolean =>
    folders.every((folder) => !isWithin(path, folder) && !isWithin(folder, path));
  if (ON_USERS.has(read.name)) {
    const paths = read.args.flatMap(({ text }) => /(?:^|=)(\/.*)$/.exec(text)?.[1] ?? []);
    return folders.every((folder) => !/^\/(home|root)(\/|$)/.test(folder)) && paths.every(isApart);
  }
  const skipped = ON_FILES.get(read.name);
  const operands = read.args.filter(({ text }) => !text.startsWith('-'));
  return (
    skipped !== undefined &&
    operands.length > skipped &&
    operands
      .slice(skipped)
      .every((word) => isPlainPath(word) && isApart(withoutTrailing(word.text, '/') || word.text.slice(0, 1)))
  );
}

/** An absolute path without dots that lead elsewhere. */
function isPlainPath({ text }: ShellWord): boolean {
  return text.startsWith('/') && !/(^|\/)\.{1,2}(\/|$)|\/\//.test(text);
}
