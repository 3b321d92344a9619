import type { ShellWord } from '../../syntax/types.ts';

/** A command that `find` runs over all that lies below its starting points. */
export interface FoundCommand {
  readonly name: string;
  /** With the starting points in place of `{}`. */
  readonly args: readonly ShellWord[];
  /** Whether it is run on files alone, and not on the folders in which they are. */
  readonly sparesFolders: boolean;
}

/** What a `find` runs by `-exec` on every file that it comes by, and `rm` for `-delete`: none behind a test that some files don't pass. */
export function findExec(args: readonly ShellWord[]): readonly FoundCommand[] {
  let at = 0;
  while (/^-[HLP]$/.test(args[at]?.text ?? '')) {
    at++;
  }
  const first = at;
  while (args[at] !== undefined && !/^[-(!]/.test(args[at]?.text ?? '')) {
    at++;
  }
  const named = args.slice(first, at);
  const starts = named.length > 0 ? named : HERE;
  const found: FoundCommand[] = [];
  let sparesFolders = false;
  while (at < args.length) {
    const test = args[at]?.text ?? '';
    const next = args[at + 1]?.text ?? '';
    if (test === '-exec' || test === '-execdir') {
      const from = at + 1;
      at = args.findIndex(({ text }, index) => index > from && (text === ';' || text === '+'));
      const command = args.slice(from, at);
      if (at < 0 || command[0] === undefined) {
        break;
      }
      const own = command.slice(1).flatMap((one) => (one.text === '{}' ? starts : [one]));
      found.push({ name: command[0].text, args: own, sparesFolders });
      at++;
    } else if (test === '-delete') {
      found.push({ name: 'rm', args: starts, sparesFolders });
      break;
    } else if (test === '-mindepth' && next === '1') {
      at += 2;
    } else if (EVERY_FILE.has(test) || ((test === '!' || test === '-not') && OWNED_BY.has(next))) {
      at += EVERY_FILE.has(test) ? 1 : 3;
    } else if (test === '-type' && next === 'f') {
      sparesFolders = true;
      at += 2;
    } else {
      break;
    }
  }
  return found;
}

/** Without a starting point. */
const HERE: readonly ShellWord[] = [{ text: '.', literal: true, span: { start: 0, end: 0 } }];

/** Words of an expression that every file passes. */
const EVERY_FILE = new Set(['-depth', '-d', '-xdev', '-mount', '-print', '-print0', '-a', '-and', '-noleaf']);

/** Behind a `!`: what has not yet the owner that it shall get. */
const OWNED_BY = new Set(['-user', '-group', '-uid', '-gid']);
