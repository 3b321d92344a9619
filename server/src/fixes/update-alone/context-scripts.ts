import { isInContext } from '../../context/facts.ts';
import { baseName } from '../../context/path-parts.ts';
import type { ContextSnapshot } from '../../context/types.ts';
import { wrappersOf } from '../../ecosystems/command.ts';
import type { RunPart } from '../../ecosystems/run-part.ts';
import { isWithin, joinPath } from '../../ecosystems/paths.ts';
import { resolvePath } from '../../model/paths.ts';
import type { Model, Node } from '../../model/types.ts';
import { valueAbove } from '../../model/variables.ts';
import { withValues } from '../../model/with-values.ts';
import { fileAt } from '../../ports/listens/image-files.ts';
import type { ImageFile } from '../../ports/programs/types.ts';
import { isShell } from '../../syntax/shell-names.ts';
import { firstOf } from '../first-of.ts';
import { isContextMount } from '../moving/context-mounts.ts';
import { placesOf } from '../moving/places.ts';

/** A script that a command runs, and that comes from the context. */
export interface ContextScript {
  /** Undefined where it was not loaded. */
  readonly text: string | undefined;
}

/** Finds the script of the context that a command of a RUN runs; undefined for other commands, and where it is not known to be one. */
export type ScriptFinder = (node: Node, part: RunPart) => ContextScript | undefined;

/** Scripts that are looked for in one file: each is followed through the copies above. */
const MOST = 200;

/** Looks for scripts in a context, at most so many that a long file takes no longer than it must. */
export function scriptFinder(model: Model, context: ContextSnapshot | undefined): ScriptFinder {
  let left = MOST;
  return (node, part) => {
    const named = context === undefined || part.role !== 'unknown' ? undefined : namedBy(part);
    if (context === undefined || named === undefined || left-- <= 0) {
      return undefined;
    }
    return firstOf(pathsOf(model, node, part, named), (path) => {
      const file = mounted(context, node, path) ?? fileAt(model, context, node.stage ?? -1, path);
      return file.kind === 'file' ? { text: file.text } : undefined;
    });
  };
}

/** How a command names a script. */
interface Named {
  readonly word: string;
  /** True where it is looked for as every program is: no shell is told its file. */
  readonly isProgram: boolean;
}

function namedBy({ command: { words } }: RunPart): Named | undefined {
  const own = words.slice(wrappersOf(words).flat().length).map(({ text }) => text.replace(/["']/g, ''));
  const [program = '', ...args] = own;
  if (!isShell(program) && program !== '.' && program !== 'source') {
    return SHELL_SCRIPT.test(baseName(program)) ? { word: program, isProgram: true } : undefined;
  }
  const at = args.findIndex((arg) => !/^[-+]/.test(arg) && arg !== 'pipefail');
  const word = args[at];
  const isFile = !args.slice(0, Math.max(at, 0)).some((arg) => /^-[a-z]*[cs]$/.test(arg));
  return word !== undefined && isFile ? { word, isProgram: false } : undefined;
}

/** What says nothing of its language counts where its name speaks of installing: `bin/rails` and its like are no scripts of a shell. */
const SHELL_SCRIPT =
  /\.(?:ba)?sh$|^[\w-]*(?:bootstrap|dependencies|deps|install|packages|prepare|provision|setup)[\w-]*$/i;

/** Where it may be in the image; nowhere where only the build knows. */
function pathsOf(
  model: Model,
  node: Node,
  { directory }: RunPart,
  { word, isProgram }: Named,
): readonly string[] {
  const path = withValues(word, (name) => valueAbove(model, node, name));
  const place = placesOf(model)[node.index];
  if (place === undefined || /[$`*?[{~]/.test(path)) {
    return [];
  }
  if (isProgram && !path.includes('/')) {
    return PATH.map((folder) => `${folder}/${path}`);
  }
  const isKnown = path.startsWith('/') || directory !== undefined;
  return isKnown ? [resolvePath(resolvePath(place.directory, directory ?? ''), path)] : [];
}

/** Folders of the usual PATH into which people copy programs. */
const PATH = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin'];

/** The file that a bind mount of the context brings to a path; undefined where none lies over it. */
function mounted(context: ContextSnapshot, { detail }: Node, path: string): ImageFile | undefined {
  const mounts = detail.kind === 'run' ? detail.mounts : [];
  const mount = mounts.findLast((one) => isContextMount(one) && isWithin(path, one.target));
  if (mount === undefined) {
    return undefined;
  }
  const below = joinPath(
    resolvePath('/', mount.source).slice(1),
    path.slice(resolvePath('/', mount.target).length + 1),
  );
  const isFile = context.entries.get(below)?.kind === 'file' && isInContext(context, below) === 'yes';
  return isFile ? { kind: 'file', path: below, text: context.texts.get(below) } : { kind: 'absent' };
}
