import { holdsAny } from '../../syntax/made-of.ts';
import { compileName } from '../../context/match.ts';
import { commandOf } from '../../ecosystems/command.ts';
import { runParts } from '../../ecosystems/run-parts.ts';
import { runsInAnyCase } from '../../fixes/moving/commutes.ts';
import type { ImagePath } from '../../fixes/moving/copy-step.ts';
import { placesOf, type Place } from '../../fixes/moving/places.ts';
import type { Model, Node } from '../../model/types.ts';
import { holdsWord } from '../../syntax/plain-words.ts';
import type { ShellScript, ShellWord } from '../../syntax/types.ts';
import { findExec, type FoundCommand } from './find-exec.ts';
import { imagePath } from './image-path.ts';
import { asWritten, knownScript } from './known-script.ts';

/** A command of a RUN on paths of the image: `rm -rf a b`, `chown -R user a`, or what `find` runs on all that it comes by. */
export interface PathCommand {
  readonly name: string;
  /** Which of the RUN's commands it is (`runParts`). */
  readonly index: number;
  /** How it goes over all that lies below its paths as well, if it does: by its option, or by what runs it. */
  readonly recursive: '-R' | 'find' | 'find -type f' | undefined;
  /** The operands in front of the paths, as they are written: the owner of chown, the mode of chmod, what cp reads. */
  readonly leading: readonly ShellWord[];
  /** Operands that only the build knows are left out. */
  readonly paths: readonly ImagePath[];
  /** Those of the paths of which it is what lies in them that is named: `/tmp/*`. */
  readonly contents: ReadonlySet<ImagePath>;
  /** Whether `paths` are all of them. */
  readonly complete: boolean;
  /** Operands whose last part is a pattern: `rm /tmp/*.deb`. */
  readonly patterns: readonly NamePattern[];
  /** What mv takes away from its place, as far as that is written: up to the first folder that only the build knows. */
  readonly taken: readonly ImagePath[];
}

/** The entries of a folder whose names fit a pattern, as the shell reads it. */
export interface NamePattern extends ImagePath {
  readonly fits: (name: string) => boolean;
}

/** Where the paths begin among the operands; of some programs, the last one alone is what they write. */
const PROGRAMS: ReadonlyMap<string, number> = new Map([
  ['rm', 0],
  ['chown', 1],
  ['chgrp', 1],
  ['chmod', 1],
  ['mkdir', 0],
  ['touch', 0],
  ['cp', -1],
  ['mv', -1],
  ['ln', -1],
]);

/** The commands on files that a RUN runs in any case, by the paths that they change; none where its shell can't be read. */
export function pathCommands(model: Model, node: Node): readonly PathCommand[] {
  const place = placesOf(model)[node.index];
  const script =
    node.instruction.keyword === 'RUN' &&
    holdsWord(node.instruction.text, (word) => PROGRAMS.has(word) || word === 'delete')
      ? knownScript(model, node)
      : undefined;
  if (place === undefined || script?.complete !== true || !(place.readableShell || script.form === 'exec')) {
    return [];
  }
  const { directory, anchored } = place;
  let known = remembered.get(script);
  if (known?.directory !== directory || known.anchored !== anchored) {
    known = { directory, anchored, commands: readCommands(script, place) };
    remembered.set(script, known);
  }
  return known.commands;
}

/** Scripts are shared between equal texts; remembered for the last place. */
const remembered = new WeakMap<
  ShellScript,
  { readonly directory: string; readonly anchored: boolean; readonly commands: readonly PathCommand[] }
>();

function readCommands(script: ShellScript, place: Place): readonly PathCommand[] {
  return runParts(script).flatMap((part, index): readonly PathCommand[] => {
    const read = runsInAnyCase(part) ? commandOf(part.command) : undefined;
    const at = { index, directory: part.directory, place };
    if (read?.name === 'find') {
      return findExec(read.args).flatMap((found) =>
        readCommand(found, at, found.sparesFolders ? 'find -type f' : 'find'),
      );
    }
    return read === undefined ? [] : readCommand(read, at);
  });
}

/** Which of a RUN's commands one is, and where it runs. */
interface CommandPlace {
  readonly index: number;
  readonly directory: string | undefined;
  readonly place: Place;
}

function readCommand(
  { name, args }: Pick<FoundCommand, 'name' | 'args'>,
  { index, directory, place }: CommandPlace,
  found?: PathCommand['recursive'],
): readonly PathCommand[] {
  const skipped = PROGRAMS.get(name);
  if (skipped === undefined) {
    return [];
  }
  const at = (path: string): ImagePath | undefined => imagePath(path, directory, place);
  const letters = name === 'rm' ? ['r', 'R'] : ['R'];
  const isRecursive = args.some(({ text }) =>
    text.startsWith('--')
      ? text === '--recursive'
      : text.startsWith('-') && letters.some((letter) => text.includes(letter)),
  );
  const operands = args.filter(({ text }) => !text.startsWith('-'));
  const leading = operands.slice(0, skipped);
  const named = operands.slice(skipped);
  const contents = new Set<ImagePath>();
  const paths = named.flatMap(({ text, literal }) => {
    // A folder's whole contents are the folder, as far as sizes go.
    const path = isWhole(text) ? folderOf(text) : text;
    const found = literal || (path !== text && !holdsAny(path, '*?[]$`{')) ? at(path) : undefined;
    if (found !== undefined && path !== text) {
      contents.add(found);
    }
    return found ?? [];
  });
  return [
    {
      name,
      index,
      recursive: found ?? (isRecursive ? '-R' : undefined),
      leading: leading.map(asWritten),
      paths,
      contents,
      complete: paths.length === named.length,
      patterns: named.flatMap(({ text, literal }) => {
        const [, folder = '', pattern = ''] = isWhole(text) || literal ? [] : (NAME_PATTERN.exec(text) ?? []);
        const inside = pattern === '' ? undefined : at(folder === '' ? '.' : folder);
        return inside === undefined ? [] : [{ ...inside, fits: fitting(pattern) }];
      }),
      taken: (name === 'mv' ? leading : []).flatMap(({ text, literal }) => {
        const known = literal ? text : (text.replace(/["']/g, '').split(/[*?[$`{]/, 1)[0] ?? '');
        const folder = literal ? known : known.slice(0, known.lastIndexOf('/') + 1) || '.';
        return /^["']*[$`]/.test(text) ? ANYTHING : (at(folder) ?? []);
      }),
    },
  ];
}

/** Whether a word names all that is in a folder. */
function isWhole(text: string): boolean {
  return text === '*' || text.endsWith('/*');
}

/** Of `/tmp/*`, `/*` and `*`. */
function folderOf(whole: string): string {
  const folder = whole.slice(0, -1);
  return folder.length > 1 ? folder.slice(0, -1) : folder || '.';
}

/** Which names a pattern of the shell fits: hidden files only where it names the dot. */
function fitting(pattern: string): (name: string) => boolean {
  const matches = compileName(pattern);
  return (name) => name.startsWith('.') === pattern.startsWith('.') && matches(name) === true;
}

/** What a path may be of which nothing is known. */
const ANYTHING: readonly ImagePath[] = [
  { path: '/', anchored: true },
  { path: '/', anchored: false },
];

/** A folder that is known, and a name with `*` or `?` in it. */
const NAME_PATTERN = /^((?:[^*?[\]$`{}"'\\]*\/)?)([^/[\]$`{}"'\\]*)$/;
