import { commandOf } from '../../ecosystems/command.ts';
import { runParts } from '../../ecosystems/run-parts.ts';
import { runsInAnyCase } from '../../fixes/moving/commutes.ts';
import { placesOf, type Place } from '../../fixes/moving/places.ts';
import { resolvePath } from '../../model/paths.ts';
import type { Model, Node } from '../../model/types.ts';
import { holdsWord } from '../../syntax/plain-words.ts';
import { scriptOf } from '../../syntax/shell.ts';
import type { ShellScript, ShellWord } from '../../syntax/types.ts';

/** A command of a RUN on paths of the image: `rm -rf a b`, `chown -R user a`. */
export interface PathCommand {
  readonly name: string;
  readonly options: readonly string[];
  /** The operands in front of the paths: the owner of chown, the mode of chmod, what cp reads. */
  readonly leading: readonly ShellWord[];
  /** Absolute; comparable only with paths that are anchored alike. Operands that only the build knows are left out. */
  readonly paths: readonly { readonly path: string; readonly anchored: boolean }[];
}

/** Where the paths begin among the operands; of some programs, the last one alone is what they write. */
const PROGRAMS: ReadonlyMap<string, number> = new Map([
  ['rm', 0],
  ['chown', 1],
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
    node.instruction.keyword === 'RUN' && holdsWord(node.instruction.text, (word) => PROGRAMS.has(word))
      ? scriptOf(model.file, node.instruction)
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
  return runParts(script).flatMap((part): readonly PathCommand[] => {
    const read = runsInAnyCase(part) ? commandOf(part.command) : undefined;
    const skipped = read && PROGRAMS.get(read.name);
    if (read === undefined || skipped === undefined) {
      return [];
    }
    const options = read.args.filter(({ text }) => text.startsWith('-')).map(({ text }) => text);
    const operands = read.args.filter(({ text }) => !text.startsWith('-'));
    const paths = operands.slice(skipped).flatMap(({ text, literal }) => {
      // A folder's whole contents are the folder, as far as sizes go.
      const path = text.length > 2 && text.endsWith('/*') ? text.slice(0, -2) : text;
      const isKnown = literal || (path !== text && !/[*?[\]$`{]/.test(path));
      const isAbsolute = path.startsWith('/');
      const { directory } = part;
      if (!isKnown || path === '' || path.startsWith('~') || (!isAbsolute && directory === undefined)) {
        return [];
      }
      const below = resolvePath(place.directory, directory === '' ? '.' : (directory ?? '.'));
      const anchored = isAbsolute || directory?.startsWith('/') === true || place.anchored;
      return [{ path: resolvePath(below, path), anchored }];
    });
    return [{ name: read.name, options, leading: operands.slice(0, skipped), paths }];
  });
}
