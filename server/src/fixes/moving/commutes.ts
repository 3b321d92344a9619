import { resolvePath } from '../../model/paths.ts';
import type { Model, Node } from '../../model/types.ts';
import { parsedOf } from '../../syntax/instruction.ts';
import { scriptOf } from '../../syntax/shell.ts';
import { isWithin } from '../../ecosystems/paths.ts';
import { commandOf } from '../../ecosystems/command.ts';
import { virtualEnvironment } from '../../ecosystems/python/own-environments.ts';
import type { RunPart } from '../../ecosystems/run-part.ts';
import { installsByName } from '../../ecosystems/system/installs-by-name.ts';
import { activatesMade } from './activations.ts';
import { commandsIn } from './commands-in.ts';
import { CONFIGURATION } from './configuration.ts';
import { copyStepOf, type CopyStep } from './copy-step.ts';
import { worksElsewhere } from './elsewhere.ts';
import { leavesAlone, redirectsApart } from './leaves-alone.ts';
import { looksAround } from './looks-around.ts';
import type { Place } from './places.ts';
import { redirectsToFile, runTextOf } from './redirections.ts';
import { isSystemFolder } from './system-folders.ts';
import { shown, telling } from './words.ts';

/** What happens when a COPY of the context is moved below an instruction (domain.md 6.1, 6.2 H5 and H12). */
export type Passing =
  /**
   * Nothing changes. `free`: the copy of the manifests may stay below it too, so that they don't rebuild it. `review`: what a
   * person has to check all the same.
   */
  | { readonly kind: 'commutes'; readonly free: boolean; readonly review?: string | undefined }
  /** It commutes, but a relative destination then means another place. */
  | { readonly kind: 'directory' }
  /** Another copy of the context into the same place, which has to move along. */
  | { readonly kind: 'along'; readonly step: CopyStep }
  | { readonly kind: 'blocked'; readonly reason: string };

/** Commands of a RUN that leave the copied files alone. */
const PASSED: ReadonlySet<RunPart['role']> = new Set([
  'packages',
  'companion',
  'system',
  'environment',
  'options',
  'variables',
]);

/** Instructions that only write configuration which no COPY reads. */
const METADATA = new Set([...CONFIGURATION, 'USER', 'SHELL']);

/** Whether the moved copies may pass below a node, standing at a place. */
export function passing(model: Model, moving: readonly CopyStep[], node: Node, place: Place): Passing {
  const { instruction } = node;
  const { keyword } = instruction;
  if (METADATA.has(keyword)) {
    return { kind: 'commutes', free: true };
  }
  switch (keyword) {
    case 'ENV':
    case 'ARG':
      return passesVariables(model, moving, node);
    case 'WORKDIR':
      return { kind: 'directory' };
    case 'COPY':
    case 'ADD':
      return passesCopy(moving, node, place);
    case 'RUN':
      return passesRun(model, moving, node, place);
    default:
      return blocked(node, "can't be passed");
  }
}

function blocked(node: Node, why: string, part?: RunPart): Passing {
  return { kind: 'blocked', reason: `${shown(node, part?.command)} (line ${node.instruction.line}) ${why}` };
}

function passesVariables(model: Model, moving: readonly CopyStep[], node: Node): Passing {
  const names = parsedOf(model.file, node.instruction).pairs.map(({ name }) => name);
  const used = moving.some(({ node: copy }) =>
    names.some((name) => usesVariable(copy.instruction.text, name)),
  );
  return used ? blocked(node, 'sets a variable that the COPY uses') : { kind: 'commutes', free: true };
}

function usesVariable(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    if (/\$\{?$/.test(text.slice(Math.max(0, at - 2), at))) {
      return true;
    }
  }
  return false;
}

function passesCopy(moving: readonly CopyStep[], node: Node, place: Place): Passing {
  const step = copyStepOf(node, place);
  if (step === undefined) {
    return blocked(node, "can't be passed");
  }
  const met = moving.find(
    (one) =>
      one.anchored !== step.anchored ||
      isWithin(one.folder, step.folder) ||
      isWithin(step.folder, one.folder),
  );
  if (met === undefined) {
    return { kind: 'commutes', free: false };
  }
  const { copy } = step;
  const isPlain = copy.from.kind === 'context' && copy.sources.every(({ kind }) => kind === 'path');
  return isPlain ? { kind: 'along', step } : { kind: 'blocked', reason: overwrites(met.node, node) };
}

/** Why a copy can't pass another one, as a clause: the one that comes last decides. */
export function overwrites(moved: Node, passed: Node): string {
  const [one, other] = [moved, passed].map((node) => `${shown(node)} (line ${node.instruction.line})`);
  return `${one ?? ''} could then overwrite what ${other ?? ''} copies`;
}

function passesRun(model: Model, moving: readonly CopyStep[], node: Node, place: Place): Passing {
  const mounts = node.detail.kind === 'run' ? node.detail.mounts : [];
  const parts = commandsIn(model, node);
  if (parts.length === 0 || mounts.some(({ type }) => type === 'bind')) {
    return blocked(node, 'may read or change the copied files');
  }
  if (parts.every((part) => runsAlways(part) && activatesMade(model, node, part))) {
    // Its variables end with the shell of this RUN.
    return { kind: 'commutes', free: true };
  }
  const folders = moving.every(({ anchored }) => anchored) ? moving.map(({ folder }) => folder) : ['/'];
  const run = runTextOf(node.instruction.text);
  const isAllowed = (part: RunPart): boolean =>
    PASSED.has(part.role)
      ? runsAlways(part) || redirectsApart(part, run, folders)
      : part.role === 'unknown' &&
        ((runsAlways(part) && worksElsewhere(part.command, folders)) || leavesAlone(part, run, folders));
  const isLooking = (part: RunPart): boolean => looksAround(part, place);
  const looking = parts.find((part) => !isAllowed(part) && isLooking(part));
  // What a command takes of the list, it may keep.
  const isKept = (part: RunPart): boolean => looking !== undefined && part.command.join === '|';
  const others = parts.filter((part) => (!isAllowed(part) || isKept(part)) && !isLooking(part));
  const isInSystem = moving.some(({ folder }) => isSystemFolder(folder));
  if (isInSystem) {
    others.push(...parts.filter(({ role }) => role === 'packages' || role === 'system'));
  }
  if (others.length > 0) {
    return blocked(node, 'may read or change the copied files', telling(node, others));
  }
  // npm and pip look at nothing in the working directory for this; the others read settings there.
  const free = parts.every(
    ({ role, ecosystem }) => role !== 'packages' || ecosystem === 'npm' || ecosystem === 'pip',
  );
  const fewer = `${shown(node)} (line ${node.instruction.line}) then lists fewer files`;
  const seldom = `${shown(node)} (line ${node.instruction.line}) then runs only when the base image or a line above it changes`;
  const review =
    environmentReview(parts, moving, place) ??
    (looking === undefined ? undefined : fewer) ??
    (onlyUpgrades(parts) ? seldom : undefined);
  return { kind: 'commutes', free: free && looking === undefined, review };
}

/** Whether a RUN only brings newer system packages, which each image may be meant to have of its day. */
function onlyUpgrades(parts: readonly RunPart[]): boolean {
  const named = parts.flatMap(({ role, command }) => {
    const read = role === 'system' ? commandOf(command) : undefined;
    const found = read && installsByName(read);
    return found === undefined || found.removes ? [] : [found];
  });
  return named.length > 0 && named.every(({ upgrades }) => upgrades);
}

/** A virtual environment below the copied folder is only safe while the context holds none in its place. */
function environmentReview(
  parts: readonly RunPart[],
  moving: readonly CopyStep[],
  place: Place,
): string | undefined {
  for (const { role, command, directory } of parts) {
    const read = role === 'environment' ? commandOf(command) : undefined;
    const folder = read && virtualEnvironment(read);
    if (folder === undefined) {
      continue;
    }
    const isSure = folder.literal && (folder.text.startsWith('/') || (directory === '' && place.anchored));
    const path = resolvePath(place.directory, folder.text);
    if (!isSure || moving.some((step) => !step.anchored || isWithin(path, step.folder))) {
      return `the context must not hold a virtual environment at ${folder.text}`;
    }
  }
  return undefined;
}

/** True for a command that always runs, and whose output and exit code go into no file and no other command. */
export function runsAlways({ command }: RunPart): boolean {
  return (
    !command.conditional &&
    !redirectsToFile(command) &&
    (command.join === 'start' || command.join === '&&' || command.join === ';')
  );
}

/** True for a command that always runs, wherever its output goes: for what it leaves in the image, that says nothing. */
export function runsInAnyCase({ command }: RunPart): boolean {
  return !command.conditional && (command.join === 'start' || command.join === '&&' || command.join === ';');
}

/** True when a RUN above makes a symlink of which the copy's destination is a part (domain.md 6.3, case 65). */
export function isLinkTo(model: Model, node: Node, place: Place, folder: string): boolean {
  const script =
    node.detail.kind === 'run' && node.instruction.text.includes('ln')
      ? scriptOf(model.file, node.instruction)
      : undefined;
  return (
    script?.commands.some(({ words }) => {
      const target = words[words.length - 1];
      return (
        words[0]?.text === 'ln' &&
        target?.literal === true &&
        isWithin(folder, resolvePath(place.directory, target.text))
      );
    }) === true
  );
}
