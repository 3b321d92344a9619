import { commandOf } from '../../ecosystems/command.ts';
import { runParts, virtualEnvironment, type RunPart } from '../../ecosystems/run-parts.ts';
import { runsInAnyCase } from '../../fixes/moving/commutes.ts';
import type { ImagePath } from '../../fixes/moving/copy-step.ts';
import { placesOf, type Place } from '../../fixes/moving/places.ts';
import { shownCommand } from '../../fixes/moving/words.ts';
import type { Model, Node } from '../../model/types.ts';
import { valueAbove } from '../../model/variables.ts';
import { isWithin } from '../../ecosystems/paths.ts';
import { scriptOf } from '../../syntax/shell.ts';
import type { ShellWord } from '../../syntax/types.ts';
import { clonedFolder } from './cloned-folder.ts';
import { imagePath } from './image-path.ts';
import { covers } from './landings.ts';
import { packageFolder, type InstallPlace, type PackageFolder } from './package-folder.ts';
import { isMounted, mayRemove, removalsIn } from './removals.ts';

/** A folder that a command of a RUN fills, and leaves in its layer. */
export interface InstalledFolder extends ImagePath {
  readonly node: Node;
  readonly part: RunPart;
  /** For a sentence: `node_modules`, `/opt/venv`. */
  readonly name: string;
}

/**
 * The folders that installs of a RUN fill in any case, where the command alone tells which: `node_modules`, `vendor`, a virtual
 * environment, a clone. Not those that it removes again, or mounts; of folders in one another, the outer one.
 */
export function installedFolders(
  model: Model,
  node: Node,
  around: Pick<InstallPlace, 'copies' | 'context'>,
): readonly InstalledFolder[] {
  const place = node.instruction.keyword === 'RUN' ? placesOf(model)[node.index] : undefined;
  const script = place && scriptOf(model.file, node.instruction);
  if (place === undefined || script?.complete !== true || !(place.readableShell || script.form === 'exec')) {
    return [];
  }
  const found: InstalledFolder[] = [];
  for (const part of runParts(script).filter(mayFill).slice(0, MAX_FOLDERS)) {
    const folder = folderOf(part, { model, node, place, ...around });
    const at = folder && imagePath(folder.path, part.directory, place);
    if (folder !== undefined && at !== undefined && !isMounted(node, at)) {
      found.push({ ...at, node, part, name: folder.name });
    }
  }
  if (found.length === 0) {
    return found;
  }
  return found.filter(
    (one, index) =>
      staysIn(model, node, one) &&
      !found.some(
        (other, at) =>
          other.anchored === one.anchored &&
          isWithin(one.path, other.path) &&
          (other.path !== one.path || at < index),
      ),
  );
}

/** Folders of one RUN that are looked at. */
const MAX_FOLDERS = 20;

/** How a folder is named in a sentence, with the command that fills it and its line. */
export function shownFolder({ name, node, part }: InstalledFolder): string {
  return `${name} of ${shownCommand(node, part.command)} (line ${node.instruction.line})`;
}

/** Whether a folder that was there is still there behind a RUN: false where the RUN may remove it, or move it away. */
export function staysIn(model: Model, node: Node, folder: InstalledFolder): boolean {
  const script = node.instruction.keyword === 'RUN' ? scriptOf(model.file, node.instruction) : undefined;
  if (script === undefined) {
    return true;
  }
  const behind = node === folder.node ? runParts(script).indexOf(folder.part) : -1;
  const { removed, moved } = removalsIn(model, node, behind);
  const isGone = [...removed, ...moved.map((at) => ({ at }))].some((target) => covers(target, folder));
  return !isGone && !runParts(script).some((part, index) => index > behind && mayTake(part, folder));
}

function mayTake({ command }: RunPart, { path }: ImagePath): boolean {
  const last = path.slice(path.lastIndexOf('/') + 1);
  return last !== '' && command.words.some(({ text }) => text.includes(last)) && mayRemove(command);
}

/** A quick look: most commands fill nothing. */
function mayFill(part: RunPart): boolean {
  const { role, command } = part;
  return (
    (role === 'install' || role === 'environment' || command.words.some(({ text }) => text === 'clone')) &&
    runsInAnyCase(part)
  );
}

/** The folder that a command fills, as it is written or by its usual name. */
function folderOf(part: RunPart, at: InstallPlace): PackageFolder | undefined {
  if (part.install !== undefined) {
    return packageFolder(part, part.install, at);
  }
  const read = commandOf(part.command);
  const path =
    read === undefined
      ? undefined
      : part.role === 'environment'
        ? environmentFolder(virtualEnvironment(read), read.args, at)
        : clonedFolder(read);
  return path === undefined ? undefined : { path, name: nameOf(path, part, at.place) };
}

function nameOf(path: string, part: RunPart, place: Place): string {
  return imagePath(path, part.directory, place)?.path ?? path;
}

/** A virtual environment holds pip, unless it is told not to. */
function environmentFolder(
  folder: ShellWord | undefined,
  args: readonly ShellWord[],
  { model, node }: InstallPlace,
): string | undefined {
  if (folder === undefined || args.some(({ text }) => text === '--without-pip' || text === '--no-pip')) {
    return undefined;
  }
  const [, braced, plain] = /^"?\$(?:\{(\w+)\}|(\w+))"?$/.exec(folder.text) ?? [];
  const variable = braced ?? plain;
  return folder.literal
    ? folder.text
    : variable === undefined
      ? undefined
      : valueAbove(model, node, variable);
}
