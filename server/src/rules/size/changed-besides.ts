import { commandOf } from '../../ecosystems/command.ts';
import { isWithin } from '../../ecosystems/paths.ts';
import { runParts } from '../../ecosystems/run-parts.ts';
import type { RunPart } from '../../ecosystems/run-part.ts';
import type { ImagePath } from '../../fixes/moving/copy-step.ts';
import { worksElsewhere } from '../../fixes/moving/elsewhere.ts';
import { leavesAlone } from '../../fixes/moving/leaves-alone.ts';
import { placesOf, type Place } from '../../fixes/moving/places.ts';
import { runTextOf, type RunText } from '../../fixes/moving/redirections.ts';
import { nodesAbove } from '../../model/nodes-above.ts';
import type { Model, Node } from '../../model/types.ts';
import { imagePath } from './image-path.ts';
import { knownScript } from './known-script.ts';

/** Steps above a RUN that are looked at, the nearest first, so that long stages don't take quadratic time. */
const MAX_STEPS = 100;

/**
 * What lies at or below paths of the image besides what copies bring, once a RUN has run: the folder itself, which a
 * step has made, or whatever other commands may have left there.
 */
export function changedBesides(
  model: Model,
  run: Node,
  paths: readonly ImagePath[],
): 'nothing' | 'folder' | 'files' {
  let hasFolder = false;
  for (const node of [run, ...nodesAbove(model, run, MAX_STEPS)]) {
    const place = placesOf(model)[node.index];
    if (place !== undefined && node.detail.kind === 'workdir') {
      const { directory, anchored } = placesOf(model)[node.index + 1] ?? place;
      hasFolder ||= paths.some((path) => path.anchored === anchored && isWithin(directory, path.path));
    } else if (place !== undefined && node.instruction.keyword === 'RUN') {
      const left = leftBy(model, node, place, paths);
      if (left === 'files') {
        return 'files';
      }
      hasFolder ||= left === 'folder';
    }
  }
  return hasFolder ? 'folder' : 'nothing';
}

function leftBy(
  model: Model,
  node: Node,
  place: Place,
  paths: readonly ImagePath[],
): 'nothing' | 'folder' | 'files' {
  const script = knownScript(model, node);
  const text = runTextOf(node.instruction.text);
  let hasFolder = false;
  for (const part of script === undefined ? [] : runParts(script)) {
    const made = madeFolders(part, place);
    if (made?.every((one) => paths.some((path) => isSame(one, path)) || !lies(one, paths)) === true) {
      hasFolder ||= made.some((one) => lies(one, paths));
    } else if (paths.some((path) => mayLeave(part, text, place, path))) {
      return 'files';
    }
  }
  return hasFolder ? 'folder' : 'nothing';
}

/** The folders that a mkdir makes; undefined for other commands. */
function madeFolders(part: RunPart, place: Place): readonly ImagePath[] | undefined {
  const read = commandOf(part.command);
  if (read?.name !== 'mkdir' || read.args.some(({ literal }) => !literal)) {
    return undefined;
  }
  const operands = read.args.filter(({ text }) => !text.startsWith('-'));
  return operands.flatMap(({ text }) => imagePath(text, part.directory, place) ?? []);
}

function isSame(one: ImagePath, other: ImagePath): boolean {
  return one.anchored === other.anchored && one.path === other.path;
}

function lies({ path, anchored }: ImagePath, folders: readonly ImagePath[]): boolean {
  return folders.some((folder) => folder.anchored === anchored && isWithin(path, folder.path));
}

/** Whether a command may make files at or below a path: it runs there, or names it. */
function mayLeave(part: RunPart, text: RunText, place: Place, { path, anchored }: ImagePath): boolean {
  const { command, role } = part;
  const name = commandOf(command)?.name ?? '';
  if (APART.has(role) || MAKES_NO_FILES.has(name) || command.words.length === 0) {
    return false;
  }
  const directory = imagePath('.', part.directory, place);
  const isThere =
    directory === undefined || (directory.anchored === anchored && isWithin(directory.path, path));
  return isThere
    ? !(anchored && (worksElsewhere(command, [path]) || leavesAlone(part, text, [path])))
    : command.words.some((word) => namesPath(word.text, path));
}

function namesPath(text: string, path: string): boolean {
  const at = path === '/' ? -1 : text.indexOf(path);
  return at >= 0 && !/^[\w.-]/.test(text.slice(at + path.length, at + path.length + 1));
}

/** What leaves nothing in folders of projects. */
const APART: ReadonlySet<RunPart['role']> = new Set([
  'packages',
  'system',
  'companion',
  'options',
  'variables',
  'directory',
]);

const MAKES_NO_FILES = new Set([
  ...['chown', 'chgrp', 'chmod', 'rm', 'rmdir', 'find', 'test', '['],
  ...[
    'useradd',
    'adduser',
    'usermod',
    'groupadd',
    'addgroup',
    'groupmod',
    'apt-get',
    'apt',
    'apk',
    'dnf',
    'yum',
  ],
]);
