import { compileName } from '../../context/match.ts';
import { baseName } from '../../context/path-parts.ts';
import { commandOf } from '../../ecosystems/command.ts';
import { isWithin } from '../../ecosystems/paths.ts';
import { runParts } from '../../ecosystems/run-parts.ts';
import type { RunPart } from '../../ecosystems/run-part.ts';
import { placesOf, type Place } from '../../fixes/moving/places.ts';
import { redirectionTargets, runTextOf, type RunText } from '../../fixes/moving/redirections.ts';
import { resolvePath } from '../../model/paths.ts';
import type { Model, Node } from '../../model/types.ts';
import { holdsWord } from '../../syntax/plain-words.ts';
import { scriptOf } from '../../syntax/shell.ts';
import { withoutTrailing } from '../../syntax/without-trailing.ts';

/**
 * Which files may no longer be at their absolute paths behind a RUN, or be others there, as far as the RUN says so: it removes or
 * moves them or a folder around them, under whatever condition, or names them to a program that is not known to leave them as they are.
 */
export function takenAwayBy(model: Model, node: Node): (path: string) => boolean {
  const { text } = node.instruction;
  const isRemoving = holdsWord(text, (word) => REMOVING.has(word));
  // Most RUNs say nothing of the kind, and need not be read.
  let takers: readonly Taker[] | undefined;
  return (path) =>
    (isRemoving || text.includes(baseName(path))) &&
    (takers ??= takersIn(model, node)).some((takes) => takes(path));
}

type Taker = (path: string) => boolean;

/** What each command of a RUN may take away; anything, where they can't be read. */
function takersIn(model: Model, { index, instruction }: Node): readonly Taker[] {
  const place = placesOf(model)[index];
  const script = scriptOf(model.file, instruction);
  if (place === undefined || script?.complete !== true || !(place.readableShell || script.form === 'exec')) {
    return [() => true];
  }
  const run = runTextOf(instruction.text);
  return runParts(script).map((part): Taker => {
    const names = part.command.words.map((word) => baseName(word.text));
    const at = { place, directory: part.directory };
    return names.some((name) => REMOVING.has(name))
      ? (path) => removes(part, names, path, at)
      : (path) => mayWrite(part, run, path, at);
  });
}

/** `delete` is an option of find, and `clean` a command of git. */
const REMOVING: ReadonlySet<string> = new Set(['rm', 'mv', 'unlink', 'shred', 'delete', '-delete', 'clean']);

/** Programs that leave the files as they are that they name. */
const READERS: ReadonlySet<string> = new Set(
  '. source export cat grep head tail test [ ls stat echo printf chmod chown chgrp git openssl ssh-add ssh-keygen'.split(
    ' ',
  ),
);

/** Where the words of a command lead from. */
interface At {
  readonly place: Place;
  /** As of a part of a RUN: undefined where only the build knows it. */
  readonly directory: string | undefined;
}

function removes({ command: { words } }: RunPart, names: readonly string[], path: string, at: At): boolean {
  const isClean = names.includes('clean');
  if (isClean) {
    // Other programs clean what is their own: `npm cache clean`, `apt-get clean`.
    return names[0] === 'git';
  }
  // What is found by other tests than these names is not known.
  const isByName = names.includes('find') && !words.some(({ text }) => /^(!|-not|-o|-or|-prune)$/.test(text));
  const all = words.map(({ text }) => text.replace(/["']/g, ''));
  const tests = all.flatMap((word, index) => (FIND_NAME.test(word) ? [all[index + 1] ?? ''] : []));
  if (isByName && tests.length > 0) {
    return tests.some((pattern) => path.split('/').some((name) => fits(baseName(pattern), name)));
  }
  const operands = all.filter(
    (word, index) =>
      !(word.startsWith('-') || PROGRAMS.has(names[index] ?? '') || /^(\{\}|[;+]|\\;)$/.test(word)),
  );
  return operands.length === 0 || operands.some((word) => speaksOf(word, path, at));
}

const FIND_NAME = /^-(i?name|i?path|i?wholename|i?regex)$/;

/** What runs a removing command, and these themselves. */
const PROGRAMS: ReadonlySet<string> = new Set([...REMOVING, 'sudo', 'xargs', 'find', 'command', 'exec']);

/** Whether a word, as the shell reads it, may name a path or a folder around it. */
function speaksOf(word: string, path: string, { place, directory }: At): boolean {
  const [known = ''] = word.split(/[*?[$`{]/, 1);
  const rest = word.slice(known.length);
  const lead = rest === '' ? known : known.slice(0, known.lastIndexOf('/') + 1);
  const isAbsolute = lead.startsWith('/');
  const isKnown = isAbsolute || (directory !== undefined && (directory.startsWith('/') || place.anchored));
  if (!isKnown || lead.startsWith('~')) {
    const name = baseName(withoutTrailing(word, '/'));
    return /^\.*$|[$`{]/.test(name) || path.split('/').some((one) => fits(name, one));
  }
  const folder = resolvePath(
    resolvePath(place.directory, directory === '' ? '.' : (directory ?? '.')),
    lead || '.',
  );
  if (!isWithin(path, folder) || rest === '') {
    return isWithin(path, folder);
  }
  const [next = ''] = path.slice(folder === '/' ? 1 : folder.length + 1).split('/', 1);
  const [pattern = ''] = word.slice(lead.length).split('/', 1);
  return /[$`{]/.test(pattern) || fits(pattern, next);
}

function fits(pattern: string, name: string): boolean {
  return compileName(pattern)(name) !== false;
}

/** Whether a command names this very file, and may put another one in its place. */
function mayWrite(part: RunPart, run: RunText, path: string, at: At): boolean {
  const isIt = (word: string): boolean =>
    baseName(word) === baseName(path) && speaksOf(word.replace(/["']/g, ''), path, at);
  const targets = redirectionTargets(part.command, run);
  if (targets === undefined ? run.text.includes(baseName(path)) : targets.some(isIt)) {
    return true;
  }
  const read = commandOf(part.command);
  const words = (read?.args ?? part.command.words).map(({ text }) => text);
  return !READERS.has(read?.name ?? '') && words.some(isIt);
}
