import { programOf } from '../../ecosystems/program-by-path.ts';
import { textParts } from '../../ecosystems/run-parts.ts';
import type { RunPart } from '../../ecosystems/run-part.ts';
import type { Command } from '../../ecosystems/types.ts';
import { meetsFolder } from './cache-places.ts';

/** Whether a command empties a cache or lists of packages. */
export type Empties = (part: RunPart, read: Command | undefined) => boolean;

/** A RUN that has been asked which of its commands empty what others fill. */
export interface CleanUps {
  /** Whether a command empties it, or a text that it is given does: `su -c "npm cache clean --force"`. */
  readonly empties: Empties;
  /** True where the RUN empties it at its end, wherever that is written: `trap "rm …" EXIT`, or in a function. */
  readonly atEnd: boolean;
}

/** What a RUN does to empty something. */
export function cleanUpsOf(parts: readonly RunPart[], text: string, empties: Empties): CleanUps {
  const all: Empties = (part, read) => empties(part, read) || (mayClean(part) && textsEmpty(part, empties));
  const isDeferred = MAY_DEFER.some((word) => text.includes(word)) && DEFERS.test(text);
  return { empties: all, atEnd: isDeferred && parts.some((part) => all(part, programOf(part.command))) };
}

/** Most texts hold none of these, and need no look for the words. */
const MAY_DEFER = ['trap', 'function', '('];
const DEFERS = /\btrap\b|\bfunction\b|\(\s*\)/;

/** A command without words like `/var/{a,b}`, of which the shells of Debian and Alpine make nothing else. */
export function withoutBraces(read: Command): Command {
  return { ...read, args: read.args.filter(({ text }) => !/\{[^{},]*,[^{}]*\}/.test(text)) };
}

/** An `rm` or a `find` that removes one of these folders, a part of it or a folder around it. */
export function removesFolder(folders: readonly string[], part: RunPart, read: Command | undefined): boolean {
  const words = (read?.args ?? []).map(({ text }) => text);
  if (read?.name === 'find') {
    const options = words.findIndex((word) => word.startsWith('-'));
    const paths = options < 0 ? words : words.slice(0, options);
    const isFiltered = words.some((word) => /^-i?(name|path|regex)$/.test(word));
    return (
      words.some((word) => word === '-delete' || word === 'rm') &&
      paths.some((path) =>
        folders.some((folder) => meetsFolder(path, folder) && !(isFiltered && isAround(path, folder))),
      )
    );
  }
  const folder = part.directory?.startsWith('/') === true ? `${part.directory}/` : '';
  return (
    read?.name === 'rm' &&
    read.args.some(({ text, literal }) => {
      const path = ROOTED.includes(text.charAt(0)) ? text : `${folder}${text}`;
      // What only the build knows is taken by its name: `$(npm config get cache)`.
      const isNamed = !literal && text.toLowerCase().includes('cache') && /^["']?[$`]/.test(text);
      return !text.startsWith('-') && (isNamed || folders.some((one) => meetsFolder(path, one)));
    })
  );
}

/** Characters with which a path begins that is not below the working directory, or may not be. */
const ROOTED = '/~$"\'`';

function isAround(path: string, folder: string): boolean {
  return (
    path.split('/').filter((one) => one !== '').length < folder.split('/').filter((one) => one !== '').length
  );
}

/** Words of more than one word, and of a kind with those that empty something. */
function mayClean({ command }: RunPart): boolean {
  return command.words.some(({ text }) => isSeveral(text) && /\brm\b|clean|clear|purge|delete/.test(text));
}

function textsEmpty({ command }: RunPart, empties: Empties): boolean {
  return command.words.some(
    ({ text }) =>
      isSeveral(text) &&
      textParts(text.replace(/^(["'])(.*)\1$/s, '$2')).some((part) => empties(part, programOf(part.command))),
  );
}

/** Whether a word holds several, as quoted ones do. */
function isSeveral(text: string): boolean {
  return text.includes(' ') || text.includes('\t') || text.includes('\n');
}
