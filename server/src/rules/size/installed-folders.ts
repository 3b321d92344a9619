import { commandOf } from '../../ecosystems/command.ts';
import { virtualEnvironment } from '../../ecosystems/python/own-environments.ts';
import { runParts } from '../../ecosystems/run-parts.ts';
import type { RunPart } from '../../ecosystems/run-part.ts';
import { runsInAnyCase } from '../../fixes/moving/commutes.ts';
import { placesOf, type Place } from '../../fixes/moving/places.ts';
import type { Model, Node } from '../../model/types.ts';
import { isWithin } from '../../ecosystems/paths.ts';
import type { ShellWord } from '../../syntax/types.ts';
import { comesFromElsewhere } from './archive-origin.ts';
import { clonedFolder } from './cloned-folder.ts';
import type { FilledFolder } from './filled-folder.ts';
import { goFolders, removesModules } from './go-folders.ts';
import { imagePath } from './image-path.ts';
import { knownScript } from './known-script.ts';
import { covers } from './landings.ts';
import { packageFolder, type InstallPlace, type PackageFolder } from './package-folder.ts';
import { isMounted, mayRemove, removalsIn } from './removals.ts';
import { unpackingOf, type Unpacking } from './unpacked-archive.ts';
import { mayTakeUnpacked, wordsBesides } from './unpacked-removal.ts';

/** A folder that a command of a RUN fills, and leaves in its layer. */
export interface InstalledFolder extends FilledFolder {
  readonly part: RunPart;
  /** What the command unpacks there, if it does. */
  readonly unpacking?: Unpacking | undefined;
}

/**
 * The folders that commands of a RUN fill in any case, where the command alone tells which: `node_modules`, `vendor`, a virtual
 * environment, Go's modules, a clone, an archive from elsewhere. Not those that it removes again, or mounts; of folders in one another, the outer one.
 */
export function installedFolders(
  model: Model,
  node: Node,
  around: Pick<InstallPlace, 'copies' | 'context'>,
): readonly InstalledFolder[] {
  const place = node.instruction.keyword === 'RUN' ? placesOf(model)[node.index] : undefined;
  const script = place && knownScript(model, node);
  if (place === undefined || script?.complete !== true || !(place.readableShell || script.form === 'exec')) {
    return [];
  }
  const found: InstalledFolder[] = [];
  const parts = runParts(script);
  for (const part of parts.filter(mayFill).slice(0, MAX_FOLDERS)) {
    for (const folder of foldersOf(part, { model, node, place, ...around }, parts)) {
      const at = imagePath(folder.path, part.directory, place);
      if (at !== undefined && !isMounted(node, at)) {
        found.push({ ...at, node, part, name: folder.name, unpacking: folder.unpacking });
      }
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

/** Whether a folder that was there is still there behind a RUN: false where the RUN may remove it, or move it away. */
export function staysIn(model: Model, node: Node, folder: InstalledFolder): boolean {
  const script = node.instruction.keyword === 'RUN' ? knownScript(model, node) : undefined;
  if (script === undefined) {
    return true;
  }
  const behind = node === folder.node ? runParts(script).indexOf(folder.part) : -1;
  const { removed, moved } = removalsIn(model, node, behind);
  const taken = [...removed, ...moved.map((at) => ({ at }))];
  const isGone = taken.some(
    (target) => covers(target, folder) || mayTakeUnpacked(target, folder, folder.unpacking),
  );
  return !isGone && !runParts(script).some((part, index) => index > behind && mayTake(part, folder));
}

/** Whether a command may remove a folder, or what has been unpacked there, by a name that only the build knows. */
function mayTake(part: RunPart, { path, unpacking, part: filling }: InstalledFolder): boolean {
  const { command } = part;
  if (filling.ecosystem === 'go' && removesModules(part)) {
    return true;
  }
  const last = path.slice(path.lastIndexOf('/') + 1);
  const words = wordsBesides(command, unpacking);
  const isNamed = last !== '' && words.some(({ text }) => text.includes(last));
  return (isNamed || unpacking?.nested === true) && mayRemove({ ...command, words });
}

/** A quick look: most commands fill nothing. */
function mayFill(part: RunPart): boolean {
  const { role, command } = part;
  const isFilling =
    role === 'install' ||
    role === 'environment' ||
    part.ecosystem === 'go' ||
    command.words.some(({ text }) => text === 'clone');
  return isFilling ? runsInAnyCase(part) : command.words.some(({ text }) => UNPACKING.test(text));
}

const UNPACKING = /(?:^|\/)(?:(?:bsd)?tar|unzip)$/;

/** A folder that a command fills, and what it unpacks there. */
interface Filled extends PackageFolder {
  readonly unpacking?: Unpacking;
}

/** The folders that a command fills: one, but for Go. */
function foldersOf(part: RunPart, at: InstallPlace, parts: readonly RunPart[]): readonly Filled[] {
  if (part.ecosystem === 'go') {
    return goFolders(part, at);
  }
  const folder = folderOf(part, at, parts);
  return folder === undefined ? [] : [folder];
}

/** The folder that a command fills, as it is written or by its usual name. */
function folderOf(part: RunPart, at: InstallPlace, parts: readonly RunPart[]): Filled | undefined {
  if (part.install !== undefined) {
    return packageFolder(part, part.install, at);
  }
  const read = commandOf(part.command);
  const unpacking = read && unpackingOf(read);
  if (unpacking !== undefined) {
    return comesFromElsewhere(unpacking.archive, part, parts, at)
      ? { path: unpacking.folder, name: 'the unpacked files', unpacking }
      : undefined;
  }
  const path =
    read === undefined
      ? undefined
      : part.role === 'environment'
        ? environmentFolder(virtualEnvironment(read), read.args)
        : clonedFolder(read);
  return path === undefined ? undefined : { path, name: nameOf(path, part, at.place) };
}

function nameOf(path: string, part: RunPart, place: Place): string {
  return imagePath(path, part.directory, place)?.path ?? path;
}

/** A virtual environment holds pip, unless it is told not to. */
function environmentFolder(folder: ShellWord | undefined, args: readonly ShellWord[]): string | undefined {
  const isEmpty = args.some(({ text }) => text === '--without-pip' || text === '--no-pip');
  return folder?.literal === true && !isEmpty ? folder.text : undefined;
}
