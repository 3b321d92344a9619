import { commandOf } from '../../ecosystems/command.ts';
import type { RunPart } from '../../ecosystems/run-part.ts';
import type { ContextSnapshot } from '../../context/types.ts';
import type { Model, Node } from '../../model/types.ts';
import { targetsOf } from '../moving/command-paths.ts';
import { commandsIn } from '../moving/commands-in.ts';
import { copyStepOf, type CopyStep, type ImagePath } from '../moving/copy-step.ts';
import { imagePaths, liesIn } from '../moving/image-paths.ts';
import { filesWorkedOn } from '../moving/leaves-alone.ts';
import type { Place } from '../moving/places.ts';
import { runTextOf, type RunText } from '../moving/redirections.ts';
import { isSystemFolder } from '../moving/system-folders.ts';
import { shown } from '../moving/words.ts';
import { mayBeUsed, type Work } from './used-by-installs.ts';
import type { LateInstall } from './types.ts';

/** A RUN that goes below the installs behind the copies, since it only works on what these bring: `RUN chmod +x entrypoint.sh`. */
export interface Follower {
  readonly node: Node;
  /** All files and folders that it names. */
  readonly paths: readonly ImagePath[];
  /** What a person has to check, as a clause; undefined where nothing is written that an install could read. */
  readonly review: string | undefined;
}

/** What moves, and the installs that it moves below. */
export interface Following {
  readonly context: ContextSnapshot;
  readonly moving: readonly CopyStep[];
  readonly installs: readonly LateInstall[];
}

/**
 * The RUN at a place as a follower of copies that move: it reads and writes nothing but files below their folders, by names, and none
 * that the installs are known to read or write. Undefined for others, and where the folders are the system's, in which an install uses
 * what it does not name.
 */
export function followerAt(
  model: Model,
  node: Node,
  place: Place,
  following: Following,
): Follower | undefined {
  const { detail, instruction } = node;
  const { moving } = following;
  if (detail.kind !== 'run' || detail.mounts.length > 0 || !/^run\s+(?!-)/i.test(instruction.text)) {
    return undefined;
  }
  const parts = commandsIn(model, node).filter(({ role }) => role !== 'directory' && role !== 'options');
  const run = runTextOf(instruction.text);
  const works: readonly (readonly Work[] | undefined)[] = parts.map((part) => worksOf(part, run, place));
  if (parts.length === 0 || works.includes(undefined)) {
    return undefined;
  }
  const all = works.flatMap((one) => one ?? []);
  const isTheirs = all.every(({ path }) =>
    moving.some(
      ({ folder, anchored }) => !isSystemFolder(folder) && liesIn(path, { path: folder, anchored }),
    ),
  );
  const writes = all.some(({ kind }) => kind === 'file');
  return isTheirs && !all.some((work) => mayBeUsed(model, node, { ...following, work }))
    ? { node, paths: all.map(({ path }) => path), review: writes ? reviewOf(node) : undefined }
    : undefined;
}

/** What a command of a RUN does with the files that it names; undefined where it may do more than that. */
function worksOf(part: RunPart, run: RunText, place: Place): readonly Work[] | undefined {
  const worked = isFarReaching(part) || asksSystem(part) ? undefined : filesWorkedOn(part, run);
  if (worked === undefined) {
    return undefined;
  }
  const read = commandOf(part.command);
  const name = read?.name ?? '';
  const targets = targetsOf(part, run);
  const writes = WRITERS.has(name) || (targets !== undefined && imagePaths(targets, place).length > 0);
  const kind = writes ? 'file' : CHANGES.has(name) ? 'mode' : 'other';
  const [mode] = name === 'chmod' ? (read?.args ?? []).filter(({ text }) => !/^--?[cfv]/.test(text)) : [];
  return imagePaths(worked, place).map((path) => ({
    kind,
    path,
    mode: mode?.literal === true ? mode.text : undefined,
  }));
}

/** What it writes may be read by a way that nothing tells: a script of a package, a member that a pattern finds. */
function reviewOf(node: Node): string {
  return `the install must not need what ${shown(node)} (line ${node.instruction.line}) writes`;
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

/** Whether a command tells of the system, its users or its environment, which what is passed may change. */
function asksSystem({ command }: RunPart): boolean {
  return ASKS_SYSTEM.has(command.words[0]?.text ?? '');
}

const ASKS_SYSTEM = new Set(['env', 'printenv', 'id', 'whoami', 'which', 'hostname', 'lsb_release']);

/** Commands that make files, or what is in them. */
const WRITERS = new Set(['touch', 'ln', 'cp', 'mv', 'tee', 'install', 'tar', 'unzip', 'gunzip', 'gpg']);

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
  return paths.some((path) => liesIn(path, target) || liesIn(target, path) || path.anchored !== anchored);
}
