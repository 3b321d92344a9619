import { commandOf } from '../../ecosystems/command.ts';
import type { RunPart } from '../../ecosystems/run-part.ts';
import { isReader } from './command-paths.ts';
import type { Place } from './places.ts';
import { redirectsToFile } from './redirections.ts';

/** Programs that list what is there. */
const LISTS = new Set(['ls', 'dir', 'tree', 'du', 'find']);

/** What `find` does to files, or writes into some. */
const ACTS = /^-(exec|execdir|ok|okdir|delete|fprint0?|fprintf|fls|quit)$/;

/**
 * Whether a command only lists what is in its working directory, whatever that is: `ls -la`, `find . -type f`, `tree | head`. It succeeds
 * with fewer files as well, and leaves nothing behind. Not with names, which may not be there yet.
 */
export function looksAround({ command, directory }: RunPart, place: Place): boolean {
  const read = commandOf(command);
  const isOutside = command.conditional || command.depth > 0 || directory !== '';
  if (read === undefined || redirectsToFile(command) || isOutside) {
    return false;
  }
  const words = read.args.map(({ text }) => text);
  if (command.join === '|') {
    return isReader(read.name) && words.every((word) => /^(-\w+|\d+)$/.test(word));
  }
  const isHere = (word: string): boolean =>
    word === '.' || word === './' || (place.anchored && word === place.directory);
  const isFind = read.name === 'find';
  const options = words.findIndex((word) => word.startsWith('-') || word === '!');
  const operands = isFind
    ? words.slice(0, options < 0 ? words.length : options)
    : words.filter((word) => !word.startsWith('-'));
  return (
    LISTS.has(read.name) &&
    (command.join === 'start' || command.join === '&&' || command.join === ';') &&
    read.args.every(({ literal }) => literal) &&
    operands.every(isHere) &&
    !(isFind && words.some((word) => ACTS.test(word)))
  );
}
