import { commandOf } from '../../ecosystems/command.ts';
import { isWithin } from '../../ecosystems/paths.ts';
import type { RunPart } from '../../ecosystems/run-part.ts';
import { resolvePath } from '../../model/paths.ts';
import type { Model, Node } from '../../model/types.ts';
import { commandsIn } from '../moving/commands-in.ts';
import { copyStepOf, type CopyStep, type ImagePath } from '../moving/copy-step.ts';
import { imagePathOf } from '../moving/image-paths.ts';
import { filesWorkedOn } from '../moving/leaves-alone.ts';
import type { Place } from '../moving/places.ts';
import { runTextOf } from '../moving/redirections.ts';
import { shown } from '../moving/words.ts';
import { isHidden, isSetting } from './setting-names.ts';
import type { LateInstall } from './types.ts';

/** A RUN that goes below the installs behind the copies, since it only works on what these bring: `RUN chmod +x entrypoint.sh`. */
export interface Follower {
  readonly node: Node;
  /** All files and folders that it names. */
  readonly paths: readonly ImagePath[];
}

/** What moves, and the installs that it moves below. */
export interface Following {
  readonly moving: readonly CopyStep[];
  readonly installs: readonly LateInstall[];
}

/**
 * The RUN at a place as a follower of copies that move: it reads and writes nothing but files below their folders, by names, and none
 * that the installs read or write. Undefined for others.
 */
export function followerAt(
  model: Model,
  node: Node,
  place: Place,
  { moving, installs }: Following,
): Follower | undefined {
  const { detail, instruction } = node;
  if (detail.kind !== 'run' || detail.mounts.length > 0 || !/^run\s+(?!-)/i.test(instruction.text)) {
    return undefined;
  }
  const parts = commandsIn(model, node).filter(({ role }) => role !== 'directory' && role !== 'options');
  const run = runTextOf(instruction.text);
  const worked = parts.map((part) => (isFarReaching(part) ? undefined : filesWorkedOn(part, run)));
  if (parts.length === 0 || worked.includes(undefined)) {
    return undefined;
  }
  const paths = worked.flatMap((one) => [
    ...(one?.absolute ?? []).map((path): ImagePath => ({ path, anchored: true })),
    ...(one?.relative ?? []).map((path): ImagePath => ({
      path: resolvePath(place.directory, path),
      anchored: place.anchored,
    })),
  ]);
  const isTheirs = paths.every((path) =>
    moving.some(({ folder, anchored }) => lies(path, { path: folder, anchored })),
  );
  return isTheirs &&
    !paths.some((path) => mayBeRead(path) || installs.some((install) => meets(install, path)))
    ? { node, paths }
    : undefined;
}

/** What removes, edits or gives away what is there keeps a person's eye (domain.md 6.2, H5; 6.3, cases 26 and 27). */
function isFarReaching({ command }: RunPart): boolean {
  const read = commandOf(command);
  return (
    read !== undefined &&
    (REMOVES.has(read.name) ||
      (CHANGES.has(read.name) && read.args.some(({ text }) => /^(-[a-zA-Z]*R|--recursive)/.test(text))))
  );
}

const REMOVES = new Set(['rm', 'rmdir', 'sed', 'truncate']);
const CHANGES = new Set(['chmod', 'chown', 'chgrp']);

/**
 * Why an instruction that stays can't be passed by these, as a clause: it changes who runs them, where or with which values, or copies
 * to what they work on.
 */
export function heldBack(followers: readonly Follower[], node: Node, place: Place): string | undefined {
  const { keyword, line } = node.instruction;
  const step = copyStepOf(node, place);
  const held = followers.find(
    (one) =>
      CHANGES_RUNS.has(keyword) ||
      (SETS.has(keyword) && one.node.instruction.text.includes('$')) ||
      (step !== undefined && isMetBy(one, step)),
  );
  return (
    held &&
    `${shown(held.node)} (line ${held.node.instruction.line}) can't pass ${shown(node)} (line ${line})`
  );
}

/** Instructions that change what a RUN below them means. */
const CHANGES_RUNS = new Set(['USER', 'SHELL', 'WORKDIR']);
const SETS = new Set(['ENV', 'ARG']);

/** Whether a copy may write what a follower works on, or around it. */
function isMetBy({ paths }: Follower, { folder, anchored }: CopyStep): boolean {
  const target = { path: folder, anchored };
  return paths.some((path) => lies(path, target) || lies(target, path) || path.anchored !== anchored);
}

/**
 * Whether something may be a setting that an install reads, though the context holds none: a hidden file or folder, or one with such a
 * name. `.env` holds values for the program itself.
 */
function mayBeRead({ path }: ImagePath): boolean {
  return isSetting(path) || isHidden(path.replace(/\/\.env(\.(?!yarn$)[\w.-]+)?$/, ''));
}

function lies({ path, anchored }: ImagePath, within: ImagePath): boolean {
  return anchored === within.anchored && isWithin(path, within.path);
}

/** Whether an install may read or write something, or a part of it; one whose project is not known may do so with all. */
function meets({ inputs, folder, root }: LateInstall, path: ImagePath): boolean {
  return (
    inputs === undefined ||
    folder === undefined ||
    [...inputs.inputs, ...inputs.written].some((one) => {
      const own = imagePathOf(one.path, folder, root);
      return own.anchored !== path.anchored || lies(own, path) || lies(path, own);
    })
  );
}
