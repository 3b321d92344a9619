import { commandOf } from '../../ecosystems/command.ts';
import { isWithin } from '../../ecosystems/paths.ts';
import type { RunPart } from '../../ecosystems/run-part.ts';
import type { ShellWord } from '../../syntax/types.ts';
import { isReader, pathsOf, targetsOf, worksOnFiles, type Paths } from './command-paths.ts';
import type { RunText } from './redirections.ts';
import { SPEAKING } from './speaking.ts';

const SAYS = new Set(SPEAKING);

const ASKS = new Set(['test', '[', '[[']);

/**
 * Whether an unknown command of a RUN reads and writes only files that it names, by absolute paths outside of some folders:
 * `sed -i … /etc/php.ini`, `echo … >> /etc/hosts`. Whether it runs at all, and what a pipe brings, then changes nothing there.
 */
export function leavesAlone(part: RunPart, run: RunText, folders: readonly string[]): boolean {
  return liesApart(filesWorkedOn(part, run), folders);
}

/**
 * The files that an unknown command of a RUN names, where it reads and writes no others, whether it runs or not; undefined where it
 * may.
 */
export function filesWorkedOn(part: RunPart, run: RunText): Paths | undefined {
  const { command } = part;
  const name = commandOf(command)?.name ?? (command.words.length === 1 ? (command.words[0]?.text ?? '') : '');
  const paths = pathsOf(part, run);
  if (paths === undefined) {
    return undefined;
  }
  if (command.words.length === 0 || SAYS.has(name) || ASKS.has(name)) {
    return command.words.every(isExpandedAlike) ? paths : undefined;
  }
  // Without a file of its own, it takes what a pipe brings, or looks around where it stands, as `ls` and `grep -r` do.
  const names = countOf(paths) - countOf(targetsOf(part, run));
  const isKnown =
    (worksOnFiles(name) || isReader(name)) &&
    command.words.every(({ text, literal }) => literal || FILLED_IN.test(text)) &&
    (names > 0 || (command.join === '|' && name !== 'grep' && name !== 'ls'));
  return isKnown ? paths : undefined;
}

/** A word with wildcards, or names in braces: whatever they stand for lies in the folder in front of them. */
const FILLED_IN = /^[\w.@+/-]*[*?{[](?!.*\/)[\w.@+,*?{}[\]!^-]*$|^[\w.@+/-]*[*?][\w.@+*?/-]*$/;

function countOf(paths: Paths | undefined): number {
  return (paths?.absolute.length ?? 0) + (paths?.relative.length ?? 0);
}

/** Whether the redirections of a command lead to no files but those outside of some folders. */
export function redirectsApart(part: RunPart, run: RunText, folders: readonly string[]): boolean {
  return liesApart(targetsOf(part, run), folders);
}

function liesApart(paths: Paths | undefined, folders: readonly string[]): paths is Paths {
  return (
    paths?.relative.length === 0 &&
    paths.absolute.every((path) =>
      folders.every((folder) => !isWithin(path, folder) && !isWithin(folder, path)),
    )
  );
}

/** True for a word that no file name takes part in; what a substitution in it reads is a command of its own. */
function isExpandedAlike({ text, literal }: ShellWord): boolean {
  return literal || !/[*?[]/.test(text.replace(/^"[^"]*"$/, ''));
}
